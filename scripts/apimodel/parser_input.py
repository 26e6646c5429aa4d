"""The input of openapi-python-client: a linted document in the form that its parser reads without loss.

The hand-written document stays idiomatic OpenAPI 3.1.  What the parser does not know (error bodies, servers,
security, texts, raw bodies) is read from the original by ``build``, ``operation`` and ``provider``.
"""

from __future__ import annotations

from typing import Any

from .document import JsonObject, RawOperation, flatten, operations, parameter_schema, reachable, schemas
from .media import FORM, JSON, essence, is_json


def merged(spec: JsonObject) -> JsonObject:
    """Return the document with every ``allOf`` of a named schema merged: the parser refuses some merges."""
    components = {**spec.get("components", {})}
    components["schemas"] = {name: _flat(spec, schema) for name, schema in schemas(spec).items()}
    return {**spec, "components": components}


def parser_input(spec: JsonObject) -> JsonObject:
    """Return a merged document as the parser gets it: one success response, inline parameters, bare schemas."""
    paths: JsonObject = {}
    for raw in operations(spec):
        operation: JsonObject = {
            "operationId": raw.data["operationId"],
            "tags": raw.data["tags"],
            "parameters": [_parameter(parameter) for parameter in raw.parameters],
            "responses": {"200": _response(raw)},
        }
        if (body := _body(raw)) is not None:
            operation["requestBody"] = body
        paths[f"/{raw.id}"] = {"post": operation}  # the parser knows neither all paths nor all methods
    named = schemas(spec)
    components = {name: _schema(named[name]) for name in reachable(spec, paths)}
    return {
        "openapi": "3.1.0",
        "info": {"title": spec["info"]["title"], "version": str(spec["info"]["version"])},
        "paths": paths,
        "components": {"schemas": components},
    }


def _parameter(parameter: JsonObject) -> JsonObject:
    """Return a parameter as one of the query: the parser refuses some types elsewhere."""
    name = f"{parameter['in']}:{parameter['name']}"
    required = bool(parameter.get("required"))
    return {"name": name, "in": "query", "required": required, "schema": _schema(parameter_schema(parameter))}


def _response(raw: RawOperation) -> JsonObject:
    schema = raw.answer_schema
    return {"description": "", **({} if schema is None else {"content": {JSON: {"schema": _schema(schema)}}})}


def _body(raw: RawOperation) -> JsonObject | None:
    for media, content in raw.content.items():
        if is_json(media) or essence(media) == FORM:  # the parser knows too few media types
            return {"required": True, "content": {JSON: {"schema": _schema(content["schema"])}}}
    return None


def _flat(spec: JsonObject, schema: JsonObject) -> JsonObject:
    if "allOf" not in schema:
        return schema
    properties, required = flatten(spec, schema)
    rest = {key: value for key, value in schema.items() if key not in ("allOf", "properties", "required")}
    return {"type": "object", **rest, "properties": properties, "required": sorted(required)}


# Members that shape the generated types; the parser mishandles some of the others (defaults are sent on every
# request), and descriptions come from the original.
_SHAPE = ("type", "format", "enum", "const", "required", "discriminator", "x-enum-varnames")


def _schema(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    out = {key: schema[key] for key in _SHAPE if key in schema}
    if out.get("format") not in ("date-time", "date"):  # a malformed uuid must not fail an answer
        out.pop("format", None)
    for key in [key for key in ("oneOf", "anyOf") if key in schema]:
        out[key] = [_schema(option) for option in schema[key]]
    for key in [key for key in ("items", "additionalProperties") if key in schema]:
        out[key] = _schema(schema[key])
    if "properties" in schema:
        out["properties"] = {name: _schema(value) for name, value in schema["properties"].items()}
    return out
