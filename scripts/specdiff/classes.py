"""Which classes an API becomes: models, enums, dictionaries for what is sent, records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from apimodel import Api, Enum, Model
from apimodel.document import schemas

from .change import Change

__all__ = ["Kind", "Made", "classes_of", "compare_classes"]

Kind = Literal["model", "enum", "params", "record"]
_SUFFIX: Final[Mapping[Kind, str]] = {"model": "", "enum": "", "params": "Params", "record": "Record"}


@dataclass(frozen=True)
class Made:
    """A class of the package, and what it is made of."""

    kind: Kind
    schema: Model | Enum

    @property
    def name(self) -> str:
        return f"{self.schema.name}{_SUFFIX[self.kind]}"


def classes_of(api: Api) -> dict[str, Made]:
    """Return all classes of an API by their names, in the order of the document."""
    found: list[Made] = []
    for name in schemas(api.document):
        if enum := api.enums.get(name):
            found.append(Made("enum", enum))
        if model := api.models.get(name):
            found += [Made("model", model)] if model.answered and model.fields else []
            found += [Made("params", model)] if model.sent else []
            found += [Made("record", model)] if model.record is not None else []
    return {made.name: made for made in found}


def compare_classes(old: Api, new: Api, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Yield which classes are gone, come, or go by another name; *renamed* has the new names of schemas."""
    before, after = classes_of(old), classes_of(new)
    successors = {(made.kind, made.schema.name): name for name, made in after.items()}
    taken: set[str] = set()
    for name, made in before.items():
        if name in after:
            continue
        successor = successors.get((made.kind, renamed.get(made.schema.name, "")))
        if successor is None or successor in before:
            yield Change("class-removed", name, "this class is gone", "breaking", (name,))
            continue
        taken.add(successor)
        text = f"this class is now called `{successor}`"
        yield Change("class-renamed", name, text, "breaking", (name, successor))
    for name in after:
        if name not in before and name not in taken:
            yield Change("class-added", name, "new class", "additive", (name,))
