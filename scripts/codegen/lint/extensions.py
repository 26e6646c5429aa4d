"""Rules for ``x-`` members: the vocabulary of docs/spec-extensions.md is closed."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterator
from typing import Any, Final

from apimodel.document import ADDITIONAL, METHODS, JsonObject
from apimodel.document import schemas as named_schemas
from apimodel.spec_extensions import EVERY, KNOWN

from .rules import Advice, Problem, Subject, inside

# Members whose keys are names that the author chose: a property may well be called x-something.
_NAMES: Final = frozenset(
    {
        ADDITIONAL,
        "callbacks",
        "content",
        "encoding",
        "examples",
        "headers",
        "links",
        "mapping",
        "paths",
        "properties",
    }
    | {"parameters", "requestBodies", "responses", "schemas", "securitySchemes", "variables", "scopes"}
)
_DATA: Final = frozenset({"const", "default", "enum", "example", "examples"})
_KINDS: Final = {
    ADDITIONAL: "operation",
    "servers": "server",
    "securitySchemes": "security scheme",
    "parameters": "parameter",
    "properties": "property",
    "schemas": "schema",
}


def check(subject: Subject) -> Iterator[Problem]:
    """Check that every ``x-`` member is known where it stands, and says something."""
    for where, kind, node in _objects(subject.spec, "#", "root"):
        for key in node:
            if key.startswith("x-") and key not in KNOWN.get(kind, ()):
                yield where, *_unknown(kind, key)
        if node.get("x-secret", True) is not True and kind in ("parameter", "property"):
            yield where, "x-secret has no meaning but true", "write true, or remove it"
        if node.get("x-params", True) is not True and kind == "schema":
            yield where, "x-params has no meaning but true", "write true, or remove it"
        if "x-record" in node and kind == "schema":
            yield from ((where, *advice) for advice in _record(subject.spec, node))
    yield from _provider(subject.spec.get("x-provider", {}))


def _objects(node: Any, where: str, kind: str) -> Iterator[tuple[str, str, JsonObject]]:
    """Yield the objects of the document with what they are; maps of names and data are not among them."""
    if isinstance(node, list):
        for index, value in enumerate(node):
            yield from _objects(value, f"{where}/{index}", kind)
    elif isinstance(node, dict):
        yield where, kind, node
        for key, value in node.items():
            if key.startswith("x-") or key in _DATA:
                continue
            is_operation = key in METHODS and where.startswith("#/paths/")
            inner_kind = "operation" if is_operation else _KINDS.get(key, str(key))
            named = value if key in _NAMES and isinstance(value, dict) else {}
            for name, inner in named.items():
                yield from _objects(inner, inside(where, key, name), inner_kind)
            if not named:
                yield from _objects(value, inside(where, key), inner_kind)


def _unknown(kind: str, key: str) -> Advice:
    if key in EVERY:
        places = " or ".join(place for place, known in KNOWN.items() if key in known)
        return f"{key} has no meaning here", f"move it to a {places}"
    near = difflib.get_close_matches(key, sorted(KNOWN.get(kind) or EVERY), 1, 0.5)
    return f"unknown member {key}", f"write {near[0]}" if near else "see docs/spec-extensions.md"


def _record(spec: JsonObject, schema: JsonObject) -> Iterator[Advice]:
    if not _has_fields(schema):
        yield "x-record on a schema without properties", "remove it, or name the properties"
    if not _list_of(lambda name: _has_fields(named_schemas(spec).get(str(name))))(schema["x-record"]):
        what = "x-record is not a list of component schemas with properties"
        yield what, "name the schemas of the requests that set its fields, such as [ProbeCreate]"


def _has_fields(schema: Any) -> bool:
    return isinstance(schema, dict) and bool(schema.get("properties") or schema.get("allOf"))


def _limit(limit: Any) -> bool:
    if not isinstance(limit, dict) or limit.keys() != {"requests", "period"}:
        return False
    requests, period = limit["requests"], limit["period"]
    return type(requests) is int and requests >= 1 and type(period) in (int, float) and 0 < period < math.inf


_Shape = Callable[[Any], bool]


def _list_of(good: _Shape) -> _Shape:
    return lambda values: isinstance(values, list) and all(map(good, values))


_STATUSES: Final = _list_of(lambda value: isinstance(value, int) and 400 <= value <= 599)
_TEXTS: Final = _list_of(lambda value: isinstance(value, str))
_POINTERS: Final = _list_of(lambda value: isinstance(value, str) and value.startswith("/"))
_PROVIDER: Final[dict[str, tuple[_Shape, str, str]]] = {
    "rate-limit": (_limit, "{requests, period}", "a whole number of requests in a number of seconds"),
    "rate-limit-statuses": (_STATUSES, "a list of statuses from 400 to 599", "such as [429]"),
    "retry-statuses": (_STATUSES, "a list of statuses from 400 to 599", "such as [429]"),
    "request-id": (_TEXTS, "a list of header names", "such as [x-request-id]"),
    "deprecation": (_TEXTS, "a list of header names", "such as [Deprecation, Sunset]"),
    "error": (lambda value: isinstance(value, dict), "a mapping", "such as {message: [/error]}"),
}
_POINTER: Final = (_POINTERS, "a list of JSON pointers", "such as [/error]")
_ERROR: Final = dict.fromkeys(("message", "code", "details", "request-id"), _POINTER)


def _provider(rule: Any) -> Iterator[Problem]:
    if not isinstance(rule, dict):
        yield "#/x-provider", "is not a mapping", "see docs/spec-extensions.md"
        return
    yield from _members("#/x-provider", rule, _PROVIDER)
    if isinstance(error := rule.get("error"), dict):
        yield from _members("#/x-provider/error", error, _ERROR)


def _members(where: str, rule: JsonObject, shapes: dict[str, tuple[_Shape, str, str]]) -> Iterator[Problem]:
    for key in sorted(rule):
        good, what, example = shapes.get(key, (None, "", ""))
        if good is None:
            yield where, f"unknown member {key}", f"use {', '.join(sorted(shapes))}"
        elif not good(rule[key]):
            yield where, f"{key} is not {what}", f"write {example}"
