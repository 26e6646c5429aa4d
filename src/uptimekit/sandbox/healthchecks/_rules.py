"""Validation rules for the fields of a check, in the server's order and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import cast

from uptimekit.sandbox.healthchecks._schedule import is_valid_schedule
from uptimekit.sandbox.healthchecks._zones import canonical_zone

__all__ = ["FieldError", "ServerDefectError", "validate"]

_SLUG = re.compile(r"[a-z0-9_-]*")
_UNIQUE_FIELDS = ("name", "slug", "tags", "timeout", "grace")
_SHORTEST, _LONGEST = 60, 31_536_000


class FieldError(ValueError):
    """A field breaks a rule: 400 with this text."""


class ServerDefectError(Exception):
    """Input the real server stumbles over: it answers 500 instead of 400."""


_Rule = Callable[[object], object]


def _text(limit: int | None = None, *, stored: bool = True) -> _Rule:
    def rule(value: object) -> object:
        if not isinstance(value, str):
            raise FieldError("is not a string")
        if stored:
            _refuse_surrogates(value)
        if limit is not None and len(value) > limit:
            raise FieldError("is too long")
        return value

    return rule


def _refuse_surrogates(text: str) -> None:
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ServerDefectError("a lone surrogate cannot be stored")


def _seconds(value: object) -> object:
    # bool is an int, and the server takes it for one: `true` is too small.
    if not isinstance(value, int):
        raise FieldError("is not a number")
    try:
        timedelta(seconds=value)
    except OverflowError as exc:
        raise ServerDefectError("the server converts before it compares") from exc
    if value < _SHORTEST:
        raise FieldError("is too small")
    if value > _LONGEST:
        raise FieldError("is too large")
    return int(value)


def _boolean(value: object) -> object:
    if not isinstance(value, bool):
        raise FieldError("is not a boolean")
    return value


def _slug(value: object) -> object:
    if not _SLUG.fullmatch(str(_text(100)(value))):
        raise FieldError("does not match pattern")
    return value


def _methods(value: object) -> object:
    # One text for every mistake here: the server compares with two constants and never asks for the type.
    if isinstance(value, str):
        _refuse_surrogates(value)
    if value not in ("", "POST"):
        raise FieldError("has unexpected value")
    return value


def _schedule(value: object) -> object:
    if not is_valid_schedule(str(_text(100)(value))):
        raise FieldError("is not a valid cron or OnCalendar expression")
    return value


def _zone(value: object) -> object:
    zone = canonical_zone(str(_text(stored=False)(value)))
    if zone is None:
        raise FieldError("is not a valid timezone")
    return zone


def _unique(value: object) -> object:
    if not isinstance(value, list):
        raise FieldError("is not an array")
    if any(item not in _UNIQUE_FIELDS for item in cast("list[object]", value)):
        raise FieldError("an item in 'unique' has unexpected value")
    return cast("list[object]", value)


# Alphabetical, like the order in which the server was seen to name the first of several mistakes.
_RULES: Mapping[str, _Rule] = {
    "channels": _text(stored=False),
    "desc": _text(),
    "failure_kw": _text(200),
    "filter_body": _boolean,
    "filter_default_fail": _boolean,
    "filter_http_body": _boolean,
    "filter_subject": _boolean,
    "grace": _seconds,
    "manual_resume": _boolean,
    "methods": _methods,
    "name": _text(100),
    "schedule": _schedule,
    "slug": _slug,
    "start_kw": _text(200),
    "subject": _text(200),
    "subject_fail": _text(200),
    "success_kw": _text(200),
    "tags": _text(),
    "timeout": _seconds,
    "tz": _zone,
    "unique": _unique,
}


def validate(body: Mapping[str, object]) -> dict[str, object]:
    """The known fields of a request body, each checked and in the form it is stored in.

    Unknown fields are dropped, null is never allowed. Raises `FieldError` for the first field that breaks a
    rule, and `ServerDefectError` where the real server answers 500.
    """
    fields: dict[str, object] = {}
    for name, rule in _RULES.items():
        if name not in body:
            continue
        try:
            fields[name] = rule(body[name])
        except FieldError as exc:
            reason = str(exc)
            raise FieldError(reason if reason.startswith("an item") else f"{name} {reason}") from exc
    return fields
