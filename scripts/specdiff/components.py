"""What changed inside the classes: fields of models, keys of what is sent, values of enums."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.spec import JsonObject, flatten, schemas

from .change import Change
from .classes import Made, made_of
from .fields import Field, field_of
from .succession import compare_fields

__all__ = ["compare_components"]


def compare_components(old: JsonObject, new: JsonObject) -> Iterator[Change]:
    """Yield what changed inside of classes that both versions have."""
    before = made_of(old)
    for made in made_of(new).values():
        former = before.get(made.name)
        if former is None or former.kind != made.kind:
            continue
        one, other = schemas(old)[made.component], schemas(new)[made.component]
        if made.kind == "enum":
            yield from _values(made.name, one, other)
        elif made.kind != "record" and made.inner and former.inner:
            yield from _fields(made, _all(old, made.component), _all(new, made.component))
        elif one.get("x-record") != other.get("x-record"):
            text = "is set by the fields of other requests"
            yield Change("record", made.name, text, "additive", (f"{made.name}.__sendable__",))


def _all(spec: JsonObject, component: str) -> list[Field]:
    properties, required = flatten(spec, schemas(spec)[component])
    return [
        field_of(spec, wire, schema, place="body", required=wire in required)
        for wire, schema in properties.items()
    ]


def _fields(made: Made, old: list[Field], new: list[Field]) -> Iterator[Change]:
    sent = made.kind == "params"
    for verdict in compare_fields(old, new, "sent" if sent else "answer", "key" if sent else "field"):
        names = list(dict.fromkeys(verdict.names))
        records = () if sent else tuple(f"{made.name}Record.{name}" for name in names)
        covers = (*(f"{made.name}.{name}" for name in names), *records)
        yield Change(
            f"{'key' if sent else 'field'}-{verdict.kind}", made.name, verdict.text, verdict.severity, covers
        )


def _values(name: str, old: JsonObject, new: JsonObject) -> Iterator[Change]:
    before, after = _members(old), _members(new)
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


def _members(schema: JsonObject) -> dict[str, str | None]:
    """Return the values with the names that the document gives them."""
    names = schema.get("x-enum-varnames") or [None] * len(schema["enum"])
    return dict(zip(schema["enum"], names, strict=False))
