"""Facts that answers show and the spec does not say, and the comparison of a JSON value with its schema."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from apimodel.document import JsonObject, flatten, name_of, resolve

Kind = Literal[
    "unknown field", "unknown value", "null", "missing field", "other type", "status", "content type"
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_PLAIN: Final = re.compile(r"[\w .:/+-]{0,40}", re.ASCII)  # longer or stranger: likely a value, not a name
_TIMES: Final[dict[str, Callable[[str], object]]] = {
    "date-time": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
}


@dataclass(frozen=True)
class Fact:
    """A fact to write into the spec.

    Attributes:
        kind: what sort of fact.
        where: the place in the spec: ``Check.status`` (a field), ``CheckStatus`` (an enum), ``checks.get`` (an
            operation).
        text: what was seen there.  Never a value of a field, but for one that an enum does not list.
    """

    kind: Kind
    where: str
    text: str


def _unknown(value: object, where: str) -> Fact:
    text = str(value)
    shown = f"`{text}`" if _PLAIN.fullmatch(text) else f"a text of {len(text)} characters"
    return Fact("unknown value", where, f"has the unknown value {shown}")


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
        elif isinstance(value, str) and not _is_time(value, form := schema.get("format", "")):
            yield Fact("other type", where, f"is a text that is no {form}")

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
            yield _unknown(tag, f"{where}.{rule['propertyName']}")
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
                shown = key if _PLAIN.fullmatch(key) else f"(a name of {len(key)} characters)"
                yield Fact("unknown field", f"{name}.{shown}", f"is not in the spec ({_kind(item)})")
            else:
                yield from self.read(schema.get("additionalProperties"), item, f"{name}.*")


def _listed(schema: JsonObject, value: Any, where: str) -> Iterator[Fact]:
    values = schema.get("enum", [schema.get("const")])
    if value in values:
        return
    if type(value) is type(values[0]):
        yield _unknown(value, where)
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


def _is_time(text: str, form: str) -> bool:
    """Return whether *text* can be read as a time of a format; True for other formats."""
    try:
        _TIMES.get(form, str)(text)
    except ValueError:
        return False
    return True
