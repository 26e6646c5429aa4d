"""The official schema of OpenAPI 3.1 documents, and what a document breaks of it in one plain line each.

The schemas are those that openapi-spec-validator and openapi-schema-validator carry; jsonschema-rs reads them.  The
dialect of the Schema Objects stands in place of what the official schema leaves open, so that one run sees them, too.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from jsonschema_rs import Draft202012Validator, Registry, ValidationError

from apimodel.document import ADDITIONAL, JsonObject

_FILES: Final = (
    ("openapi_spec_validator", "resources/schemas/v3.1/schema.json"),
    ("openapi_schema_validator", "schemas/oas3.1/metaschema.json"),
    ("openapi_schema_validator", "schemas/oas3.1/vocabularies/base"),
)
# The methods of OpenAPI 3.2, which the model reads.
_OPERATION: Final = {"$ref": "#/$defs/operation"}
_METHODS: Final = {"query": _OPERATION, ADDITIONAL: {"type": "object", "additionalProperties": _OPERATION}}
_LONG: Final = 60  # characters of a value that a line shows
# Members that no rule reads: an object without them is looked at all the same.
_TEXTS: Final = frozenset({"description", "title", "version", "openapi"})


Keys = tuple[str, ...]
"""What leads to a part of a document; the items of a list have numbers."""


@dataclass(frozen=True)
class Fault:
    """One thing that is not valid: where, what, what to write.

    Attributes:
        keys: what leads to it.
        cut: whether no rule should look at that part.
        empty: whether that part is a schema, for which one of any value can stand.
        alone: whether the parts around it lack nothing without it.
    """

    keys: Keys
    what: str
    instead: str
    cut: bool = True
    empty: bool = False
    alone: bool = False


def faults(spec: JsonObject) -> list[Fault]:
    """Return what is not valid in a document."""
    validator, _ = _official()
    every = list(validator.iter_errors(spec))
    mistyped = {_keys(error) for error in every if error.kind.name == "type"}  # all else follows from that
    errors = [error for error in every if error.kind.name == "type" or _keys(error) not in mistyped]
    spoilt = {_keys(error) for error in errors if error.kind.name != "unevaluatedProperties"}
    spoilt |= {keys[:-1] for keys in spoilt}  # a wrong value of ``in`` or ``type`` makes others unknown
    found = (fault for error in errors for fault in _faults(error, spoilt))
    return list({(fault.keys, fault.what): fault for fault in found}.values())


@cache
def _official() -> tuple[Draft202012Validator, JsonObject]:
    """Return the validator, and the schema of documents."""
    document, *dialect = (json.loads(_file(*where).read_text(encoding="utf-8")) for where in _FILES)
    document["$defs"]["path-item"]["properties"] |= _METHODS
    whole = {
        "$id": "urn:document",
        "$ref": document["$id"],
        "$defs": {"schema": {"$dynamicAnchor": "meta", "$ref": dialect[0]["$id"]}},
    }
    registry = Registry([(schema["$id"], schema) for schema in (document, *dialect)])
    return Draft202012Validator(whole, registry=registry, mask="it"), document


def _file(package: str, path: str) -> Path:
    spec = find_spec(package)  # imports nothing
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(spec.submodule_search_locations[0], path)


def _faults(error: ValidationError, spoilt: set[Keys]) -> Iterator[Fault]:
    keys, kind = _keys(error), error.kind.as_dict()
    match error.kind.name:
        case "unevaluatedProperties":
            known = _declared(error)
            # Where something else is wrong, the validator also takes members for unknown that are not.
            for name in [name for name in kind["unexpected"] if keys not in spoilt or name not in known]:
                what, instead = _unknown(name, known, ["document", *error.schema_path][-2])
                yield Fault((*keys, name), what, instead, alone=True)
        case "propertyNames":
            name = kind["error"].instance
            yield Fault(
                (*keys, name), _text(kind["error"]).replace("it", f"the name {name!r}", 1), "rename it"
            )
        case "required":
            name = kind["property"]
            yield Fault(keys, f"{name} is missing", "write it", name not in _TEXTS)
        case "anyOf" | "oneOf" if any(kind["context"]):
            keys, what = _alternatives([branch[0] for branch in kind["context"] if branch])
            yield Fault(keys, what, "correct it")
        case _:
            empty = kind.get("types") == ["boolean", "object"]
            yield Fault(keys, _text(error), "correct it", empty=empty)


def _keys(error: ValidationError) -> Keys:
    return tuple(map(str, error.instance_path))


def _unknown(name: str, known: Sequence[str], holder: str | int) -> tuple[str, str]:
    if holder == "paths":
        return "a path without a slash before it", f"write /{name}"
    if holder == "responses":
        return "no status of an answer", "write a status such as 200, or default"
    near = difflib.get_close_matches(name, [each for each in known if each != name], 1)
    return "no member has this name here", f"write {near[0]}" if near else "correct the name, or remove it"


def _declared(error: ValidationError) -> list[str]:
    """Return the names that the schema declares whose ``unevaluatedProperties`` an object breaks."""
    schema: Any = _official()[1]
    for key in error.schema_path[:-1]:
        schema = schema.get(key, {}) if isinstance(schema, dict) else {}
    return sorted(set(_names(schema)))


def _names(schema: Any) -> Iterator[str]:
    for key, value in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if key == "properties":
            yield from value
        elif isinstance(value, dict | list):
            yield from _names(value)


def _text(error: ValidationError) -> str:
    """Return what is wrong in words."""
    kind, value = error.kind.as_dict(), error.instance
    match error.kind.name:
        case "type":
            return f"{_short(value)} is not of type {' or '.join(kind['types'])}"
        case "enum":
            return f"{_short(value)} is none of {', '.join(map(str, kind['options']))}"
        case "constant":
            return f"{_short(value)} is not {_short(kind['expected_value'])}"
        case "required":
            return f"{kind['property']} is missing"
        case "not" if "required" in kind["schema"]:
            way = list(map(str, error.schema_path))
            other = way[way.index("dependentSchemas") + 1 :][:1] if "dependentSchemas" in way else []
            return f"{' and '.join([*other, *kind['schema']['required']])} exclude each other"
        case "anyOf" | "oneOf":
            return "more than one of the forms that exclude each other"
    return " ".join(error.message.replace('"', "'").split())


def _alternatives(first: list[ValidationError]) -> tuple[Keys, str]:
    """Return what is wrong with a value that fits no alternative, and where: what the one finds that comes furthest."""
    nearest = max(first, key=lambda error: len(error.instance_path))
    if all(error.kind.name == "required" for error in first):
        missing = " or ".join(error.kind.as_dict()["property"] for error in first)
        return _keys(nearest), f"{missing} is missing"
    return _keys(nearest), _text(nearest)


def _short(value: Any) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = repr(value) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}..."
