"""``oneOf`` and ``anyOf``: alternatives in one list, and no alternatives where only values differ."""

from __future__ import annotations

from typing import Any, Final

from apimodel.document import JsonObject

from .notes import Notes
from .nulls import NULL, TEXTS, allow_null, is_null
from .trees import add_words, mapping, shown

_TEXTS: Final = frozenset(TEXTS)
_RULES: Final = frozenset({"required", "not", "minProperties", "maxProperties", "dependentRequired", *TEXTS})
_SHAPE: Final = frozenset({"properties", "required", "additionalProperties", "allOf"})


def unions(schema: JsonObject, where: str, notes: Notes) -> None:
    """Bring the alternatives of a schema into one list of shapes that differ."""
    for key in ("oneOf", "anyOf"):
        if isinstance(schema.get(key), list) and all(
            mapping(o).keys() <= _RULES and isinstance(o, dict) for o in schema[key]
        ):
            notes.change("alternatives that only say what is required: left out", where)
            del schema[key]
    if "oneOf" in schema and "anyOf" in schema:
        notes.change("oneOf and anyOf in one schema: parts of allOf", where)
        others = [name for name in schema if name not in {*_TEXTS, "anyOf"} and not name.startswith("x-")]
        schema["allOf"] = [{name: schema.pop(name) for name in others}, {"anyOf": schema.pop("anyOf")}]
    key = "oneOf" if "oneOf" in schema else "anyOf"
    if not isinstance(schema.get(key), list):
        return
    if key == "anyOf" and "discriminator" in schema:
        notes.change("anyOf with a discriminator: oneOf", where)
        schema["oneOf"] = schema.pop("anyOf")
        key = "oneOf"
    options = _flat(schema[key])
    if len(options) != len(schema[key]):
        notes.change("alternatives inside of alternatives: one list", where)
        schema[key] = options
    _types(schema, key, where, notes)
    if schema.keys() & _SHAPE:
        notes.change("properties beside alternatives: a part of each", where)
        own = {name: schema.pop(name) for name in list(schema) if name not in {*_TEXTS, "discriminator", key}}
        schema["allOf"] = [
            {"type": "object", **own},
            {name: schema.pop(name) for name in (key, "discriminator") if name in schema},
        ]
        return
    _values(schema, key, where, notes)
    if len(schema.get(key, ())) == 1:
        notes.change("one alternative: the schema alone", where)
        only = schema.pop(key)[0]
        schema.pop("discriminator", None)
        for name, value in mapping(only).items():
            schema.setdefault(name, value)


def _flat(options: list[Any]) -> list[Any]:
    found: list[Any] = []
    for option in options:
        nested = [each for each in ("oneOf", "anyOf") if isinstance(mapping(option).get(each), list)]
        if len(nested) == 1 and option.keys() <= {*_TEXTS, nested[0]}:
            found += _flat(option[nested[0]])
        else:
            found.append(option)
    distinct: list[Any] = []
    for option in found:
        if option not in distinct:
            distinct.append(option)
    return distinct


def _types(schema: JsonObject, key: str, where: str, notes: Notes) -> None:
    """Move the type beside alternatives into those that say none."""
    if "type" not in schema:
        return
    notes.change("type beside alternatives: in each of them", where)
    kind = schema.pop("type")
    kinds = kind if isinstance(kind, list) else [kind]
    for option in schema[key]:
        if isinstance(option, dict) and not option.keys() & {"type", "$ref", "oneOf", "anyOf", "allOf"}:
            option["type"] = next((each for each in kinds if each != "null"), "null")
    if "null" in kinds and NULL not in schema[key]:
        schema[key].append(dict(NULL))


def _values(schema: JsonObject, key: str, where: str, notes: Notes) -> None:
    """Make one enum of alternatives that are texts, or a text if any text is one of them."""
    options = [mapping(option) for option in schema[key] if not is_null(option)]
    listed = [_texts(option) for option in options]
    if len(options) < 2 or not any(listed) or not all(map(_is_text, options)):
        return
    values = list(dict.fromkeys(value for texts in listed for value in texts))
    nullable = len(options) < len(schema[key])
    del schema[key]
    schema["type"] = "string"
    if all(listed):
        notes.change("alternatives that are constants: an enum", where)
        schema["enum"] = values
        lines = [
            f"{shown(each.get('const'))}: {each['description']}"
            for each in options
            if "const" in each and each.get("description")
        ]
        if lines:
            add_words(schema, " ".join(lines))
    else:
        notes.change("enum or any text: a text", where)
        add_words(schema, f"Such as {', '.join(map(shown, values))}.")
    if nullable:
        allow_null(schema)


def _texts(option: JsonObject) -> list[str]:
    values = option.get("enum", [option["const"]] if "const" in option else [])
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _is_text(option: JsonObject) -> bool:
    return option.get("type") == "string" or ("type" not in option and bool(_texts(option)))
