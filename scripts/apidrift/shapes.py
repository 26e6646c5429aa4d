"""Comparing a JSON value with its schema, the way a reader of the spec would: names, values, nulls, types."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, Final

from apimodel.document import JsonObject, flatten, name_of, resolve

from .fact import Fact, key_shown, shown

_TIMES: Final = {
    "date-time": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
}


def misfits(spec: JsonObject, schema: Any, value: Any, where: str) -> list[Fact]:
    """Return what *value* shows and *schema* does not say; *where* names a value that no component names."""
    return list(_Reader(spec).read(schema, value, where))


class _Reader:
    def __init__(self, spec: JsonObject) -> None:
        self.spec = spec

    def read(self, schema: Any, value: Any, where: str, owner: str = "") -> Iterator[Fact]:
        """Yield the misfits of one value; *owner* is the component that the schema belongs to."""
        if not isinstance(schema, dict):
            return
        if "$ref" in schema:
            owner, schema = name_of(str(schema["$ref"])), resolve(self.spec, schema)
        if options := schema.get("oneOf") or schema.get("anyOf"):
            yield from self._union(schema, options, value, where)
        elif value is None:
            if "null" not in self._types(schema) and self._types(schema):
                yield Fact("null", where, "is null")
        elif "enum" in schema or "const" in schema:
            yield from _listed(schema, value, owner or where)
        elif isinstance(value, dict) and "object" in self._types(schema):
            yield from self._object(schema, value, owner or where)
        elif isinstance(value, list) and "array" in self._types(schema):
            for item in value:
                yield from self.read(schema.get("items"), item, f"{where}[]")
        elif not _has_type(self._types(schema), value):
            yield Fact("other type", where, f"is {_kind(value)}, not {' or '.join(self._types(schema))}")
        elif (
            (read := _TIMES.get(schema.get("format", "")))
            and isinstance(value, str)
            and not _reads(read, value)
        ):
            yield Fact("other type", where, f"is a text that is no {schema['format']}")

    def _types(self, schema: JsonObject) -> list[str]:
        """Return the JSON types that a schema takes; empty for any."""
        kinds = schema.get("type", ["object"] if flatten(self.spec, schema)[0] else [])
        return [kinds] if isinstance(kinds, str) else list(kinds)

    def _union(self, schema: JsonObject, options: list[Any], value: Any, where: str) -> Iterator[Fact]:
        """Take the alternative that fits best: the one of the tag, or the one with the fewest misfits."""
        rule = schema.get("discriminator", {})
        tag = value.get(rule.get("propertyName")) if isinstance(value, dict) else None
        mapping = rule.get("mapping", {})
        if mapping and isinstance(tag, str) and tag not in mapping:
            yield Fact(
                "unknown value", f"{where}.{rule['propertyName']}", f"has the unknown value {shown(tag)}"
            )
            return
        chosen = [{"$ref": mapping[tag]}] if isinstance(tag, str) and tag in mapping else options
        yield from min((list(self.read(option, value, where)) for option in chosen), key=len)

    def _object(self, schema: JsonObject, value: JsonObject, name: str) -> Iterator[Fact]:
        fields, required = flatten(self.spec, schema)
        for key in required:
            if key not in value:
                yield Fact("missing field", f"{name}.{key}", "is missing, though required")
        for key, item in value.items():
            if key in fields:
                yield from self.read(fields[key], item, f"{name}.{key}")
            elif fields:
                yield Fact("unknown field", f"{name}.{key_shown(key)}", f"is not in the spec ({_kind(item)})")
            else:
                yield from self.read(schema.get("additionalProperties"), item, f"{name}.*")


def _listed(schema: JsonObject, value: Any, where: str) -> Iterator[Fact]:
    values = schema.get("enum", [schema.get("const")])
    if value in values:
        return
    if type(value) is type(values[0]):
        yield Fact("unknown value", where, f"has the unknown value {shown(value)}")
    else:
        yield Fact("other type", where, f"is {_kind(value)}, not {_kind(values[0])}")


_NAMES: Final = ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"), (list, "array"))


def _kind(value: Any) -> str:
    """Return the JSON type of a value, as a spec writes it."""
    return next(
        (name for kind, name in _NAMES if isinstance(value, kind)), "null" if value is None else "object"
    )


def _has_type(kinds: list[str], value: Any) -> bool:
    kind = _kind(value)
    return not kinds or kind in kinds or (kind == "integer" and "number" in kinds)


def _reads(read: Any, value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True
