"""Helpers of all rules: problems, names, and the walk over all schemas."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol, TypeVar

from apimodel.document import JsonObject, operations
from apimodel.document import schemas as named_schemas

Advice = tuple[str, str]
"""What is wrong, and what to write instead."""
Problem = tuple[str, str, str]
"""Where something is wrong, what, and what to write instead."""

ARGUMENT: Final = re.compile(r"[a-z][a-z0-9_]*")


class Place(Protocol):
    """What a rule looks at."""

    @property
    def where(self) -> str:
        """How messages name it."""


P = TypeVar("P", bound=Place)
T = TypeVar("T")


def apply(
    spec: JsonObject, places: Iterable[P], *rules: Callable[[JsonObject, P], Iterable[Advice]]
) -> Iterator[Problem]:
    """Yield what each of *rules* finds at each of *places*."""
    for place in places:
        for rule in rules:
            yield from ((place.where, *advice) for advice in rule(spec, place))


def nodes(node: Any, *keys: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every value of the document behind the keys that lead to it, the inner ones after their outer one."""
    yield keys, node
    members = node if isinstance(node, dict) else dict(enumerate(node)) if isinstance(node, list) else {}
    for key, value in members.items():
        yield from nodes(value, *keys, str(key))


def clashes(items: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """Yield each of *items* that differs from an earlier one with the same *key*, behind that one."""
    first: dict[Hashable, T] = {}
    for item in items:
        if (other := first.setdefault(key(item), item)) != item:
            yield other, item


@dataclass(frozen=True)
class Site:
    """A schema and where it stands."""

    where: str
    schema: Any
    kind: Literal["component", "property", "member", "other"]


def sites(spec: JsonObject) -> Iterator[Site]:
    """Yield every schema of the document, the inner ones after their outer one."""
    for name, schema in named_schemas(spec).items():
        yield from _inside(Site(f"#/components/schemas/{name}", schema, "component"))
    for raw in operations(spec):
        for parameter in raw.parameters:
            where = f"{raw.where}: parameter {parameter.get('name')}"
            yield from _inside(Site(where, parameter.get("schema", {}), "other"))
        bodies = {
            "request body": raw.body,
            **{f"response {key}": raw.responses[key] for key in raw.responses},
        }
        for what, body in bodies.items():
            for content in body.get("content", {}).values():
                if "schema" in content:
                    yield from _inside(Site(f"{raw.where}: {what}", content["schema"], "other"))


def _inside(site: Site) -> Iterator[Site]:
    yield site
    schema, where = site.schema, site.where
    if not isinstance(schema, dict):
        return
    for name, inner in schema.get("properties", {}).items():
        yield from _inside(Site(f"{where}/properties/{name}", inner, "property"))
    for key in ("items", "additionalProperties"):
        if key in schema and not (key == "additionalProperties" and isinstance(schema[key], bool)):
            yield from _inside(Site(f"{where}/{key}", schema[key], "other"))
    for key in ("oneOf", "anyOf", "allOf"):
        for index, inner in enumerate(schema.get(key, ())):
            yield from _inside(Site(f"{where}/{key}/{index}", inner, "member" if key == "allOf" else "other"))
