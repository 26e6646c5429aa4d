"""``allOf``: only of objects that go together; everything else is merged where it stands."""

from __future__ import annotations

from typing import Any, Final

from apimodel.document import JsonObject

from .class_names import ALTERNATIVE
from .notes import Notes
from .nulls import TEXTS, is_null
from .objects import fields_of, follow
from .trees import copy, mapping, sequence

_TEXTS: Final = frozenset(TEXTS)
_OBJECT: Final = frozenset({"properties", "required", "allOf", "additionalProperties"})
_UNION: Final = frozenset({"oneOf", "anyOf"})
_BESIDE: Final = _TEXTS | {"allOf", "minProperties", "maxProperties", "$comment"}


def all_of(spec: JsonObject, schema: JsonObject, where: str, notes: Notes) -> None:
    """Bring ``allOf`` into the form that the model merges: two objects or more, of which no property is told twice."""
    if not isinstance(schema.get("allOf"), list):
        return
    parts = _parts(schema)
    own = {key: value for key, value in schema.items() if key not in _BESIDE and not key.startswith("x-")}
    if own == {"type": "object"}:
        own = {}
    if not own and len(parts) < 2:
        notes.change("allOf of one schema: the schema alone", where)
        _replace(schema, parts[0] if parts else {})
        return
    whole = [*parts, *([own] if own else [])]
    solids = [_solid(spec, part) for part in whole]
    unions = [part for part, solid in zip(whole, solids, strict=True) if solid.keys() & _UNION]
    objects = sum(map(_is_object, solids))
    if len(unions) == 1:
        notes.change("allOf with alternatives inside: alternatives of allOf", where)
        _replace(schema, _distributed(spec, whole, unions[0]))
    elif not unions and not objects:
        notes.change("allOf of no objects: merged", where)
        _replace(schema, {key: value for solid in solids for key, value in solid.items()})
    elif unions or any(map(_is_value, solids)):
        schema["allOf"] = parts  # what is both an object and something else needs a decision
    elif _must_merge(spec, whole) or not any("$ref" in part for part in parts):
        notes.change("allOf of objects that do not go together: merged, the later property counts", where)
        _replace(schema, _merged(spec, whole))
    elif len(parts) == 1 and "properties" not in own:
        notes.change("members beside allOf of one schema: a part of it", where)
        _replace(schema, {"allOf": [*parts, {"type": "object", **own}]})
    else:
        schema["allOf"] = parts


def _parts(schema: JsonObject) -> list[JsonObject]:
    """Return the parts that say more than words; the words go to the whole."""
    parts: list[JsonObject] = []
    for part in map(mapping, schema["allOf"]):
        if part.keys() <= _TEXTS:
            for key, value in part.items():
                schema.setdefault(key, value)
        else:
            parts.append(part)
    return parts


def _replace(schema: JsonObject, by: JsonObject) -> None:
    texts = {key: value for key, value in schema.items() if key in TEXTS or key.startswith("x-")}
    new = {**copy(by), **texts}
    schema.clear()
    schema |= new


def _solid(spec: JsonObject, part: JsonObject) -> JsonObject:
    """Return what a part refers to, without the null that it may be: the whole is an object."""
    schema = follow(spec, part)
    options = [each for each in sequence(schema.get("oneOf")) if not is_null(each)]
    return follow(spec, options[0]) if len(options) == 1 else schema


def _is_object(schema: JsonObject) -> bool:
    return bool(schema.keys() & _OBJECT) or schema.get("type") == "object"


def _is_value(schema: JsonObject) -> bool:
    return schema.get("type", "object") != "object" or bool(schema.keys() & {"enum", "const"})


def _must_merge(spec: JsonObject, parts: list[JsonObject]) -> bool:
    seen: dict[str, Any] = {}
    for part in parts:
        solid = _solid(spec, part)
        if (
            solid.get("additionalProperties") is False
            or solid is not follow(spec, part)
            or not _is_object(solid)
        ):
            return True
        fields, _ = fields_of(spec, part)
        if any(name in seen and seen[name] != field for name, field in fields.items()):
            return True
        seen |= fields
    return False


def _merged(spec: JsonObject, parts: list[JsonObject]) -> JsonObject:
    properties: dict[str, Any] = {}
    required: dict[str, None] = {}
    others: JsonObject = {}
    for part in parts:
        solid = _solid(spec, part)
        fields, needed = fields_of(spec, solid)
        for name, field in fields.items():
            properties[name] = _both(spec, properties[name], field) if name in properties else field
        required |= dict.fromkeys(name for name in (*properties, *sorted(needed)) if name in needed)
        if isinstance(values := solid.get("additionalProperties"), dict):
            others["additionalProperties"] = values
    needs = {"required": list(required)} if required else {}
    return {"type": "object", "properties": properties, **needs, **others}


def _both(spec: JsonObject, first: Any, later: Any) -> Any:
    """Return a property that two parts tell: objects and lists of them are merged, else the later one counts.

    Of two that are named elsewhere it counts, too: they may lead back here.
    """
    if not isinstance(first, dict) or not isinstance(later, dict) or ("$ref" in first and "$ref" in later):
        return later
    if later.keys() <= _TEXTS:
        return {**first, **later}
    solids = [_solid(spec, first), _solid(spec, later)]
    if all(map(_is_object, solids)) and not any(map(_is_value, solids)):
        texts = {key: value for key, value in {**first, **later}.items() if key in TEXTS}
        return {**_merged(spec, [first, later]), **texts}
    if all("items" in solid for solid in solids):
        return {**first, **later, "items": _both(spec, *(solid["items"] for solid in solids))}
    return later


def _called(option: JsonObject) -> JsonObject:
    """Return what keeps the name of an alternative, which it has by its reference or its title."""
    name = option.get(ALTERNATIVE, str(option.get("$ref", "")).rpartition("/")[2])
    return {ALTERNATIVE: name} if name else {}


def _distributed(spec: JsonObject, parts: list[JsonObject], union: JsonObject) -> JsonObject:
    """Return the alternatives of one part, each together with the other parts."""
    found = follow(spec, union)
    key = "oneOf" if "oneOf" in found else "anyOf"
    beside = {name: value for name, value in found.items() if name not in (*_UNION, *_TEXTS, "discriminator")}
    rest = [part for part in parts if part is not union]
    rest += [beside] if beside and beside != {"type": "object"} else []
    options = [
        option if is_null(option) else {"allOf": [*copy(rest), copy(option)], **_called(option)}
        for option in sequence(found[key])
    ]
    rule = found.get("discriminator")
    return {key: options, **({"discriminator": copy(rule)} if rule else {})}
