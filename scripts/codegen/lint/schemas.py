"""Rules for schemas: what the parser drops, renames or misreads, and the house rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from apimodel.document import JsonObject, flatten, is_enum, pointer, resolve
from apimodel.document import schemas as named_schemas
from apimodel.names import class_name, snake_case
from apimodel.reserved import CLASSES, NO_FIELD

from .rules import Advice, Problem, Site, Subject, apply, clashes, sites

_KNOWN: Final = frozenset(
    {
        "$comment",
        "$ref",
        "additionalProperties",
        "allOf",
        "anyOf",
        "const",
        "contentEncoding",
        "contentMediaType",
        "deprecated",
    }
    | {"description"}
    | {"discriminator", "enum", "example", "examples", "exclusiveMaximum", "exclusiveMinimum", "externalDocs"}
    | {"format", "items", "maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minLength"}
    | {"minProperties", "minimum", "multipleOf", "oneOf", "pattern", "properties", "readOnly", "required"}
    | {"type", "uniqueItems", "writeOnly"}
)
_INSTEAD: Final = {
    "default": "describe the server's default in words",
    "nullable": "write type: [..., 'null']",
    "title": "remove it: the component's name is the class's name",
    "$defs": "move the schemas to components/schemas",
    "definitions": "move the schemas to components/schemas",
    "prefixItems": "write items with a oneOf",
    "patternProperties": "write additionalProperties",
}
# What may stand beside a $ref: texts and flags, which the templates read themselves.
_BESIDE: Final = frozenset(
    {"$ref", "$comment", "description", "deprecated", "readOnly", "writeOnly", "example", "examples"}
    | {"x-secret"}
)


def check(subject: Subject) -> Iterator[Problem]:
    """Check all schemas, and the names of the components."""
    yield from _names(subject)
    written = list(sites(subject))
    yield from apply(subject.spec, written, _form)
    whole = [site for site in written if isinstance(site.schema, dict) and "$ref" not in site.schema]
    yield from apply(subject.spec, whole, _keywords, _inline, _types, _enum, _all_of, _properties, _union)


def _names(subject: Subject) -> Iterator[Problem]:
    resources = {class_name(str(tag)) for raw in subject.operations for tag in raw.data.get("tags", ())}
    for name in named_schemas(subject.spec):
        where = pointer("components", "schemas", name)
        if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name) or class_name(name) != name:
            better = re.sub(r"[^A-Za-z0-9]", "", class_name(name))
            good = re.fullmatch(r"[A-Z][A-Za-z0-9]*", better)
            yield where, "no name for a class", f"write {better if good else 'a name such as CheckStatus'}"
        if name in CLASSES or name.endswith("Params") or name.startswith(NO_FIELD):
            yield where, "this name is used by the generated code", "choose another name"
        if name.removeprefix("Async") in resources:
            yield where, f"{name} is the class of a tag, too", "rename the schema or the tag"
    for other, name in clashes(named_schemas(subject.spec), snake_case):
        what = f"its module would overwrite that of {other}"
        yield pointer("components", "schemas", name), what, "choose another name"


def _form(_: JsonObject, site: Site) -> Iterator[Advice]:
    if not isinstance(site.schema, dict):
        yield "a boolean schema", "write {} for any value, or leave the member out"
    elif "$ref" in site.schema:
        for key in sorted(site.schema.keys() - _BESIDE):
            yield f"{key} beside a $ref is ignored", "move it into the component"


def _keywords(_: JsonObject, site: Site) -> Iterator[Advice]:
    for key in site.schema:
        if key not in _KNOWN and not key.startswith("x-"):
            yield f"{key} is ignored by the generator or breaks it", _INSTEAD.get(key, "remove it")


def _inline(_: JsonObject, site: Site) -> Iterator[Advice]:
    if site.kind == "component":
        return
    if is_enum(site.schema):
        yield "an enum without a name", "move it to components/schemas and refer to it"
    if site.kind != "member" and ("properties" in site.schema or "allOf" in site.schema):
        yield "an object without a name", "move it to components/schemas and refer to it"


def _types(_: JsonObject, site: Site) -> Iterator[Advice]:
    schema, kind = site.schema, site.schema.get("type")
    if "array" in (kind if isinstance(kind, list) else [kind]) and "items" not in schema:
        yield "an array of nothing", "write items"
    if "properties" in schema and kind != "object" and site.kind == "component" and "allOf" not in schema:
        yield f"properties with type {kind}", "write type: object, and null where it is used"
    if isinstance(schema.get("const"), dict | list):
        yield "a constant that is no plain value", "write the type, and the value in words"


def _enum(_: JsonObject, site: Site) -> Iterator[Advice]:
    values, names = site.schema.get("enum", ()), site.schema.get("x-enum-varnames")
    if names is not None and (not isinstance(names, list) or len(names) != len(values)):
        yield "x-enum-varnames is not one name for each value", "write as many as there are values"


def _all_of(spec: JsonObject, site: Site) -> Iterator[Advice]:
    parts = site.schema.get("allOf")
    if parts is None:
        return
    if len(parts) == 1 and "properties" not in site.schema:
        yield "allOf of one schema makes no class of its own", "write the $ref alone"
    seen: dict[str, JsonObject] = {}
    for part in [*parts, {"properties": site.schema.get("properties", {})}]:
        target = resolve(spec, part)
        if target.get("additionalProperties") is False:
            yield "additionalProperties: false is lost in allOf", "remove it"
        if target.keys() & {"oneOf", "anyOf", "enum"}:
            yield "allOf of something that is no object", "list the properties"
        fields, _ = flatten(spec, part)
        for name in sorted(fields.keys() & seen.keys()):
            if fields[name] != seen[name]:
                yield f"{name} is defined twice", "leave it to one of the schemas"
        seen.update(fields)


def _properties(spec: JsonObject, site: Site) -> Iterator[Advice]:
    fields, _ = flatten(spec, site.schema)
    if site.kind != "member":
        for name in sorted(set(site.schema.get("required", ())) - fields.keys()):
            yield f"required names {name}, which is none of its properties", "add it, or correct the name"


def _union(_: JsonObject, site: Site) -> Iterator[Advice]:
    alternatives = site.schema.get("oneOf") or site.schema.get("anyOf")
    if "discriminator" in site.schema and not alternatives:
        yield "a discriminator without oneOf is ignored", "write oneOf with the possible schemas"
    if "type" in site.schema and alternatives:
        yield "type beside oneOf or anyOf is ignored", "write the type in the alternatives"
