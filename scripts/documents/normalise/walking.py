"""Walks over a document: its operations, and its schemas with where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from apimodel.document import JsonObject, methods_of, operation_keys, pointer

from .trees import below, mapping, sequence

_LISTS: Final = ("oneOf", "anyOf", "allOf")
_MAPS: Final = ("properties", "patternProperties", "$defs", "definitions")
_SINGLE: Final = ("items", "additionalProperties", "not")


@dataclass(frozen=True)
class Operation:
    """An operation as it is written in the *item* of its path."""

    path: str
    method: str
    item: JsonObject
    data: JsonObject

    @property
    def where(self) -> str:
        return pointer(*operation_keys(self.path, self.method))


class Place(NamedTuple):
    """Where a schema stands: under a key of a mapping, or in a list; *where* is the JSON pointer of it."""

    holder: Any
    key: Any
    where: str

    @property
    def schema(self) -> Any:
        return self.holder[self.key]


def operations(spec: JsonObject) -> Iterator[Operation]:
    """Yield every operation in the order of the document."""
    for path, item in mapping(spec.get("paths")).items():
        for method, data in methods_of(item):
            if isinstance(data, dict):
                yield Operation(path, method, item, data)


def components(spec: JsonObject, kind: str) -> JsonObject:
    """Return the components of a kind, such as ``schemas``."""
    return mapping(mapping(spec.get("components")).get(kind))


def schemas(spec: JsonObject) -> Iterator[Place]:
    """Yield every schema, the inner ones after their outer one, which may be rewritten or replaced between the two."""
    pending = list(outermost(spec))[::-1]
    while pending:
        place = pending.pop()
        yield place
        pending.extend(inner(place)[::-1])


def inner(place: Place) -> list[Place]:
    """Return the schemas that stand directly in the one at a place."""
    schema, where = place.schema, place.where
    if not isinstance(schema, dict):
        return []
    found = [
        Place(schema[key], name, below(where, key, name))
        for key in _MAPS
        for name in mapping(schema.get(key))
    ]
    found += [Place(schema, key, f"{where}/{key}") for key in _SINGLE if isinstance(schema.get(key), dict)]
    for key in (*_LISTS, "prefixItems"):
        options = sequence(schema.get(key))
        found += [Place(options, index, f"{where}/{key}/{index}") for index in range(len(options))]
    return found


def outermost(spec: JsonObject) -> Iterator[Place]:
    named = components(spec, "schemas")
    yield from (Place(named, name, below("#/components/schemas", name)) for name in named)
    for kind, places in (("parameters", _parameter), ("requestBodies", _contents), ("responses", _contents)):
        for name, part in components(spec, kind).items():
            yield from places(part, below("#/components", kind, name))
    for path, item in mapping(spec.get("paths")).items():
        yield from _parameters(item, below("#/paths", path))
    for operation in operations(spec):
        yield from _parameters(operation.data, operation.where)
        yield from _contents(operation.data.get("requestBody"), f"{operation.where}/requestBody")
        for status, response in mapping(operation.data.get("responses")).items():
            yield from _contents(response, below(operation.where, "responses", status))


def _parameters(of: Any, where: str) -> Iterator[Place]:
    for index, parameter in enumerate(sequence(mapping(of).get("parameters"))):
        yield from _parameter(parameter, f"{where}/parameters/{index}")


def _parameter(parameter: Any, where: str) -> Iterator[Place]:
    if "schema" in mapping(parameter):
        yield Place(parameter, "schema", f"{where}/schema")
    yield from _contents(parameter, where)


def _contents(part: Any, where: str) -> Iterator[Place]:
    for media, content in mapping(mapping(part).get("content")).items():
        if "schema" in mapping(content):
            yield Place(content, "schema", below(where, "content", media, "schema"))
