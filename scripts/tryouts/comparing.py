"""Comparing values of JSON, and telling in which place they differ."""

from __future__ import annotations

import datetime
from typing import Any, Final

_MOST: Final = 120  # characters of a value that a line shows


def shown(value: Any) -> str:
    """Return *value* for a line of text."""
    text = repr(value)
    return text if len(text) <= _MOST else f"{text[:_MOST]}..."


def difference(expected: Any, seen: Any, where: str = "") -> str:
    """Return the first place where two values differ, with both; nothing if they are the same.

    Times are the same if they are the same moment, numbers if they are equal.
    """
    if isinstance(expected, dict) and isinstance(seen, dict):
        for key in [*expected, *(key for key in seen if key not in expected)]:
            if key not in seen:
                return f"expected {where}/{key} = {shown(expected[key])}, it is missing"
            if key not in expected:
                return f"expected no {where}/{key}, saw {shown(seen[key])}"
            if found := difference(expected[key], seen[key], f"{where}/{key}"):
                return found
        return ""
    if isinstance(expected, list) and isinstance(seen, list) and len(expected) == len(seen):
        pairs = enumerate(zip(expected, seen, strict=True))
        return next((d for number, pair in pairs if (d := difference(*pair, f"{where}/{number}"))), "")
    if _same(expected, seen):
        return ""
    return f"expected {where + ' = ' if where else ''}{shown(expected)}, saw {shown(seen)}"


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, str) and isinstance(other, str) and one != other:
        moments = moment(one), moment(other)
        return None not in moments and moments[0] == moments[1]
    return bool(one == other)


def moment(text: str) -> datetime.datetime | None:
    """Return the time that *text* tells, with its zone."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
