"""Replies that several operations send, and the exceptions that end an operation early."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.betterstack._settings import ErrorShape

__all__ = [
    "JSON",
    "InvalidError",
    "RefusalError",
    "dump",
    "empty",
    "errors",
    "json_reply",
    "json_text",
    "parse_object",
    "unprocessable",
]

JSON = "application/json; charset=utf-8"

# Made once: json.dumps would make one for every call that asks for these separators.
_ENCODER = json.JSONEncoder(separators=(",", ":"))


class RefusalError(Exception):
    """Ends the handling of a request with `response`."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


class InvalidError(Exception):
    """Ends it with 422, in the shape that the sandbox was told to use: complaints by field."""

    def __init__(self, complaints: Mapping[str, list[str]]) -> None:
        super().__init__(dict(complaints))
        self.complaints = complaints


def dump(value: object) -> str:
    """Compact JSON."""
    return _ENCODER.encode(value)


def json_text(text: str, status: int = 200) -> Response:
    """A reply whose JSON is written already."""
    return Response(text, status, {"content-type": JSON})


def json_reply(value: object, status: int = 200) -> Response:
    """A JSON reply; not `application/vnd.api+json`, although it looks like JSON:API."""
    return json_text(dump(value), status)


def errors(status: int, message: str) -> Response:
    """`{"errors": message}`, the usual shape."""
    return json_reply({"errors": message}, status)


def empty(status: int) -> Response:
    """No body at all."""
    return Response(status_code=status)


def unprocessable(complaints: Mapping[str, list[str]], shape: ErrorShape) -> Response:
    """422. Three shapes are documented, each for one endpoint; for most endpoints none is known."""
    sentence = "; ".join(
        f"{field} {message}" for field, messages in complaints.items() for message in messages
    )
    if shape == "map":
        return json_reply({"errors": complaints}, 422)
    if shape == "string":
        return errors(422, sentence)
    return json_reply({"errors": sentence, "allowed_values": complaints}, 422)


def parse_object(body: bytes) -> dict[str, object]:
    """A request body as a JSON object, {} if empty; the Content-Type is not looked at. 400 if it is none."""
    if not body:
        return {}
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError) as exc:
        raise RefusalError(errors(400, "The request body is not valid JSON")) from exc
    if not isinstance(value, dict):
        raise RefusalError(errors(400, "The request body is not a JSON object"))
    return cast("dict[str, object]", value)
