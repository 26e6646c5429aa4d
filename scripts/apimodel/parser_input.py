"""The input of openapi-python-client: of a linted document the types alone, in the form that its parser reads without loss.

It gets objects whose fields are those of a schema, or the arguments, bodies and answers of an operation.  Everything
else (paths, names, texts, values, maps) is read from the document itself: the parser drops operations with dates in
headers, refuses recursive lists, and gives two fields one name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from .document import (
    JsonObject,
    RawOperation,
    flatten,
    is_enum,
    is_model,
    name_of,
    operations,
    parameter_schema,
    reachable,
    schemas,
)
from .media import is_json, is_typed, preferred

MAP: Final = "\N{GREEK CAPITAL LETTER MU}"
"""Name of an object beside which the items of a list are the values of a map: the parser would make a class of that."""
_OBJECT: Final = "\N{GREEK CAPITAL LETTER OMEGA}"  # no component has such a name: theirs are ASCII
_TOGETHER: Final = 100  # objects in one document: the parser copies what it has for each that it adds
_ANY: Final[JsonObject] = {}
_NULL: Final[JsonObject] = {"type": "null"}
_JSON_TYPES: Final[Mapping[type, JsonObject]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    type(None): _NULL,
}


def merged(spec: JsonObject) -> JsonObject:
    """Return the document with every ``allOf`` of a named schema merged: the parser refuses some merges."""
    components = {**spec.get("components", {})}
    components["schemas"] = {name: _flat(spec, schema) for name, schema in schemas(spec).items()}
    return {**spec, "components": components}


def _flat(spec: JsonObject, schema: JsonObject) -> JsonObject:
    if "allOf" not in schema:
        return schema
    properties, required = flatten(spec, schema)
    rest = {key: value for key, value in schema.items() if key not in ("allOf", "properties", "required")}
    return {"type": "object", **rest, "properties": properties, "required": sorted(required)}


def typed(schema: JsonObject) -> JsonObject:
    """Return a schema without the values that it lists: which there are, a client must not rely on."""
    values = schema["enum"] if "enum" in schema else [schema["const"]]
    types = {value.__class__: _JSON_TYPES.get(value.__class__, _ANY) for value in values}
    rest = {key: value for key, value in schema.items() if key not in ("enum", "const")}
    if "type" not in schema:
        return {**rest, "anyOf": list(types.values())}
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**rest, "type": list(dict.fromkeys([*kinds, *(["null"] if None in values else [])]))}


def types_of(raw: RawOperation) -> dict[tuple[str, str], JsonObject]:
    """Return the schemas that an operation's types come from.

    The keys are the place and the name of a parameter, "body" and a media type, or "answer" and a status.
    """
    out: dict[tuple[str, str], JsonObject] = {}
    for parameter in raw.parameters:
        out[parameter["in"], parameter["name"]] = parameter_schema(parameter)
    for media, content in raw.content.items():
        if is_typed(media) and "schema" in content:
            out["body", media] = content["schema"]
    for status, response in raw.answers.items():
        content = response.get("content") or {}
        if is_json(media := preferred(content)):
            out["answer", status] = content[media].get("schema", _ANY)
    return out


def objects_of(spec: JsonObject) -> dict[str, list[JsonObject]]:
    """Return the schemas of the fields of each model in use, and of what each operation has types of, by place."""
    wanted = {raw.where: list(types_of(raw).values()) for raw in operations(spec)}
    used = reachable(spec, list(wanted.values()))
    models = {name: schemas(spec)[name] for name in used}
    return {
        **{name: list(schema["properties"].values()) for name, schema in models.items() if is_model(schema)},
        **wanted,
    }


def name_in_input(number: int) -> str:
    """Return the name of the object of this *number* in its document."""
    return f"{_OBJECT}{number}"


def parser_inputs(spec: JsonObject, objects: Sequence[list[JsonObject]]) -> Iterator[JsonObject]:
    """Yield documents that have *objects* in their order; fields are called ``f0``, ``f1`` and so on in theirs."""
    for start in range(0, len(objects), _TOGETHER):
        make = _Maker(spec)
        made = {
            name_in_input(number): make.fields(written)
            for number, written in enumerate(objects[start : start + _TOGETHER])
        }
        yield {
            "openapi": "3.1.0",
            "info": {"title": "", "version": ""},
            "paths": {},
            "components": {"schemas": {MAP: make.fields(()), **make.used, **made}},
        }


class _Maker:
    """Makes the schemas that the parser gets; what is no class is put in the place of its references.

    ``used`` has the classes that are referred to, of which no more than their kind is told.
    """

    def __init__(self, spec: JsonObject) -> None:
        self.used: dict[str, JsonObject] = {}
        self._named = schemas(spec)
        self._open: list[str] = []  # names whose schemas are being put in place

    def fields(self, written: Any) -> JsonObject:
        return {
            "type": "object",
            "properties": {f"f{number}": self.schema(each) for number, each in enumerate(written)},
        }

    def schema(self, schema: Any) -> JsonObject:
        """Return a schema of types alone, without names, texts and constraints."""
        if not isinstance(schema, dict):
            return _ANY
        if "$ref" in schema:
            return self._reference(name_of(str(schema["$ref"])))
        if options := schema.get("oneOf") or schema.get("anyOf"):
            return {"anyOf": [self.schema(option) for option in options]}
        if "const" in schema or "enum" in schema:
            return self.schema(typed(schema))
        kind = schema.get("type", "object" if "additionalProperties" in schema else None)
        if isinstance(kind, list):
            return {"anyOf": [self.schema({**schema, "type": each}) for each in kind]}
        return self._of_type(kind, schema)

    def _reference(self, name: str) -> JsonObject:
        target = self._named.get(name, _ANY)
        if is_model(target) or is_enum(target):
            self.used[name] = {"type": "string", "enum": ["a"]} if is_enum(target) else self.fields(())
            reference = {"$ref": f"#/components/schemas/{name}"}
            return {"anyOf": [reference, _NULL]} if may_be_null(target) else reference
        if name in self._open:
            return _ANY  # a list of lists of lists ...: its class would have no name
        self._open.append(name)
        inside = self.schema(target)
        self._open.pop()
        return inside

    def _of_type(self, kind: Any, schema: JsonObject) -> JsonObject:
        if kind == "array":
            return {"type": "array", "items": self.schema(schema.get("items"))}
        if kind == "object":
            values = self.schema(schema.get("additionalProperties"))
            return {"type": "array", "items": {"anyOf": [{"$ref": f"#/components/schemas/{MAP}"}, values]}}
        if kind == "string" and schema.get("format") in ("date-time", "date"):
            return {"type": "string", "format": schema["format"]}  # a malformed uuid must not fail an answer
        return {"type": kind} if kind in ("string", "integer", "number", "boolean", "null") else _ANY


def may_be_null(schema: JsonObject) -> bool:
    kind = schema.get("type")
    return None in schema.get("enum", ()) or (isinstance(kind, list) and "null" in kind)
