"""Replies that several operations send, and the exceptions that end an operation early."""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.responses import Response

from uptimekit.sandbox.statuspage._settings import Shape

__all__ = ["InvalidError", "RefusalError", "empty", "error", "json_reply", "missing", "unprocessable"]


class RefusalError(Exception):
    """Ends the handling of a request with `response`."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


class InvalidError(Exception):
    """Ends it with 422: complaints by field."""

    def __init__(self, complaints: Mapping[str, list[str]]) -> None:
        super().__init__(dict(complaints))
        self.complaints = complaints


def json_reply(value: object, status: int = 200) -> Response:
    """A JSON reply; nothing is wrapped."""
    body = json.dumps(value, separators=(",", ":"))
    return Response(body, status, {"content-type": "application/json; charset=utf-8"})


def empty(status: int) -> Response:
    """No body at all."""
    return Response(status_code=status)


def error(status: int, message: str) -> Response:
    """`{"error": message}`, the usual shape; the documented `message` was never seen."""
    return json_reply({"error": message}, status)


def missing(what: str) -> RefusalError:
    """404."""
    return RefusalError(error(404, f"There is no such {what}"))


def unprocessable(complaints: Mapping[str, list[str]], shape: Shape) -> Response:
    """422 in one of the shapes that clients report."""
    if shape == "map":
        return json_reply({"error": complaints}, 422)
    sentences = [_sentence(field, text) for field, texts in complaints.items() for text in texts]
    return json_reply({"error": sentences if shape == "list" else ", ".join(sentences)}, 422)


def _sentence(field: str, text: str) -> str:
    return f"{field.replace('_', ' ').capitalize()} {text}"
