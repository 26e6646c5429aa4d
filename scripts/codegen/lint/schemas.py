"""Rules for schemas: what no step before can bring into a form that the model reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from apimodel.document import JsonObject, resolve

from .rules import Advice, Problem, Site, Subject, apply, sites

_KNOWN: Final = frozenset(
    {
        "$comment",
        "$ref",
        "additionalProperties",
        "allOf",
        "anyOf",
        "const",
        "deprecated",
    }
    | {"description"}
    | {"discriminator", "enum", "example", "examples", "exclusiveMaximum", "exclusiveMinimum", "externalDocs"}
    | {"format", "items", "maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minLength"}
    | {"minProperties", "minimum", "multipleOf", "oneOf", "pattern", "properties", "readOnly", "required"}
    | {"type", "uniqueItems", "writeOnly"}
)


def check(subject: Subject) -> Iterator[Problem]:
    """Check all schemas."""
    whole = (site for site in sites(subject) if "$ref" not in site.schema)
    yield from apply(subject.spec, whole, _keywords, _types, _all_of)


def _keywords(_: JsonObject, site: Site) -> Iterator[Advice]:
    for key in site.schema:
        if key not in _KNOWN and not key.startswith("x-"):
            yield f"{key} is no member of a schema", "correct the name, or remove it"


def _types(_: JsonObject, site: Site) -> Iterator[Advice]:
    schema, kind = site.schema, site.schema.get("type", "object")
    if "properties" in schema and kind != "object":
        yield f"properties with type {kind}", "write type: object, or leave the properties out"
    if isinstance(schema.get("const"), dict | list):
        yield "a constant that is no plain value", "write the type, and the value in words"


def _all_of(spec: JsonObject, site: Site) -> Iterator[Advice]:
    for part in site.schema.get("allOf", ()):
        target = resolve(spec, part)
        if target.keys() & {"oneOf", "anyOf", "enum", "const"} or target.get("type", "object") != "object":
            yield "allOf of something that is no object", "list the properties"
