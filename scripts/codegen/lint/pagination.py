"""Rules for ``x-pagination``: members that mean something, and paths that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from apimodel.document import JsonObject, RawOperation, alternatives, schemas_at

from .rules import Advice, Problem, Subject, apply, some_of

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
_PATHS: Final = {
    **dict.fromkeys(("next", "last"), "string"),
    **dict.fromkeys(("total-pages", "total-items"), "integer"),
    "items": "array",
}


def check(subject: Subject) -> Iterator[Problem]:
    """Check the pagination of every operation that has one."""
    paged = (raw for raw in subject.operations if raw.data.get("x-pagination") is not None)
    return apply(subject.spec, paged, _pagination)


def _pagination(spec: JsonObject, raw: RawOperation) -> Iterator[Advice]:
    rule = raw.data["x-pagination"]
    if not isinstance(rule, dict) or str(rule.get("style")) not in _REQUIRED:
        yield "x-pagination has no known style", f"write one of {', '.join(_REQUIRED)}"
        return
    for advice in (_members(rule), _values(rule), _parameters(raw, rule), _paths(spec, raw, rule)):
        yield from ((f"x-pagination: {what}", instead) for what, instead in advice)


def _members(rule: JsonObject) -> Iterator[Advice]:
    style = rule["style"]
    for key in sorted(rule.keys() - _REQUIRED[style] - _OPTIONAL[style] - {"style"}):
        yield f"{key} means nothing with style {style}", "remove it"
    for key in sorted(_REQUIRED[style] - rule.keys()):
        yield f"{key} is missing", f"style {style} needs it"


def _values(rule: JsonObject) -> Iterator[Advice]:
    if not isinstance(rule.get("short-page-ends", False), bool):
        yield "short-page-ends is no truth value", "write true, or remove it"
    if not _whole(rule.get("first", 0), 0):
        yield "first is no number", "write the number of the first page or item"
    hosts = rule.get("hosts", [])
    if not isinstance(hosts, list) or not all(re.fullmatch(r"[A-Za-z0-9.-]+", str(host)) for host in hosts):
        yield "hosts is no list of host names", "write such as [old.example.org]"
    elif hosts and not rule.keys() & {"next", "last"}:
        yield "hosts without a link", "write next or last, or remove hosts"


def _parameters(raw: RawOperation, rule: JsonObject) -> Iterator[Advice]:
    queries = {parameter["name"] for parameter in raw.parameters if parameter.get("in") == "query"}
    size = rule.get("size", {"parameter": None, "maximum": 1})
    if (
        not isinstance(size, dict)
        or size.keys() != {"parameter", "maximum"}
        or not _whole(size["maximum"], 1)
    ):
        yield "size is not {parameter, maximum}", "write both, the maximum as a number"
        return
    for name in (rule.get("parameter"), size["parameter"]):
        if name is not None and not (isinstance(name, str) and name in queries):
            yield f"there is no query parameter {name}", "declare it, or correct the name"


def _paths(spec: JsonObject, raw: RawOperation, rule: JsonObject) -> Iterator[Advice]:
    if raw.answer_schema is None:
        yield "its answer is not JSON", "remove x-pagination"
        return
    for key in [key for key in _PATHS if rule.get(key) is not None]:
        path, kind = rule[key], _PATHS[key]
        good = isinstance(path, str) and (path or key == "items")
        found = schemas_at(spec, raw.answer_schema, path) if good else []
        kinds = [_kinds(spec, field) for field in found if field is not None]
        if not kinds:
            yield f"{key} {path!r} is no field of the answer", "write a dotted path to one"
        elif not all(kind in each or (key == "next" and "integer" in each) for each in kinds):
            yield f"{key} {path!r} is no {kind}", "write a dotted path to one"
        elif key == "items" and None in found:
            what = f"{key} {path!r} is in {some_of(found)} of the answer alone"
            yield what, "remove x-pagination, or describe the field in the others"


def _kinds(spec: JsonObject, schema: JsonObject) -> set[str]:
    types = [option.get("type", "") for option in alternatives(spec, schema)]
    return {each for of in types for each in (of if isinstance(of, list) else [of])}


def _whole(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least
