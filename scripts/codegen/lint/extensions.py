"""Rules for ``x-`` members: the vocabulary of docs/spec-extensions.md is closed."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator
from typing import Any

from apimodel.document import METHODS, JsonObject

from .report import Report

__all__ = ["check"]

_KNOWN: dict[str, frozenset[str]] = {
    "root": frozenset({"x-provider"}),
    "server": frozenset({"x-name", "x-limit-by"}),
    "security scheme": frozenset({"x-parameter", "x-env", "x-prefix"}),
    "operation": frozenset({"x-method-name", "x-idempotent", "x-envelope", "x-unwrap", "x-pagination"}),
    "parameter": frozenset({"x-encoded-twice", "x-secret"}),
    "property": frozenset({"x-secret"}),
    "schema": frozenset({"x-enum-varnames", "x-record"}),
}
_EVERY = frozenset().union(*_KNOWN.values())
# Members whose keys are names that the author chose: a property may well be called x-something.
_NAMES = frozenset(
    {"callbacks", "content", "encoding", "examples", "headers", "links", "mapping", "paths", "properties"}
    | {"requestBodies", "responses", "schemas", "securitySchemes", "variables", "scopes"}
)
_DATA = frozenset({"const", "default", "enum", "example", "examples"})
_PROVIDER = frozenset(
    {"rate-limit", "rate-limit-statuses", "retry-statuses", "request-id", "deprecation", "error"}
)
_ERROR = frozenset({"message", "code", "details", "request-id"})


def check(report: Report) -> None:
    """Check that every ``x-`` member is known where it stands, and says something."""
    for where, kind, node in _objects(report.spec, "#", "root"):
        for key in node:
            if key.startswith("x-"):
                _member(report, where, kind, key)
        if "x-secret" in node and node["x-secret"] is not True and kind in ("parameter", "property"):
            report.say(where, "x-secret has no meaning but true", "write true, or remove it")
        if "x-record" in node and kind == "schema":
            _record(report, where, node)
    _provider(report)


def _record(report: Report, where: str, schema: JsonObject) -> None:
    schemas = report.spec.get("components", {}).get("schemas", {})
    if not _has_fields(schema):
        report.say(where, "x-record on a schema without properties", "remove it, or name the properties")
    if not _all(schema["x-record"], lambda name: _has_fields(schemas.get(name, {}))):
        what = "x-record is not a list of component schemas with properties"
        report.say(where, what, "name the schemas of the requests that set its fields, such as [ProbeCreate]")


def _has_fields(schema: JsonObject) -> bool:
    return bool(schema.get("properties") or schema.get("allOf"))


def _member(report: Report, where: str, kind: str, key: str) -> None:
    if key in _KNOWN.get(kind, ()):
        return
    if key in _EVERY:
        places = " or ".join(place for place, known in _KNOWN.items() if key in known)
        report.say(where, f"{key} has no meaning here", f"move it to a {places}")
        return
    near = difflib.get_close_matches(key, sorted(_KNOWN.get(kind) or _EVERY), 1, 0.5)
    report.say(where, f"unknown member {key}", f"write {near[0]}" if near else "see docs/spec-extensions.md")


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
            if (key in _NAMES or (key == "parameters" and isinstance(value, dict))) and isinstance(
                value, dict
            ):
                for name, inner in value.items():
                    yield from _objects(inner, f"{where}/{key}/{name}", _kind(key, where))
            else:
                yield from _objects(value, f"{where}/{key}", _kind(key, where))


def _kind(key: str, where: str) -> str:
    if key in METHODS and where.startswith("#/paths/"):
        return "operation"
    kinds = {"servers": "server", "securitySchemes": "security scheme", "parameters": "parameter"}
    kinds |= {"properties": "property", "schemas": "schema"}
    return kinds.get(key, key)


def _provider(report: Report) -> None:
    rule = report.spec.get("x-provider", {})
    if not isinstance(rule, dict):
        report.say("x-provider", "is not a mapping", "see docs/spec-extensions.md")
        return
    for key in sorted(rule.keys() - _PROVIDER):
        report.say("x-provider", f"unknown member {key}", f"use {', '.join(sorted(_PROVIDER))}")
    limit = rule.get("rate-limit")
    if limit is not None and not _limit(limit):
        what = "rate-limit is not {requests, period}"
        report.say("x-provider", what, "write a whole number of requests in a number of seconds")
    for key in ("rate-limit-statuses", "retry-statuses"):
        if not _all(rule.get(key, []), lambda v: isinstance(v, int) and 400 <= v <= 599):
            report.say(
                "x-provider", f"{key} is not a list of statuses from 400 to 599", "write such as [429]"
            )
    for member, example in (("request-id", "[x-request-id]"), ("deprecation", "[Deprecation, Sunset]")):
        if not _all(rule.get(member, []), lambda v: isinstance(v, str)):
            report.say("x-provider", f"{member} is not a list of header names", f"write such as {example}")
    errors = rule.get("error", {})
    for key in sorted(errors.keys() - _ERROR):
        report.say("x-provider/error", f"unknown member {key}", f"use {', '.join(sorted(_ERROR))}")
    for key in sorted(errors.keys() & _ERROR):
        if not _all(errors[key], lambda v: isinstance(v, str) and v.startswith("/")):
            report.say("x-provider/error", f"{key} is not a list of JSON pointers", "write such as [/error]")


def _limit(limit: Any) -> bool:
    if not isinstance(limit, dict) or limit.keys() != {"requests", "period"}:
        return False
    requests, period = limit["requests"], limit["period"]
    return type(requests) is int and requests >= 1 and type(period) in (int, float) and 0 < period < math.inf


def _all(values: Any, good: Any) -> bool:
    return isinstance(values, list) and all(good(value) for value in values)
