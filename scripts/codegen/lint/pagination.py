"""Rules for ``x-pagination``: members that mean something, and paths that exist."""

from __future__ import annotations

import re
from typing import Any, Final

from apimodel.document import JsonObject, RawOperation, alternatives, operations, schema_at
from apimodel.normalise import success_schema

from .report import Report

__all__ = ["check"]

_REQUIRED: Final = {
    "page": {"items", "parameter"},
    "offset": {"items", "parameter"},
    "link": {"items", "next"},
    "cursor": {"items", "next", "parameter"},
}
_OPTIONAL: Final = {
    "page": {"first", "size", "next", "last", "total-pages", "total-items", "short-page-ends", "hosts"},
    "offset": {"first", "size", "total-items", "short-page-ends"},
    "link": {"size", "hosts"},
    "cursor": {"size"},
}


def check(report: Report) -> None:
    """Check the pagination of every operation that has one."""
    for raw in operations(report.spec):
        rule = raw.data.get("x-pagination")
        if rule is None:
            continue
        if not isinstance(rule, dict) or rule.get("style") not in _REQUIRED:
            report.say(raw.where, "x-pagination has no known style", f"write one of {', '.join(_REQUIRED)}")
            continue
        _members(report, raw, rule)
        _parameters(report, raw, rule)
        _paths(report, raw, rule)


def _members(report: Report, raw: RawOperation, rule: JsonObject) -> None:
    style = rule["style"]
    known = _REQUIRED[style] | _OPTIONAL[style] | {"style"}
    for key in sorted(rule.keys() - known):
        report.say(raw.where, f"x-pagination: {key} means nothing with style {style}", "remove it")
    for key in sorted(_REQUIRED[style] - rule.keys()):
        report.say(raw.where, f"x-pagination: {key} is missing", f"style {style} needs it")
    if not isinstance(rule.get("short-page-ends", False), bool):
        report.say(raw.where, "x-pagination: short-page-ends is no truth value", "write true, or remove it")
    if "first" in rule and not _whole(rule["first"], 0):
        report.say(
            raw.where, "x-pagination: first is no number", "write the number of the first page or item"
        )
    hosts = rule.get("hosts", [])
    if not isinstance(hosts, list) or not all(re.fullmatch(r"[A-Za-z0-9.-]+", str(host)) for host in hosts):
        report.say(
            raw.where, "x-pagination: hosts is no list of host names", "write such as [old.example.org]"
        )
    elif hosts and not rule.keys() & {"next", "last"}:
        report.say(raw.where, "x-pagination: hosts without a link", "write next or last, or remove hosts")


def _parameters(report: Report, raw: RawOperation, rule: JsonObject) -> None:
    queries = {parameter["name"] for parameter in raw.parameters if parameter.get("in") == "query"}
    size = rule.get("size", {})
    if size and not (
        isinstance(size, dict) and size.keys() == {"parameter", "maximum"} and _whole(size["maximum"], 1)
    ):
        report.say(
            raw.where, "x-pagination: size is not {parameter, maximum}", "write both, the maximum as a number"
        )
        return
    for name in (rule.get("parameter"), size.get("parameter")):
        if name is not None and name not in queries:
            report.say(
                raw.where,
                f"x-pagination: there is no query parameter {name}",
                "declare it, or correct the name",
            )


def _paths(report: Report, raw: RawOperation, rule: JsonObject) -> None:
    schema = success_schema(report.spec, raw.data)
    if schema is None:
        report.say(raw.where, "x-pagination: its answer is not JSON", "remove x-pagination")
        return
    _path(report, raw, schema, "items", rule.get("items"), "array")
    for key, kind in (
        ("next", "string"),
        ("last", "string"),
        ("total-pages", "integer"),
        ("total-items", "integer"),
    ):
        if key in rule:
            _path(report, raw, schema, key, rule[key], kind)


def _path(report: Report, raw: RawOperation, schema: JsonObject, key: str, path: Any, kind: str) -> None:
    if path is None:
        return
    found = (
        schema_at(report.spec, schema, path) if isinstance(path, str) and (path or key == "items") else None
    )
    if found is None:
        report.say(
            raw.where, f"x-pagination: {key} {path!r} is no field of the answer", "write a dotted path to one"
        )
        return
    kinds = {k for o in alternatives(report.spec, found) for k in _kinds(o)}
    if kind not in kinds and not (kind == "string" and key == "next" and "integer" in kinds):
        report.say(raw.where, f"x-pagination: {key} {path!r} is no {kind}", "write a dotted path to one")


def _kinds(schema: JsonObject) -> list[str]:
    kind = schema.get("type", "")
    return kind if isinstance(kind, list) else [kind]


def _whole(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least
