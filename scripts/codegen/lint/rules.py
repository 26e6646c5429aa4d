"""Helpers of all rules: problems, names, and the walk over all schemas."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from apimodel.document import JsonObject, RawOperation, parameter_schema, pointer
from apimodel.document import schemas as named_schemas

Advice = tuple[str, str]
"""What is wrong, and what to write instead."""
Problem = tuple[str, str, str]
"""Where something is wrong, what, and what to write instead."""

ARGUMENT: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Subject:
    """A document that rules look at, with its operations."""

    spec: JsonObject
    operations: tuple[RawOperation, ...]


class Place(Protocol):
    """What a rule looks at."""

    @property
    def where(self) -> str:
        """How messages name it."""


def inside(where: str, *keys: object) -> str:
    """Return the JSON pointer of a part of what stands at *where*."""
    return where + pointer(*keys).removeprefix("#")


P = TypeVar("P", bound=Place)
T = TypeVar("T")


def apply(
    spec: JsonObject, places: Iterable[P], *rules: Callable[[JsonObject, P], Iterable[Advice]]
) -> Iterator[Problem]:
    """Yield what each of *rules* finds at each of *places*."""
    for place in places:
        for rule in rules:
            yield from ((place.where, *advice) for advice in rule(spec, place))


def clashes(items: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """Yield each of *items* that differs from an earlier one with the same *key*, behind that one."""
    first: dict[Hashable, T] = {}
    for item in items:
        if (other := first.setdefault(key(item), item)) != item:
            yield other, item


def some_of(found: list[JsonObject | None]) -> str:
    """Say how many alternatives have a field, of which *found* are the schemas."""
    return f"{len(found) - found.count(None)} of {len(found)} alternatives"


@dataclass(frozen=True)
class Site:
    """A schema and where it stands."""

    where: str
    schema: JsonObject


def sites(subject: Subject) -> Iterator[Site]:
    """Yield every schema of the document, the inner ones after their outer one."""
    for name, schema in named_schemas(subject.spec).items():
        yield from _inside(Site(pointer("components", "schemas", name), schema))
    for raw in subject.operations:
        for where, parameter in raw.placed.items():
            written = "/schema" if "schema" in parameter else "/content"
            yield from _inside(Site(f"{where}{written}", parameter_schema(parameter)))
        for where, _, content in contents(raw):
            if "schema" in content:
                yield from _inside(Site(f"{where}/schema", content["schema"]))


def contents(raw: RawOperation) -> Iterator[tuple[str, str, JsonObject]]:
    """Yield what an operation's body and its 2xx answers hold: where it stands, its media type, what it says."""
    bodies = [(raw.data.get("requestBody", {}), inside(raw.where, "requestBody"), raw.body)]
    for status, answer in raw.answers.items():
        bodies.append((raw.data["responses"][status], inside(raw.where, "responses", status), answer))
    for written, where, body in bodies:
        for media, content in body.get("content", {}).items():
            yield inside(written.get("$ref", where), "content", media), media, content


def _inside(site: Site) -> Iterator[Site]:
    yield site
    schema, where = site.schema, site.where
    for name, inner in schema.get("properties", {}).items():
        yield from _inside(Site(inside(where, "properties", name), inner))
    for key in ("items", "additionalProperties"):
        if isinstance(inner := schema.get(key), dict):
            yield from _inside(Site(f"{where}/{key}", inner))
    for key in ("oneOf", "anyOf", "allOf"):
        for index, inner in enumerate(schema.get(key, ())):
            yield from _inside(Site(f"{where}/{key}/{index}", inner))
