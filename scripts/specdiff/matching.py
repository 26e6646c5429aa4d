"""Matching the operations, resources and components of two versions, though their names may have changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Final, TypeVar

from apimodel import Operation
from apimodel.document import JsonObject, flatten, schemas

T = TypeVar("T")


def match_operations(
    old: Sequence[Operation], new: Sequence[Operation]
) -> tuple[list[tuple[Operation, Operation]], list[Operation], list[Operation]]:
    """Return (pairs, gone, come): operations are the same by path, then by id, by path without names, by name."""
    keys: tuple[Callable[[Operation], Hashable], ...] = (
        lambda method: (method.raw.method, method.raw.path),
        lambda method: method.raw.id,
        lambda method: method.address,
        lambda method: method.call,
    )
    pairs: list[tuple[Operation, Operation]] = []
    gone, come = list(old), list(new)
    for key in keys:
        free = {key(method): method for method in come}
        for method in list(gone):
            if (twin := free.pop(key(method), None)) is not None:
                pairs.append((method, twin))
                gone.remove(method)
                come.remove(twin)
    order = {id(method): number for number, method in enumerate(new)}
    return sorted(pairs, key=lambda pair: order[id(pair[1])]), gone, come


def renamed_tags(pairs: Sequence[tuple[Operation, Operation]]) -> dict[str, str]:
    """Return old and new names of resources that kept all their operations under another name."""
    before, after = {one.resource for one, _ in pairs}, {other.resource for _, other in pairs}
    renamed: dict[str, str] = {}
    for tag in sorted(before - after):
        became = {other.resource for one, other in pairs if one.resource == tag}
        if len(became) == 1 and not became & before:
            renamed[tag] = became.pop()
    return renamed


_ALIKE: Final = 0.5  # share of the names that two components have in common, at least


def renamed_components(old: JsonObject, new: JsonObject) -> dict[str, str]:
    """Return old and new names of components that look the same and are gone and come."""
    before, after = schemas(old), schemas(new)
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    scores = [
        (_likeness((old, before[one]), (new, after[other])), one, other) for one in gone for other in come
    ]
    renamed: dict[str, str] = {}
    for score, one, other in sorted(scores, key=lambda row: -row[0]):
        if score >= _ALIKE and one not in renamed and other not in renamed.values():
            renamed[one] = other
    return renamed


def with_names(spec: JsonObject, renamed: Mapping[str, str]) -> JsonObject:
    """Return a document whose components go by the names in *renamed*, wherever they are referred to."""
    prefix = "#/components/schemas/"
    named = {renamed.get(name, name): schema for name, schema in schemas(spec).items()}
    for name, schema in named.items():
        if "x-record" in schema:
            named[name] = {**schema, "x-record": [renamed.get(each, each) for each in schema["x-record"]]}
    components = {**spec.get("components", {}), "schemas": named}
    references = {prefix + old: prefix + new for old, new in renamed.items()}
    document: JsonObject = _replaced({**spec, "components": components}, references)
    return document


def _replaced(node: Any, texts: Mapping[str, str]) -> Any:
    if isinstance(node, list):
        return [_replaced(value, texts) for value in node]
    if isinstance(node, dict):
        return {key: _replaced(value, texts) for key, value in node.items()}
    return texts.get(node, node) if isinstance(node, str) else node


def _likeness(one: tuple[JsonObject, Any], other: tuple[JsonObject, Any]) -> float:
    """Return how much two components share, from 0 to 1."""
    first, second = _features(*one), _features(*other)
    if not first or not second:
        return 0.0
    return len(first & second) / len(first | second)


def _features(spec: JsonObject, schema: Mapping[str, Any]) -> set[str]:
    """Return what tells a component from others: its values, its fields, or what it stands for."""
    if "enum" in schema:
        return {f"value {value}" for value in schema["enum"]}
    if fields := flatten(spec, dict(schema))[0]:
        return {f"field {name}" for name in fields}
    return {
        f"{key} {schema[key]}" for key in ("type", "items", "additionalProperties", "oneOf") if key in schema
    }
