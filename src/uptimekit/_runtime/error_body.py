"""Reads the message, code and details of an error answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from itertools import islice
from typing import Any

from .constants import DETAILS_LIMIT, ERROR_DEPTH, SHORT_TEXT_LIMIT
from .json_types import is_array, is_list, is_object
from .operation import ErrorShape
from .response import RawResponse
from .sanitize import sanitized

__all__ = ["ErrorFacts", "plain_text", "read_error"]


class ErrorFacts:
    """Message, code, details and request id of an error answer, cut and cleaned, and its decoded body."""

    __slots__ = ("body", "code", "details", "message", "request_id")

    def __init__(self) -> None:
        self.message = ""
        self.code: str | None = None
        self.details: dict[str, list[str]] = {}
        self.request_id: str | None = None
        self.body: Any = None


def read_error(
    response: RawResponse, shape: ErrorShape, masked: Callable[[Any], Any] = lambda body: body
) -> ErrorFacts:
    """Read an error body; no body makes this fail.

    *masked* removes the secrets from the decoded body before anything of it is used or cut.
    """
    facts = ErrorFacts()
    try:
        facts.body = masked(_shallow(json.loads(response.content))) if response.content else None
    except (ValueError, RecursionError):
        facts.body = masked(response.text)
        facts.message = plain_text(facts.body)
    else:
        _read_json(facts, shape)
    facts.message = facts.message or _reason(response.status_code)
    return facts


def _shallow(value: Any) -> Any:
    """Return *value*; raise RecursionError if it is too deep to be copied or pickled."""
    level = [value]
    for _ in range(ERROR_DEPTH):
        below = (
            item.values() if is_object(item) else item for item in level if is_object(item) or is_list(item)
        )
        level = [item for items in below for item in items]
        if not level:
            return value
    raise RecursionError


def _read_json(facts: ErrorFacts, shape: ErrorShape) -> None:
    facts.details = _details(_first(facts.body, shape.details))
    facts.message = _text(_first(facts.body, shape.message))
    facts.code = _short(_first(facts.body, shape.code))
    facts.request_id = _short(_first(facts.body, shape.request_id))
    if not facts.message and isinstance(facts.body, str):
        facts.message = sanitized(facts.body)


def plain_text(text: str) -> str:
    """Return *text* as a message, cut and cleaned; empty for markup, broken JSON and binary data."""
    said = sanitized(text)
    return "" if said.startswith(("<", "{", "[")) or "\ufffd" in said else said


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "an error that has no standard name"


def _first(body: Any, pointers: tuple[str, ...]) -> Any:
    for pointer in pointers:
        value = body
        for name in pointer.removeprefix("/").split("/"):
            value = _member(value, name)
        if value not in (None, "", [], {}):
            return value
    return None


def _member(value: Any, name: str) -> Any:
    """Return the member of an object, or the entry of a list, that a part of a JSON pointer names."""
    if is_object(value):
        return value.get(name)
    return value[int(name)] if is_list(value) and name.isdecimal() and int(name) < len(value) else None


def _short(value: Any) -> str | None:
    return None if value is None else sanitized(str(value), SHORT_TEXT_LIMIT)


def _text(value: Any) -> str:
    if is_object(value):
        said = "; ".join(
            f"{sanitized(name)}: {_text(each)}" for name, each in islice(value.items(), DETAILS_LIMIT)
        )
    elif is_array(value):
        said = "; ".join(_text(item) for item in value[:DETAILS_LIMIT])
    else:
        said = "" if value is None else str(value)
    return sanitized(said)


def _details(value: Any) -> dict[str, list[str]]:
    if not is_object(value):
        return {}
    return {
        sanitized(name, SHORT_TEXT_LIMIT): [
            _text(item) for item in (said if is_array(said) else [said])[:DETAILS_LIMIT]
        ]
        for name, said in islice(value.items(), DETAILS_LIMIT)
    }
