"""Values of columns, from JSON.  A value that does not fit its column is left out: no odd value may stop a load."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Container, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from uptimekit._runtime.json_types import is_list, is_object
from uptimekit._runtime.reading import any_datetime

from .feed import ColumnType

__all__ = ["READERS", "json_text", "storable", "without"]

_LARGEST: Final = 2**63
"""The first integer that a column of integers cannot hold."""


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return str(value) if value.isascii() and "\x00" not in value else storable(value)
    return value.isoformat() if isinstance(value, date) else json_text(value)


def _integer(value: Any) -> int | None:
    try:
        number = int(value)
    except (ValueError, TypeError, OverflowError):
        return None
    same = isinstance(value, str) or number == value
    return number if same and -_LARGEST <= number < _LARGEST else None


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _boolean(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _timestamp(value: Any) -> datetime | None:
    if not isinstance(value, datetime):
        moment = any_datetime(value)
    else:
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
    try:
        return moment and moment.astimezone(UTC)
    except OverflowError:  # of the first or last day of the calendar
        return None


def _date(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError):
        return None


READERS: Final[Mapping[ColumnType, Callable[[Any], Any]]] = {
    "text": _text,
    "bigint": _integer,
    "double": _number,
    "bool": _boolean,
    "timestamp": _timestamp,
    "date": _date,
}
"""The reader of each type but ``json``: it returns None for a value that does not fit."""


def json_text(value: Any, hidden: frozenset[str] = frozenset()) -> str:
    """Return a value as JSON, without the members that *hidden* names, at any depth.

    A number that is too large for a double, which a client reads as infinite, becomes null.
    """
    shown = without(value, hidden) if hidden else value
    try:
        text = _encoded(shown)
    except ValueError:  # of such a number
        return _encoded(_stored(shown))
    return text if "\\u0000" not in text and _encodes(text) else _encoded(_stored(shown))


def storable(text: str) -> str:
    """Return a text that databases take: without null characters and halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


def without(value: Any, hidden: Container[str]) -> Any:
    """Return a JSON value without the members of its objects that *hidden* names, at any depth."""
    if is_object(value):
        return {name: without(each, hidden) for name, each in value.items() if name not in hidden}
    return [without(each, hidden) for each in value] if is_list(value) else value


def _encoded(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)


def _stored(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if is_object(value):
        return {storable(name): _stored(each) for name, each in value.items()}
    return [_stored(each) for each in value] if is_list(value) else value


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
