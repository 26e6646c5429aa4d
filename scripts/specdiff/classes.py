"""What changed in the classes that an API becomes: models, enums, dictionaries for what is sent, records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from apimodel import Api, Enum, Model
from apimodel.document import schemas

from .change import Change
from .fields import compare_fields

Kind = Literal["model", "enum", "params", "record"]
_SUFFIX: Final[Mapping[Kind, str]] = {"model": "", "enum": "", "params": "Params", "record": "Record"}


@dataclass(frozen=True)
class GeneratedClass:
    """A class of the package, and what it is made of."""

    kind: Kind
    schema: Model | Enum

    @property
    def name(self) -> str:
        return f"{self.schema.name}{_SUFFIX[self.kind]}"


def _classes(api: Api) -> dict[str, GeneratedClass]:
    """Return all classes of an API by their names, in the order of the document."""
    found: list[GeneratedClass] = []
    for name in schemas(api.document):
        if enum := api.enums.get(name):
            found.append(GeneratedClass("enum", enum))
        if model := api.models.get(name):
            found += [GeneratedClass("model", model)] if model.answered and model.fields else []
            found += [GeneratedClass("params", model)] if model.sent else []
            found += [GeneratedClass("record", model)] if model.record is not None else []
    return {made.name: made for made in found}


def compare_classes(old: Api, new: Api, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Yield which classes are gone, come, or go by another name; *renamed* has the new names of schemas."""
    before, after = _classes(old), _classes(new)
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


def compare_class_contents(old: Api, new: Api) -> Iterator[Change]:
    """Yield what changed inside of classes that both versions have."""
    before = _classes(old)
    for made in _classes(new).values():
        former = before.get(made.name)
        if former is None or former.kind != made.kind:
            continue
        one, other = former.schema, made.schema
        if isinstance(one, Enum) and isinstance(other, Enum):
            yield from _values(one, other)
        elif isinstance(one, Model) and isinstance(other, Model):
            yield from _record(one, other) if made.kind == "record" else _fields(made, one, other)


def _record(old: Model, new: Model) -> Iterator[Change]:
    if old.record != new.record:
        name = f"{new.name}Record"
        yield Change(
            "record", name, "is set by the fields of other requests", "additive", (f"{name}.__sendable__",)
        )


def _fields(made: GeneratedClass, old: Model, new: Model) -> Iterator[Change]:
    sent = made.kind == "params"
    if sent and not (old.nested and new.nested):
        return  # it is made into arguments, which tell of the change
    for verdict in compare_fields(
        old.fields, new.fields, "sent" if sent else "answer", "key" if sent else "field"
    ):
        names = list(dict.fromkeys(verdict.names))
        records = () if sent else tuple(f"{made.name}Record.{name}" for name in names)
        covers = (*(f"{made.name}.{name}" for name in names), *records)
        yield Change(
            f"{'key' if sent else 'field'}-{verdict.kind}", made.name, verdict.text, verdict.severity, covers
        )


def _values(old: Enum, new: Enum) -> Iterator[Change]:
    name = new.name
    before = {value: member for member, value in old.members.items()}
    after = {value: member for member, value in new.members.items()}
    for value in before:
        if value not in after:
            yield Change("value-removed", name, f"the value `{value}` is gone", "breaking", (name,))
        elif after[value] != before[value]:
            text = f"the member of the value `{value}` has another name"
            yield Change("value-renamed", name, text, "breaking", (name,))
    for value in after:
        if value not in before:
            yield Change("value-added", name, f"new value `{value}`", "additive", (name,))
    if [value for value in before if value in after] != [value for value in after if value in before]:
        yield Change("value-reordered", name, "its values come in another order", "internal")
