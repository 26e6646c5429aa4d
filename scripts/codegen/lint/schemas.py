"""Rules for schemas: what the parser drops, renames or misreads, and the house rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from apimodel.document import JsonObject, alternatives, flatten, operations, resolve
from apimodel.document import schemas as named_schemas
from apimodel.names import class_name, identifier, snake_case

from .report import Report, Site, sites
from .unions import unions

__all__ = ["RESERVED", "check"]

# Names that generated modules use for something else.
RESERVED: Final = frozenset(
    {"Any", "AsyncBaseClient", "AsyncClient", "AsyncPager", "BaseClient", "ClassVar", "Client", "Mapping"}
    | {"Model", "OpenStrEnum", "Operation", "Pager", "Pagination", "Request", "Self", "Sequence", "Unset"}
    | {"UNSET", "UUID"}
)
_KNOWN: Final = frozenset(
    {"$comment", "$ref", "additionalProperties", "allOf", "anyOf", "const", "deprecated", "description"}
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


def check(report: Report) -> None:
    """Check all schemas, and the names of the components."""
    _names(report)
    for site in sites(report.spec):
        if not isinstance(site.schema, dict):
            report.say(site.where, "a boolean schema", "write {} for any value, or leave the member out")
        elif "$ref" in site.schema:
            for key in sorted(site.schema.keys() - _BESIDE):
                report.say(site.where, f"{key} beside a $ref is ignored", "move it into the component")
        else:
            for rule in _RULES:
                rule(report, site, site.schema)


def _names(report: Report) -> None:
    modules: dict[str, str] = {}
    resources = {class_name(tag) for raw in operations(report.spec) for tag in raw.data.get("tags", ())}
    for name in named_schemas(report.spec):
        where = f"#/components/schemas/{name}"
        if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name) or class_name(name) != name:
            report.say(where, "no name for a class", f"write {_suggest(name)}")
        if name in RESERVED or name.endswith("Params"):
            report.say(where, "this name is used by the generated code", "choose another name")
        if name.removeprefix("Async") in resources:
            report.say(where, f"{name} is the class of a tag, too", "rename the schema or the tag")
        other = modules.setdefault(snake_case(name), name)
        if other != name:
            report.say(where, f"its module would overwrite that of {other}", "choose another name")


def _suggest(name: str) -> str:
    found = re.sub(r"[^A-Za-z0-9]", "", class_name(name))
    return found if re.fullmatch(r"[A-Z][A-Za-z0-9]*", found) else "a name such as CheckStatus"


def _keywords(report: Report, site: Site, schema: JsonObject) -> None:
    for key in schema:
        if key not in _KNOWN and not key.startswith("x-"):
            instead = _INSTEAD.get(key, "remove it")
            report.say(site.where, f"{key} is ignored by the generator or breaks it", instead)


def _inline(report: Report, site: Site, schema: JsonObject) -> None:
    if site.place == "component":
        return
    if "enum" in schema:
        report.say(site.where, "an enum without a name", "move it to components/schemas and refer to it")
    if site.place != "member" and ("properties" in schema or "allOf" in schema):
        report.say(site.where, "an object without a name", "move it to components/schemas and refer to it")


def _types(report: Report, site: Site, schema: JsonObject) -> None:
    kind = schema.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    if "array" in kinds and "items" not in schema:
        report.say(site.where, "an array of nothing", "write items")
    if "properties" in schema and kind != "object" and site.place == "component" and "allOf" not in schema:
        report.say(
            site.where, f"properties with type {kind}", "write type: object, and null where it is used"
        )
    if "const" in schema and not isinstance(schema["const"], str):
        report.say(site.where, "a constant that is not text", "write the type, and the value in words")


def _enum(report: Report, site: Site, schema: JsonObject) -> None:
    values = schema.get("enum")
    if values is None:
        return
    if not all(isinstance(value, str) or value is None for value in values):
        report.say(site.where, "enum values that are not text", "write the type, and the values in words")
        return
    if None in values or schema.get("type") != "string":
        report.say(
            site.where,
            "an enum that is or may be null",
            "write type: string, and oneOf with {type: 'null'} in its use",
        )
    names = schema.get("x-enum-varnames")
    if names is not None and (not isinstance(names, list) or len(names) != len(values)):
        report.say(
            site.where, "x-enum-varnames is not one name for each value", "write as many as there are values"
        )
        return
    _enum_names(report, site, [v for v in values if v is not None], names)


def _enum_names(report: Report, site: Site, values: list[str], given: list[Any] | None) -> None:
    seen: dict[str, str] = {}
    for index, value in enumerate(values):
        source = str(given[index]) if given else value if value[:1].isalpha() else f"VALUE_{index}"
        name = snake_case(source).upper()
        if not name.isidentifier():
            report.say(site.where, f"{source!r} makes no Python name", "write x-enum-varnames")
        elif name in seen:
            report.say(
                site.where, f"{seen[name]!r} and {value!r} would both be {name}", "write x-enum-varnames"
            )
        seen[name] = value


def _all_of(report: Report, site: Site, schema: JsonObject) -> None:
    parts = schema.get("allOf")
    if parts is None:
        return
    if len(parts) == 1 and "properties" not in schema:
        report.say(site.where, "allOf of one schema makes no class of its own", "write the $ref alone")
    seen: dict[str, JsonObject] = {}
    for part in [*parts, {"properties": schema.get("properties", {})}]:
        target = resolve(report.spec, part)
        if target.get("additionalProperties") is False:
            report.say(site.where, "additionalProperties: false is lost in allOf", "remove it")
        if "oneOf" in target or "anyOf" in target or "enum" in target:
            report.say(site.where, "allOf of something that is no object", "list the properties")
        fields, _ = flatten(report.spec, part)
        for name in sorted(fields.keys() & seen.keys()):
            if fields[name] != seen[name]:
                report.say(site.where, f"{name} is defined twice", "leave it to one of the schemas")
        seen.update(fields)


def _properties(report: Report, site: Site, schema: JsonObject) -> None:
    fields, _ = flatten(report.spec, schema)
    if site.place != "member":
        for name in sorted(set(schema.get("required", ())) - fields.keys()):
            report.say(
                site.where, f"required names {name}, which is no property", "add the property or correct it"
            )
    if fields and isinstance(schema.get("additionalProperties"), dict):
        what = "properties beside a typed additionalProperties would be read untyped"
        report.say(site.where, what, "make the map a property of its own, or drop its type")
    seen: dict[str, str] = {}
    for name in fields if "properties" in schema or "allOf" in schema else ():
        if "." in name:
            report.say(site.where, f"the dot in property {name}", "leave the property out: paths are dotted")
        other = seen.setdefault(identifier(name), name)
        if other != name:
            report.say(site.where, f"{other} and {name} would have one Python name", "leave one of them out")


def _union(report: Report, site: Site, schema: JsonObject) -> None:
    unions(report, site.where, schema, alternatives(report.spec, schema))


_RULES: Final[tuple[Callable[[Report, Site, JsonObject], None], ...]] = (
    *(_keywords, _inline, _types, _enum, _all_of, _properties, _union),
)
