"""JSON that a terminal can show and every program can read."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from enum import Enum
from functools import partial
from math import isfinite
from typing import Any, Final
from uuid import UUID

from uptimekit._runtime.json_types import is_array, is_object

__all__ = ["json_line", "json_text", "plain"]

_ESCAPED: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal may act upon and JSON need not escape: controls, marks of direction; and halves of surrogates."""


def json_text(value: Any) -> str:
    """Return *value* as JSON with an indent of two."""
    return _dumped(value, indent=2)


def json_line(value: Any) -> str:
    """Return *value* as JSON on one line."""
    return _dumped(value)


def plain(value: Any) -> Any:
    """Return *value* in a form that JSON has: times and UUIDs are text, a time in UTC with a ``Z`` at its end.

    A number that is not finite, as which ``1e400`` is read, is None.  What is inside of *value* is left as it is.
    Raises TypeError for what has no such form.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float) and not isfinite(value):
        return None
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime) and value.tzinfo is UTC:
        return value.isoformat().removesuffix("+00:00") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if is_object(value):
        return dict(value)
    if is_array(value):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _dumped(value: Any, indent: int | None = None) -> str:
    dumps = partial(json.dumps, ensure_ascii=False, indent=indent, default=plain, allow_nan=False)
    try:
        text = dumps(plain(value))
    except ValueError:
        text = dumps(_finite(value))
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _finite(value: Any) -> Any:
    """Return *value* with null in place of numbers that are not finite, however deep."""
    value = plain(value)
    if is_object(value):
        return {key: _finite(each) for key, each in value.items()}
    return [_finite(each) for each in value] if is_array(value) else value
