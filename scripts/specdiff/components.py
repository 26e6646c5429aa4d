"""What changed inside the classes: fields of models, keys of what is sent, values of enums."""

from __future__ import annotations

from collections.abc import Iterator

from apimodel import Api, Enum, Model

from .change import Change
from .classes import Made, classes_of
from .fields import compare_fields

__all__ = ["compare_components"]


def compare_components(old: Api, new: Api) -> Iterator[Change]:
    """Yield what changed inside of classes that both versions have."""
    before = classes_of(old)
    for made in classes_of(new).values():
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


def _fields(made: Made, old: Model, new: Model) -> Iterator[Change]:
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
