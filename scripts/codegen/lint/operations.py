"""Rules for operations: names, bodies, answers."""

from __future__ import annotations

import keyword
import re
from typing import Any, Final

from apimodel.document import JsonObject, RawOperation, flatten, operations, resolve, schema_at, success
from apimodel.model import PAGER_ARGUMENTS
from apimodel.names import class_name, identifier
from apimodel.normalise import JSON, sent_fields

from .report import Report

__all__ = ["CLIENT", "check"]

# What a client has beside its resources (uptimekit._runtime.BaseClient and AsyncBaseClient; kept by a test).
CLIENT: Final = frozenset(
    {"aclose", "call", "capture", "close", "forecast", "http_client", "options", "paginate", "send"}
    | {"with_options"}
)
# Types that annotations in a resource class name; list is written builtins.list.
_TYPES: Final = frozenset({"bool", "bytes", "dict", "float", "int", "object", "str", "builtins", "datetime"})
# Functions that a requests module calls; an operation's own function would take their place.
_READERS: Final = frozenset(
    {"as_it_is", "hides_locals", "items_of", "list_of", "map_of", "parse_date", "parse_datetime"}
    | {"read_bytes", "read_json", "read_nothing", "read_text", "tagged", "union"}
)
_FORM: Final = "application/x-www-form-urlencoded"


def check(report: Report) -> None:
    """Check every operation."""
    ids: dict[str, str] = {}
    methods: dict[tuple[str, str], str] = {}
    tags: dict[str, str] = {}
    for raw in operations(report.spec):
        if not _named(report, raw):
            continue
        _unique(report, raw, ids, methods, tags)
        if raw.method == "trace":
            report.say(raw.where, "TRACE is not supported", "remove the operation")
        if "callbacks" in raw.data:
            report.say(raw.where, "callbacks are ignored by the generator", "remove them")
        _body(report, raw)
        _envelope(report, raw)
        _idempotent(report, raw)
        _answers(report, raw)


def _named(report: Report, raw: RawOperation) -> bool:
    method = raw.data.get("x-method-name")
    good = True
    if not raw.id:
        report.say(raw.where, "no operationId", "write one, such as listChecks")
        good = False
    if (
        not isinstance(method, str)
        or not re.fullmatch(r"[a-z][a-z0-9_]*", method)
        or keyword.iskeyword(method)
    ):
        report.say(raw.where, f"x-method-name is {method!r}", "write a lower-case method name, such as list")
        good = False
    if len(raw.data.get("tags", ())) != 1:
        report.say(raw.where, f"{len(raw.data.get('tags', ()))} tags", "write exactly one: its resource")
        good = False
    return good


def _unique(
    report: Report,
    raw: RawOperation,
    ids: dict[str, str],
    methods: dict[tuple[str, str], str],
    tags: dict[str, str],
) -> None:
    name, method, tag = identifier(raw.id), raw.data["x-method-name"], raw.data["tags"][0]
    if ids.setdefault(name, raw.id) != raw.id or [o.id for o in operations(report.spec)].count(raw.id) > 1:
        report.say(raw.where, f"another operationId is {name} in Python, too", "choose another operationId")
    if methods.setdefault((identifier(tag), method), raw.id) != raw.id:
        report.say(raw.where, f"two methods {method} in tag {tag}", "choose another x-method-name")
    if re.match(r"iter(_|$)", method) or method in _TYPES | _READERS:
        report.say(raw.where, f"a method cannot be called {method}", "choose another x-method-name")
    if tags.setdefault(identifier(tag), tag) != tag:
        report.say(
            raw.where, f"tag {tag} and tag {tags[identifier(tag)]} are one in Python", "spell them alike"
        )
    if identifier(tag) in CLIENT or not re.fullmatch(r"[a-z][a-z0-9_]*", identifier(tag)):
        report.say(raw.where, f"tag {tag} cannot be an attribute of the client", "choose another tag")
    if class_name(tag).startswith("Async"):
        report.say(raw.where, f"tag {tag} would look like an asynchronous class", "choose another tag")


def _body(report: Report, raw: RawOperation) -> None:
    body = resolve(report.spec, raw.data.get("requestBody"))
    content = body.get("content", {})
    if len(content) > 1:
        report.say(
            raw.where, f"request bodies in {len(content)} formats", "write one, and the others in words"
        )
    for media, data in content.items():
        schema = data.get("schema")
        if schema is None:
            report.say(raw.where, "a request body without a schema", "write its schema")
        elif media in (JSON, _FORM):
            _fields(report, raw, media, schema, required=bool(body.get("required")))
        elif not media.startswith("text/") and media != "application/octet-stream":
            report.say(
                raw.where, f"a request body of {media} is not supported", f"use {JSON}, {_FORM} or text/plain"
            )


def _fields(report: Report, raw: RawOperation, media: str, schema: JsonObject, *, required: bool) -> None:
    fields, needed = flatten(report.spec, schema)
    if needed and not required:
        report.say(raw.where, "an optional body with required fields", "write required: true for the body")
    if media == _FORM and not fields:
        report.say(raw.where, "a form that is no object", "write its fields as properties")
    paths = {identifier(str(p["name"])): p["name"] for p in raw.parameters if p.get("in") == "path"}
    for name in sent_fields(report.spec, raw.data):
        if identifier(name) in paths:
            what = f"body field {name} and path parameter {paths[identifier(name)]} would be one argument"
            report.say(raw.where, what, "rename the parameter in the path")
        if identifier(name) in PAGER_ARGUMENTS and "x-pagination" in raw.data:
            report.say(
                raw.where, f"body field {name} is an argument of every pager", "do without x-pagination"
            )
    for name in fields:
        if media == _FORM and _nested(resolve(report.spec, fields[name])):
            report.say(raw.where, f"form field {name} is an object", "write plain fields")


def _nested(schema: JsonObject) -> bool:
    return schema.get("type") == "object" or "properties" in schema or "allOf" in schema


def _envelope(report: Report, raw: RawOperation) -> None:
    if "x-envelope" not in raw.data:
        return
    name = raw.data["x-envelope"]
    body = resolve(report.spec, raw.data.get("requestBody"))
    outer, needed = flatten(report.spec, body.get("content", {}).get(JSON, {}).get("schema", {}))
    inner, _ = flatten(report.spec, outer.get(name, {})) if isinstance(name, str) else ({}, set())
    if not inner:
        what = f"x-envelope {name!r} is no object in its JSON body"
        report.say(raw.where, what, "name a field whose schema is a component with properties")
    elif name not in needed:
        report.say(raw.where, f"x-envelope {name} is always sent", "name it under required of the body")
    beside = {identifier(field) for field in outer if field != name}
    for field in inner:
        if identifier(field) in beside:
            report.say(raw.where, f"{field} is inside x-envelope and beside it", "leave one of them out")


def _idempotent(report: Report, raw: RawOperation) -> None:
    rule = raw.data.get("x-idempotent")
    if rule is None or isinstance(rule, bool):
        return
    body = resolve(report.spec, raw.data.get("requestBody"))
    fields, _ = flatten(report.spec, body.get("content", {}).get(JSON, {}).get("schema", {}))
    if isinstance(rule, dict) and (set(rule) != {"field", "drops"} or not isinstance(rule["drops"], dict)):
        report.say(raw.where, "x-idempotent is no rule", "write {field: NAME, drops: {NAME: NAME}}")
        return
    named = [rule["field"], *rule["drops"], *rule["drops"].values()] if isinstance(rule, dict) else [rule]
    for name in named:
        if not isinstance(name, str) or name not in fields:
            what = f"x-idempotent names {name}, no field of its JSON body"
            report.say(raw.where, what, "write a field, true or false")


def _read_as(media: str) -> str:
    """Return what a body of this media type becomes: JSON, text or bytes."""
    return media if media == JSON else "text" if media.startswith("text/") else "bytes"


def _answers(report: Report, raw: RawOperation) -> None:
    answers = success(report.spec, raw.data)
    if not answers:
        report.say(raw.where, "no 2xx response", "describe what success looks like")
        return
    shapes: list[Any] = []
    for status, response in answers:
        content = response.get("content", {})
        if len({_read_as(media) for media in content}) > 1:
            report.say(raw.where, f"response {status} in several formats", "write one, the others in words")
        if content and raw.method == "head":
            report.say(raw.where, "an answer to HEAD has no body", "remove the content")
        if JSON in content and "schema" not in content[JSON]:
            report.say(raw.where, f"response {status} has no schema", "write it: {} for any value")
        shapes.append({_read_as(media): data.get("schema") for media, data in content.items()})
    if any(shape != shapes[0] for shape in shapes):
        report.say(
            raw.where, "its 2xx responses differ in shape", "give them one schema, or describe one of them"
        )
    path = raw.data.get("x-unwrap")
    if path is not None:
        schema = answers[0][1].get("content", {}).get(JSON, {}).get("schema")
        if (
            not isinstance(path, str)
            or not path
            or schema is None
            or schema_at(report.spec, schema, path) is None
        ):
            report.say(
                raw.where, f"x-unwrap {path!r} is no field of its JSON answer", "write a dotted path to one"
            )
