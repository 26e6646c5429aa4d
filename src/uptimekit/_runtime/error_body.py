"""What an error answer says, in the server's own words where there are any."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from .constants import ERROR_TEXT_LIMIT
from .json_types import is_array, is_object
from .operation import ErrorShape
from .response import RawResponse

__all__ = ["ErrorFacts", "read_error"]


class ErrorFacts:
    """Message, code, details and request id of an error answer, and its decoded body."""

    __slots__ = ("body", "code", "details", "message", "request_id")

    def __init__(self) -> None:
        self.message = ""
        self.code: str | None = None
        self.details: dict[str, list[str]] = {}
        self.request_id: str | None = None
        self.body: Any = None


def read_error(response: RawResponse, shape: ErrorShape) -> ErrorFacts:
    """Read an error body; no body, however odd, makes this fail or hides the status."""
    facts = ErrorFacts()
    try:
        facts.body = json.loads(response.content) if response.content else None
    except (ValueError, RecursionError):
        facts.body = response.text
        facts.message = _plain_text(response)
    else:
        _read_json(facts, shape)
    facts.message = facts.message or _reason(response.status_code)
    return facts


def _read_json(facts: ErrorFacts, shape: ErrorShape) -> None:
    facts.details = _details(_first(facts.body, shape.details))
    facts.message = _text(_first(facts.body, shape.message))
    code = _first(facts.body, shape.code)
    facts.code = None if code is None else str(code)
    request_id = _first(facts.body, shape.request_id)
    facts.request_id = None if request_id is None else str(request_id)
    if not facts.message and isinstance(facts.body, str):
        facts.message = facts.body


def _plain_text(response: RawResponse) -> str:
    text = response.text.strip()
    if text.startswith("<") or len(text) > ERROR_TEXT_LIMIT or not text.isprintable():
        return ""  # a gateway's markup says nothing that the status does not
    return text


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "an error that has no standard name"


def _first(body: Any, pointers: tuple[str, ...]) -> Any:
    for pointer in pointers:
        value = body
        for name in pointer.removeprefix("/").split("/"):
            value = value.get(name) if is_object(value) else None
        if value not in (None, "", [], {}):
            return value
    return None


def _text(value: Any) -> str:
    if is_object(value):
        return "; ".join(f"{name}: {_text(said)}" for name, said in value.items())
    if is_array(value):
        return "; ".join(_text(item) for item in value)
    return "" if value is None else str(value)


def _details(value: Any) -> dict[str, list[str]]:
    if not is_object(value):
        return {}
    return {
        name: [_text(item) for item in (said if is_array(said) else [said])] for name, said in value.items()
    }
