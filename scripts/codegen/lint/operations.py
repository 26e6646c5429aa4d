"""Rules for operations: names, bodies, answers."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from apimodel.document import JsonObject, RawOperation, alternatives, flatten, resolve, schemas_at
from apimodel.media import FORM, JSON, MULTIPART, essence, is_json, is_typed
from apimodel.names import identifier
from apimodel.operation import CONTENT_TYPE
from apimodel.reserved import READERS, TYPES

from .rules import ARGUMENT, Advice, Problem, Subject, apply, clashes, some_of


def check(subject: Subject) -> Iterator[Problem]:
    """Check every operation, and that there can be some."""
    if "paths" not in subject.spec:
        yield "#", "paths is missing", "write it"
    elif not subject.operations:
        yield "#/paths", "there is no operation", "write one, or skip less by x-skip"
    rules = (_name, _support, _body, _envelope, _idempotent, _answers, _unwrap)
    yield from apply(subject.spec, subject.operations, *rules)
    for _, raw in clashes(subject.operations, lambda raw: (_tag(raw), str(raw.data.get("x-method-name")))):
        what = f"two methods {raw.data['x-method-name']} in tag {_tag(raw)}"
        yield raw.where, what, "choose another x-method-name"


def _name(_: JsonObject, raw: RawOperation) -> Iterator[Advice]:
    name = raw.data.get("x-method-name")
    if not isinstance(name, str) or not ARGUMENT.fullmatch(name) or keyword.iskeyword(name):
        yield f"x-method-name is {name!r}", "write a lower-case method name, such as list"
    elif re.match(r"iter(_|$)", name) or name in TYPES | READERS:
        yield f"a method cannot be called {name}", "choose another x-method-name"


def _tag(raw: RawOperation) -> str:
    return str(next(iter(raw.data.get("tags", ())), ""))


def _support(_: JsonObject, raw: RawOperation) -> Iterator[Advice]:
    if raw.method == "trace":
        yield "TRACE is not supported", "remove the operation"


def _body(spec: JsonObject, raw: RawOperation) -> Iterator[Advice]:
    for media, data in raw.content.items():
        fields, _ = flatten(spec, data.get("schema", {}))
        if "*" in essence(media) or (essence(media).startswith("multipart/") and essence(media) != MULTIPART):
            yield f"a request body of {media} is not supported", f"use such as {JSON}, {FORM} or {MULTIPART}"
        if not is_typed(media):
            continue
        if "schema" not in data:
            yield "a request body without a schema", "write its schema"
        options = alternatives(spec, data.get("schema", {})) if essence(media) == FORM else []
        if not is_json(media) and not fields and not (options and all(map(_is_object, options))):
            yield "a form that is no object", "write its fields as properties"
        for name, schema in fields.items() if essence(media) == FORM else ():
            items = resolve(spec, resolve(spec, schema).get("items"))
            if items.keys() & {"properties", "allOf"} or items.get("type") in ("object", "array"):
                yield (
                    f"form field {name} is a list of lists or objects",
                    "write a list of plain values, or text",
                )
    if len(raw.content) > 1:
        yield from _formats(spec, raw)


def _is_object(schema: JsonObject) -> bool:
    return schema.get("type") == "object" or bool(schema.keys() & {"properties", "allOf"})


def _formats(spec: JsonObject, raw: RawOperation) -> Iterator[Advice]:
    names = {identifier(name) for name in _sent_fields(spec, raw)}
    if "x-envelope" in raw.data:
        yield "x-envelope in a body of several formats", "leave the others out"
    if CONTENT_TYPE in names:
        yield f"a body of several formats with a field {CONTENT_TYPE}", "leave the others, or the field, out"


def _sent_fields(spec: JsonObject, raw: RawOperation) -> Iterator[str]:
    """Yield the fields of a body as arguments carry them: instead of an envelope, what is in it."""
    fields = [
        flatten(spec, data.get("schema", {}))[0] for media, data in raw.content.items() if is_typed(media)
    ]
    for name, schema in {name: schema for each in fields for name, schema in each.items()}.items():
        yield from flatten(spec, schema)[0] if name == raw.data.get("x-envelope") else [name]


def _json_body(spec: JsonObject, raw: RawOperation) -> tuple[JsonObject, set[str]]:
    media = next(filter(is_json, raw.content), "")
    return flatten(spec, raw.content.get(media, {}).get("schema", {}))


def _envelope(spec: JsonObject, raw: RawOperation) -> Iterator[Advice]:
    if "x-envelope" not in raw.data:
        return
    name = raw.data["x-envelope"]
    outer, required = _json_body(spec, raw)
    inner, _ = flatten(spec, outer.get(name, {})) if isinstance(name, str) else ({}, set())
    if not inner:
        what = f"x-envelope {name!r} is no object in its JSON body"
        yield what, "name a field whose schema is a component with properties"
    elif name not in required:
        yield f"x-envelope {name} is always sent", "name it under required of the body"
    beside = {identifier(field) for field in outer if field != name}
    for field in inner:
        if identifier(field) in beside:
            yield f"{field} is inside x-envelope and beside it", "leave one of them out"


def _idempotent(spec: JsonObject, raw: RawOperation) -> Iterator[Advice]:
    rule = raw.data.get("x-idempotent")
    if rule is None or isinstance(rule, bool):
        return
    if isinstance(rule, dict) and (set(rule) != {"field", "drops"} or not isinstance(rule["drops"], dict)):
        yield "x-idempotent is no rule", "write {field: NAME, drops: {NAME: NAME}}"
        return
    for name in (
        [rule["field"], *rule["drops"], *rule["drops"].values()] if isinstance(rule, dict) else [rule]
    ):
        if not isinstance(name, str) or name not in _json_body(spec, raw)[0]:
            yield f"x-idempotent names {name}, no field of its JSON body", "write a field, true or false"


def _answers(_: JsonObject, raw: RawOperation) -> Iterator[Advice]:
    if not raw.answers:
        yield "no 2xx status among its responses", "describe what success looks like"


def _unwrap(spec: JsonObject, raw: RawOperation) -> Iterator[Advice]:
    path, schema = raw.data.get("x-unwrap"), raw.answer_schema
    if path is None or not raw.answers:
        return
    found = schemas_at(spec, schema, path) if isinstance(path, str) and path and schema is not None else []
    if not any(each is not None for each in found):
        yield f"x-unwrap {path!r} is no field of its JSON answer", "write a dotted path to one"
    elif None in found:
        what = f"x-unwrap {path!r} is in {some_of(found)} of its JSON answer alone"
        yield what, "remove it, or describe the field in the others"
