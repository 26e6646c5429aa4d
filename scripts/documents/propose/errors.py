"""Proposals about error answers: where they have their texts, and what identifies a request."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from apimodel.document import JsonObject, methods_of, pointer
from apimodel.media import is_json

from .proposal import Proposal, resolved

# Names in the order in which they are likely to hold what a reader wants to see.
_TEXTS: Final = (
    "message",
    "detail",
    "error_description",
    "error_message",
    "errormessage",
    "description",
    "msg",
    "reason",
)
_NAMES: Final = {
    "message": (*_TEXTS, "title", "error", "errors"),
    "code": ("code", "error_code", "errorcode", "scimtype", "type"),
    "details": ("errors", "details", "fields", "violations"),
    "request-id": ("request_id", "requestid", "trace_id", "correlation_id"),
}
_TYPES: Final = {
    "message": ("string", "array"),
    "code": ("string", "integer"),
    "details": ("object",),
    "request-id": ("string",),
}
_REQUEST_ID: Final = re.compile(r"(request|trace|correlation)-?id$", re.IGNORECASE)
_DEPTH: Final = 4  # of schemas in schemas: an error answer is flat


def propose(spec: JsonObject) -> Iterator[Proposal]:
    """Propose ``x-provider`` from the answers that the document as written has."""
    if "x-provider" in spec:
        return
    error, reasons = _places(spec)
    if not error:
        error, reasons = _shown(spec)
    headers = _headers(spec)
    rule: JsonObject = {"request-id": headers} if headers else {}
    if headers:
        reasons.append("Its answers have a header with the id of the request.")
    if error:
        rule["error"] = error
    if rule:
        yield Proposal("$", "x-provider", rule, " ".join(reasons))


def _places(spec: JsonObject) -> tuple[JsonObject, list[str]]:
    """Return where error answers have message, code, details and id, and from how many answers that was found."""
    seen: Counter[tuple[str, int, str]] = Counter()
    total = 0
    for answer in _answers(spec, failed=True):
        schemas = [data.get("schema") for media, data in _contents(answer) if is_json(media)]
        total += bool(schemas)
        seen.update({place for schema in schemas for place in _found(spec, schema, "", _DEPTH)})
    order = sorted(seen, key=lambda place: (place[1], -seen[place], place[2]))
    error = {part: [place for of, _, place in order if of == part] for part in _NAMES}
    error = {part: list(dict.fromkeys(pointers)) for part, pointers in error.items() if pointers}
    return error, [f"Found in the schemas of {total} error answers."] if error else []


def _shown(spec: JsonObject) -> tuple[JsonObject, list[str]]:
    """Return where the error that the introduction shows as JSON has message, code, details and id."""
    info = spec.get("info")
    text = str(info.get("description", "")) if isinstance(info, dict) else ""
    for shown in _objects(text):
        found = sorted(_found({}, _schema(shown), "", _DEPTH), key=lambda place: place[1])
        if any(part == "message" for part, _, _ in found):
            error = {part: [place for of, _, place in found if of == part] for part in _NAMES}
            return {part: places for part, places in error.items() if places}, [
                "Found in an error that the introduction shows."
            ]
    return {}, []


def _objects(text: str) -> Iterator[JsonObject]:
    """Yield the JSON objects in a text that are errors, by a member of that name."""
    decoder, end = json.JSONDecoder(), 0
    while (start := text.find("{", end)) >= 0:
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            if {name.lower() for name in value} & {"error", "errors"}:
                yield value


def _schema(value: Any) -> JsonObject:
    """Return a schema of an example, as far as places of errors need it."""
    if isinstance(value, dict):
        return {"type": "object", "properties": {name: _schema(each) for name, each in value.items()}}
    if isinstance(value, list):
        return {"type": "array", "items": _schema(value[0])} if value else {"type": "array"}
    return {"type": {str: "string", int: "integer"}.get(type(value), "boolean")}


def _answers(spec: JsonObject, *, failed: bool | None = None) -> Iterator[JsonObject]:
    """Yield all answers, or those of failures only."""
    paths = spec.get("paths")
    for item in paths.values() if isinstance(paths, dict) else ():
        for _, operation in methods_of(resolved(spec, item)):
            responses = operation.get("responses") if isinstance(operation, dict) else None
            for status, answer in responses.items() if isinstance(responses, dict) else ():
                if failed is None or not str(status).startswith(("1", "2", "3")):
                    yield resolved(spec, answer)


def _contents(answer: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    content = answer.get("content")
    for media, data in content.items() if isinstance(content, dict) else ():
        if isinstance(data, dict):
            yield media, data


def _found(spec: JsonObject, schema: Any, place: str, depth: int) -> Iterator[tuple[str, int, str]]:
    """Yield which part of an error lies at which pointer, with the rank of its name."""
    for name, data in _fields(spec, schema, depth).items():
        kind = data.get("type")
        kind = next((each for each in kind if each != "null"), None) if isinstance(kind, list) else kind
        where = place + pointer(name)[1:]
        inner = list(_inner(spec, name, data, kind, where, depth))
        yield from inner
        for part, names in _NAMES.items():
            if name.lower() in names and kind in _TYPES[part] and not (inner and kind == "array"):
                yield part, names.index(name.lower()), where


def _inner(
    spec: JsonObject, name: str, data: JsonObject, kind: Any, where: str, depth: int
) -> Iterator[tuple[str, int, str]]:
    """Yield what lies in ``error``, or in the first of ``errors``."""
    if depth and name.lower() in ("error", "errors"):
        if kind == "array":
            yield from _found(spec, data.get("items"), f"{where}/0", depth - 1)
        else:
            yield from _found(spec, data, where, depth - 1)


def _fields(spec: JsonObject, schema: Any, depth: int) -> dict[str, JsonObject]:
    schema = resolved(spec, schema)
    options = [each for key in ("allOf", "oneOf", "anyOf") for each in schema.get(key) or () if depth]
    every = {name: data for each in options for name, data in _fields(spec, each, depth - 1).items()}
    own = schema.get("properties")
    own = {name: resolved(spec, data) for name, data in own.items()} if isinstance(own, dict) else {}
    return every | own


def _headers(spec: JsonObject) -> list[str]:
    """Return the headers of answers that identify a request, the commonest first."""
    seen = Counter(
        name for answer in _answers(spec) for name in answer.get("headers") or () if _REQUEST_ID.search(name)
    )
    return [name for name, _ in seen.most_common()]
