"""Changes of the generated classes: models, enums, TypedDicts of request bodies, records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from apimodel import Api, Enum, Model
from apimodel.document import schemas

from .change import Change
from .fields import compare_fields
from .values import Owner

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
    classes: list[GeneratedClass] = []
    for name in schemas(api.document):
        if enum := api.enums.get(name):
            classes.append(GeneratedClass("enum", enum))
        if model := api.models.get(name):
            kinds: dict[Kind, bool] = {
                "model": model.answered and bool(model.fields),
                "params": model.sent,
                "record": model.record is not None,
            }
            classes += [GeneratedClass(kind, model) for kind, there in kinds.items() if there]
    return {made.name: made for made in classes}


def compare_classes(old: Api, new: Api, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Yield which classes are gone, come, or go by another name; *renamed* has the new names of schemas."""
    before, after = _classes(old), _classes(new)
    successors = {(made.kind, made.schema.name): name for name, made in after.items()}
    taken: set[str] = set()
    for name in [name for name in before if name not in after]:
        kind, schema = before[name].kind, before[name].schema.name
        successor = successors.get((kind, renamed.get(schema, "")))
        if successor is None or successor in before:
            yield Change("class-removed", name, "this class is gone", "breaking", (name,))
            continue
        taken.add(successor)
        text = f"this class is now called `{successor}`"
        yield Change("class-renamed", name, text, "breaking", (name, successor))
    for name in [name for name in after if name not in before and name not in taken]:
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
        name, text = f"{new.name}Record", "is set by the fields of other requests"
        yield Change("record", name, text, "additive", (f"{name}.__sendable__",))


def _fields(made: GeneratedClass, old: Model, new: Model) -> Iterator[Change]:
    name = made.name
    if made.kind != "params":
        owner = Owner(name, "field", "answer", lambda field: (f"{name}.{field}", f"{name}Record.{field}"))
    elif old.nested and new.nested:
        owner = Owner(name, "key", "sent", lambda field: (f"{name}.{field}",))
    else:
        return  # it is made into arguments, which tell of the change
    yield from compare_fields(owner, old.fields, new.fields)


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
    for value in [value for value in after if value not in before]:
        yield Change("value-added", name, f"new value `{value}`", "additive", (name,))
    if [value for value in before if value in after] != [value for value in after if value in before]:
        yield Change("value-reordered", name, "its values come in another order", "internal")
