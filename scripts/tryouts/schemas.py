"""The schemas of a document as it is written: references followed, ``allOf`` folded, validators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

import jsonschema_rs

from apimodel.document import JsonObject

from .comparing import shown

_ROOT: Final = "urn:document"
_UNIONS: Final = ("oneOf", "anyOf")
_TYPES: Final = frozenset({"string", "number", "integer", "boolean", "array", "object"})
_OF: Final = {bool: "boolean", str: "string", int: "integer", float: "number", list: "array", dict: "object"}


@dataclass
class Shape:
    """What a schema says, with everything it refers to.

    Attributes:
        types: permitted types but null; empty for any.
        nullable: whether null is permitted.
        data: its other keywords; ``properties`` and ``required`` include those of all parts.
        unions: its ``oneOf`` and ``anyOf``, those of its parts included; null is no alternative.
        tags: for each alternative of a union with a ``discriminator``, by its reference, property and value.
    """

    types: tuple[str, ...] = ()
    nullable: bool = False
    data: JsonObject = field(default_factory=dict)
    unions: list[list[JsonObject]] = field(default_factory=list)
    tags: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def properties(self) -> dict[str, Any]:
        named: dict[str, Any] = self.data.get("properties", {})
        return named

    @property
    def enum(self) -> list[Any]:
        """Its permitted values but null; empty for any."""
        return [value for value in self.data.get("enum", ()) if value is not None]

    @property
    def required(self) -> list[str]:
        return list(self.data.get("required", ()))

    @property
    def is_object(self) -> bool:
        return bool(self.properties) or self.types == ("object",)


class Schemas:
    """The schemas of one document."""

    def __init__(self, spec: JsonObject) -> None:
        self.spec = spec
        self._shapes: dict[int, tuple[Any, Shape]] = {}  # by identity, with the schema, so that it stays
        self._validators: dict[int, tuple[Any, Any]] = {}
        components = {"components": _draft2020(spec.get("components", {}))}
        self._registry = jsonschema_rs.Registry([(_ROOT, components)], draft=jsonschema_rs.Draft202012)

    def resolve(self, node: Any) -> JsonObject:
        """Follow references; a broken or circular one leads to nothing."""
        seen: set[str] = set()
        while isinstance(node, dict) and isinstance(reference := node.get("$ref"), str):
            if reference in seen:
                return {}
            seen.add(reference)
            node = self._at(reference)
        return node if isinstance(node, dict) else {}

    def _at(self, reference: str) -> Any:
        node: Any = self.spec
        for part in unquote(reference.removeprefix("#/")).split("/"):
            name = part.replace("~1", "/").replace("~0", "~")
            if isinstance(node, list):
                node = node[int(name)] if name.isdecimal() and int(name) < len(node) else None
            else:
                node = node.get(name) if isinstance(node, dict) else None
        return node

    def shape(self, schema: Any) -> Shape:
        """Return what *schema*, a part of the document, says."""
        if id(schema) not in self._shapes:
            self._shapes[id(schema)] = schema, self._fold(schema, frozenset())
        return self._shapes[id(schema)][1]

    def _fold(self, schema: Any, within: frozenset[str]) -> Shape:
        if not isinstance(schema, dict):
            return Shape()
        parts = [self._fold(part, within) for part in schema.get("allOf", ())]
        if isinstance(reference := schema.get("$ref"), str) and reference not in within:
            parts.append(self._fold(self._at(reference), within | {reference}))
        own = self._own(schema)
        return _joined([*parts, own]) if parts else own

    def _own(self, schema: JsonObject) -> Shape:
        unions = [list(schema[word]) for word in _UNIONS if schema.get(word)]
        given = schema.get("type")
        types = list(given) if isinstance(given, list) else [given] if given else []
        nullable = "null" in types or bool(schema.get("nullable"))
        for union in unions:
            nulls = [each for each in union if self.is_null(each)]
            nullable = nullable or bool(nulls)
            union[:] = [each for each in union if each not in nulls]
        data = {key: value for key, value in schema.items() if key not in ("$ref", "allOf", *_UNIONS)}
        known = tuple(each for each in types if each in _TYPES) or _implied(schema)
        return Shape(known, nullable, data, [each for each in unions if each], _tags(schema))

    def is_null(self, schema: Any) -> bool:
        """Whether *schema* permits null alone."""
        schema = self.resolve(schema)
        return schema.get("type") in ("null", ["null"]) or schema.get("enum") == [None]

    def at(self, schema: Any, path: str) -> Any:
        """Return the schema of the field at a dotted *path*: those of all alternatives; None if there is no such field."""
        for name in path.split(".") if path else ():
            shapes = self._options(schema)
            found = [shape.properties[name] for shape in shapes if name in shape.properties]
            if not found:
                return None
            schema = {"anyOf": found} if found[1:] else found[0]
        return schema

    def names(self, schema: Any) -> Iterator[str]:
        """Yield the names of the fields that an object may have."""
        for shape in self._options(schema):
            yield from shape.properties

    def _options(self, schema: Any) -> list[Shape]:
        """Return what a schema says itself, and what each alternative of its unions says."""
        shape = self.shape(schema)
        return [
            shape,
            *(each for union in shape.unions for option in union for each in self._options(option)),
        ]

    def problem(self, schema: Any, value: Any) -> str:
        """Say why *value* does not fit *schema*, or that the schema is none; return nothing if it fits."""
        if id(schema) not in self._validators:
            self._validators[id(schema)] = schema, self._validator(schema)
        validator = self._validators[id(schema)][1]
        if isinstance(validator, str):
            return validator
        try:
            validator.validate(value)
        except jsonschema_rs.ValidationError as error:
            place = "/".join(map(str, error.instance_path))
            return f"at /{place}: {error.message[:200]}: {shown(error.instance)}"
        return ""

    def _validator(self, schema: Any) -> Any:
        """Return the validator of a schema, or why there is none."""
        try:
            return jsonschema_rs.Draft202012Validator(
                _draft2020(schema), registry=self._registry, validate_formats=True, mask="it"
            )
        except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
            return f"its schema is none: {' '.join(str(error).split())[:200]}"


def _joined(parts: list[Shape]) -> Shape:
    """Return what all parts of an ``allOf`` say together, the last of them being what stands beside it."""
    *others, own = parts
    data: JsonObject = {}
    for part in parts:
        properties = dict(data.get("properties", {}))
        for name, schema in part.properties.items():
            before = properties.get(name, schema)
            properties[name] = schema if before == schema else {"allOf": [before, schema]}
        required = list(dict.fromkeys([*data.get("required", ()), *part.required]))
        data = {**data, **part.data, "properties": properties, "required": required}
    types = next((part.types for part in reversed(parts) if part.types), ())
    nullable = own.nullable or (not own.types and all(part.nullable for part in others))
    unions = [union for part in parts for union in part.unions]
    tags = {reference: tag for part in parts for reference, tag in part.tags.items()}
    if not data["properties"]:
        del data["properties"]
    return Shape(types, nullable, data, unions, tags)


def _implied(schema: JsonObject) -> tuple[str, ...]:
    """Return the type of a schema that does not tell it."""
    if "properties" in schema or isinstance(schema.get("additionalProperties"), dict):
        return ("object",)
    if "items" in schema:
        return ("array",)
    values = [value for value in schema.get("enum", [schema.get("const")]) if value is not None]
    return tuple(dict.fromkeys(_OF[type(value)] for value in values))


def _tags(schema: JsonObject) -> dict[str, tuple[str, str]]:
    rule = schema.get("discriminator")
    if not isinstance(rule, dict) or "propertyName" not in rule:
        return {}
    name = rule["propertyName"]
    references = [each["$ref"] for word in _UNIONS for each in schema.get(word, ()) if "$ref" in each]
    tags = {reference: (name, reference.rsplit("/", 1)[-1]) for reference in references}
    for value, reference in reversed(rule.get("mapping", {}).items()):
        tags[reference if "/" in reference else f"#/components/schemas/{reference}"] = (name, value)
    return tags


def _draft2020(node: Any) -> Any:
    """Return a copy as JSON Schema 2020-12 has it: references by the document's name, null as a type.

    Alternatives of ``oneOf`` need not exclude each other: in documents they seldom do.
    """
    if isinstance(node, list):
        return [_draft2020(each) for each in node]
    if not isinstance(node, dict):
        return node
    copy = {
        key: {name: _draft2020(each) for name, each in value.items()}
        if key in ("properties", "schemas") and isinstance(value, dict)
        else _draft2020(value)
        for key, value in node.items()
        if key not in ("default", "example", "examples")
    }
    if "oneOf" in copy and "anyOf" not in copy:
        copy["anyOf"] = copy.pop("oneOf")
    if isinstance(reference := copy.get("$ref"), str):
        copy["$ref"] = _ROOT + reference
    for word in ("Minimum", "Maximum"):
        if isinstance(strict := copy.get(f"exclusive{word}"), bool):
            del copy[f"exclusive{word}"]
            if strict and word.lower() in copy:
                copy[f"exclusive{word}"] = copy.pop(word.lower())
    return {"anyOf": [copy, {"type": "null"}]} if copy.pop("nullable", False) is True else copy
