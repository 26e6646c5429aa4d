"""What the rules write to, and the walk over all schemas that they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from apimodel.document import JsonObject, operations, resolve
from apimodel.document import schemas as named_schemas

__all__ = ["Report", "Site", "sites"]


class Report:
    """The problems of one document."""

    def __init__(self, file: str, spec: JsonObject) -> None:
        self.file, self.spec = file, spec
        self.problems: list[str] = []

    def say(self, where: str, what: str, instead: str) -> None:
        """Note that *what* is wrong at *where*, and what to do *instead*."""
        line = f"{self.file}: {where}: {what}; {instead}"
        self.problems.append("".join(c if c.isprintable() else repr(c)[1:-1] for c in line))


@dataclass(frozen=True)
class Site:
    """A schema and where it stands."""

    where: str
    schema: Any
    place: Literal["component", "property", "member", "other"]


def sites(spec: JsonObject) -> Iterator[Site]:
    """Yield every schema of the document, the inner ones after their outer one."""
    for name, schema in named_schemas(spec).items():
        yield from _inside(Site(f"#/components/schemas/{name}", schema, "component"))
    for raw in operations(spec):
        for parameter in raw.parameters:
            where = f"{raw.where}: parameter {parameter.get('name')}"
            yield from _inside(Site(where, parameter.get("schema", {}), "other"))
        yield from _contents(f"{raw.where}: request body", resolve(spec, raw.data.get("requestBody")))
        for status, response in raw.data.get("responses", {}).items():
            yield from _contents(f"{raw.where}: response {status}", resolve(spec, response))


def _contents(where: str, holder: JsonObject) -> Iterator[Site]:
    for content in holder.get("content", {}).values():
        if "schema" in content:
            yield from _inside(Site(where, content["schema"], "other"))


def _inside(site: Site) -> Iterator[Site]:
    yield site
    schema = site.schema
    if not isinstance(schema, dict):
        return
    for name, inner in schema.get("properties", {}).items():
        yield from _inside(Site(f"{site.where}/properties/{name}", inner, "property"))
    for key in ("items", "additionalProperties"):
        if key in schema and not (key == "additionalProperties" and isinstance(schema[key], bool)):
            yield from _inside(Site(f"{site.where}/{key}", schema[key], "other"))
    for key in ("oneOf", "anyOf", "allOf"):
        for index, inner in enumerate(schema.get(key, ())):
            yield from _inside(
                Site(f"{site.where}/{key}/{index}", inner, "member" if key == "allOf" else "other")
            )
