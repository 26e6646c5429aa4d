"""OpenAPI 3.2, put into the words of 3.1 where it has them.

The methods that 3.1 does not know (``query``, ``additionalOperations``) stay: the model reads them.
"""

from __future__ import annotations

import copy
from typing import Any, Final

from apimodel.document import JsonObject, pointer, resolve

from .document import Change

Keys = tuple[str, ...]
FORM: Final = "application/x-www-form-urlencoded"
_DATA: Final = frozenset({"const", "default", "enum", "example", "examples", "dataValue", "serializedValue"})
# Members that say nothing about requests and answers, by the map whose values have them.
_TEXTS: Final = {
    "tags": ("summary", "parent", "kind"),
    "servers": ("name",),
    "responses": ("summary",),
    "securitySchemes": ("oauth2MetadataUrl", "deprecated"),
}
_ROOT: Final = ("$self", "jsonSchemaDialect")


def lowered(document: JsonObject) -> tuple[JsonObject, list[Change]]:
    """Return the document as OpenAPI 3.1.0, with the methods of 3.2, and what was done.

    No part of it stands in two places, so that an overlay changes one place.
    """
    lowering = _Lowering(document)
    spec = {key: value for key, value in document.items() if key not in _ROOT}
    spec = {**lowering.part(spec, ()), "openapi": "3.1.0"}
    if "mediaTypes" in spec.get("components", {}):
        spec["components"] = {key: part for key, part in spec["components"].items() if key != "mediaTypes"}
    return spec, lowering.changes


class _Lowering:
    def __init__(self, document: JsonObject) -> None:
        self.document = document
        self.changes = [Change("OpenAPI 3.2 read as 3.1", "#/openapi")]

    def part(self, node: Any, keys: Keys) -> Any:
        if isinstance(node, list):
            return [self._member(value, (*keys, str(number))) for number, value in enumerate(node)]
        if not isinstance(node, dict):
            return node
        out: JsonObject = {}
        for key, value in node.items():
            is_data = key in _DATA and keys[-1:] != ("properties",)
            out[key] = value if is_data else self._member(value, (*keys, key))
        return out

    def _member(self, value: Any, keys: Keys) -> Any:
        value = self.part(value, keys)
        if not isinstance(value, dict):
            return (
                self._parameters(value, keys)
                if keys[-1] == "parameters" and isinstance(value, list)
                else value
            )
        room, is_schema = keys[-2] if len(keys) > 1 else "", "properties" in keys or "schemas" in keys
        if room == "content" and "mediaTypes" in str(value.get("$ref")):
            self._note("a named media type copied to its use", keys)
            return self.part(resolve(self.document, value), keys)
        if is_schema:
            return self._discriminator(value, keys)
        if room == "responses" and "$ref" not in value:
            value = {"description": "", **value}
        if room == "securitySchemes" and isinstance(flows := value.get("flows"), dict):
            value["flows"] = {name: flow for name, flow in flows.items() if name != "deviceAuthorization"}
        return {key: part for key, part in value.items() if key not in _TEXTS.get(room, ())}

    def _discriminator(self, schema: JsonObject, keys: Keys) -> JsonObject:
        rule = schema.get("discriminator")
        if not isinstance(rule, dict) or "defaultMapping" not in rule:
            return schema
        self._note("defaultMapping left out: an unknown tag reads as a dict", keys)
        return {**schema, "discriminator": {key: v for key, v in rule.items() if key != "defaultMapping"}}

    def _parameters(self, parameters: list[Any], keys: Keys) -> list[Any]:
        out: list[Any] = []
        for parameter in parameters:
            fields = self._querystring(parameter) if isinstance(parameter, dict) else None
            if fields is None:
                out.append(parameter)
            else:
                self._note("a query string that is a form: a parameter for each of its fields", keys)
                out += fields
        return out

    def _querystring(self, parameter: JsonObject) -> list[JsonObject] | None:
        """Return the fields of a form that is the whole query; None for any other parameter."""
        parameter = resolve(self.document, parameter)
        content = parameter.get("content")
        if parameter.get("in") != "querystring" or not isinstance(content, dict) or FORM not in content:
            return None
        schema = resolve(self.document, content[FORM].get("schema"))
        if not isinstance(fields := schema.get("properties"), dict):
            return None
        required = schema.get("required", ())
        return [
            {
                "name": name,
                "in": "query",
                "schema": copy.deepcopy(field),
                **({"required": True} if name in required else {}),
            }
            for name, field in fields.items()
        ]

    def _note(self, what: str, keys: Keys) -> None:
        self.changes.append(Change(what, pointer(*keys)))
