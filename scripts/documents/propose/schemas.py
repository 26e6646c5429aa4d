"""Proposals about schemas that say what no JSON Schema can."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from apimodel.document import JsonObject

from .proposal import Proposal, jsonpath

_TYPES: Final = frozenset({"array", "boolean", "integer", "null", "number", "object", "string", "file"})
_MEANT: Final = {
    "bool": "boolean", "int": "integer", "long": "integer", "float": "number", "double": "number",
    "decimal": "number", "str": "string", "text": "string", "date": "string", "datetime": "string",
    "date-time": "string", "timestamp": "string", "uuid": "string", "uri": "string", "url": "string",
    "list": "array", "dict": "object", "map": "object", "hash": "object", "json": "object",
}  # fmt: skip
_DATA: Final = frozenset({"const", "default", "enum", "example", "examples", "securitySchemes"})
_NAMES: Final = frozenset({"properties", "patternProperties", "schemas", "$defs", "definitions"})


def propose(spec: JsonObject) -> Iterator[Proposal]:
    """Propose a type of JSON for each type that is none."""
    for where, kind in _types(spec, [], is_names=False):
        meant = kind.lower() if kind.lower() in _TYPES else _MEANT.get(kind.lower())
        if meant is None and where[-1:] == ["schema"] and where[-3:-2] == ["parameters"]:
            meant = "string"
        if meant:
            yield Proposal(
                jsonpath(spec, where), "type", meant, f"The document says {kind}, which is no type."
            )
        else:
            why = f"The document says {kind}, which is no type: without it, any value is allowed."
            yield Proposal(jsonpath(spec, [*where, "type"]), "", None, why)


def _types(node: Any, where: list[str], *, is_names: bool) -> Iterator[tuple[list[str], str]]:
    """Yield the places of schemas whose type is none; in a map of names, ``type`` is a name as any other."""
    if isinstance(node, list):
        for index, value in enumerate(node):
            yield from _types(value, [*where, str(index)], is_names=False)
    elif isinstance(node, dict):
        kind = node.get("type")
        if isinstance(kind, str) and kind not in _TYPES and not is_names:
            yield where, kind
        for key, value in node.items():
            if is_names or not (key in _DATA or key.startswith("x-")):
                yield from _types(value, [*where, key], is_names=key in _NAMES and not is_names)
