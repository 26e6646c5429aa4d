"""Checks of what the readers of accounts return: it must break nobody who shows, sorts or compares it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from math import isfinite
from typing import Any, Final, TypeVar

import attrs

from uptimekit._runtime.errors import UptimeKitError
from uptimekit._runtime.json_types import is_array

from .account import Account
from .history import History, ResponseTime, StateSpan
from .vocabulary import KINDS, Item, Kind, State

__all__ = ["checked_history", "checked_item", "checked_output", "checked_text", "checked_texts"]

I = TypeVar("I", bound=Item)  # noqa: E741


def checked_item(item: I, kind: Kind, account: Account) -> I:
    """Return *item*; raise UptimeKitError if it has another kind or account, or a field of another type."""
    given: Any = item  # of which type checkers know too much
    if not isinstance(given, KINDS[kind]) or given.account != account.name:
        raise UptimeKitError(
            f"the reader of {account.provider} yields what is none of the {kind.plural} of its account"
        )
    _check(given, KINDS[kind], account)
    return item


def checked_history(history: History, account: Account) -> History:
    """Return *history*; raise UptimeKitError if it is no History, or has a part of another type."""
    _check(history, History, account)
    return history


def checked_output(output: bytes | None, account: Account) -> bytes | None:
    """Return *output*; raise UptimeKitError if it is neither bytes nor None."""
    if output is not None and not isinstance(output, bytes):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UptimeKitError(
            f"the reader of {account.provider} returns {type(output).__name__} in place of bytes"
        )
    return output


def checked_text(text: str, account: Account) -> str:
    """Return *text*; raise UptimeKitError if it is no text."""
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UptimeKitError(
            f"the reader of {account.provider} returns {type(text).__name__} in place of a text"
        )
    return text


def checked_texts(texts: tuple[str, ...] | None, account: Account) -> tuple[str, ...] | None:
    """Return *texts*; raise UptimeKitError if it is neither a tuple of texts nor None."""
    if texts is not None and not _FITS["tuple[str, ...]"](texts):
        raise UptimeKitError(
            f"the reader of {account.provider} returns what is no tuple of texts: {type(texts).__name__}"
        )
    return texts


def _check(value: Any, kind: type, account: Account) -> None:
    if not isinstance(value, kind):
        raise UptimeKitError(
            f"the reader of {account.provider} returns {type(value).__name__} in place of {kind.__name__}"
        )
    for name, type_, fits in _fields(kind):
        if not fits(getattr(value, name)):
            zone = " with a time zone" if "datetime" in type_ else ""
            raise UptimeKitError(
                f"the reader of {account.provider} returns {kind.__name__} whose {name} must be {type_}{zone}"
            )


@cache
def _fields(kind: Any) -> list[tuple[str, str, Callable[[Any], bool]]]:
    """Return name, type and check of each field."""
    return [(field.name, str(field.type), _FITS[str(field.type)]) for field in attrs.fields(kind)]


def _fits(value: Any, kind: type) -> bool:
    return isinstance(value, kind) and all(check(getattr(value, name)) for name, _, check in _fields(kind))


def _is_time(value: Any) -> bool:
    return isinstance(value, datetime) and value.utcoffset() is not None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _all(value: Any, check: Callable[[Any], bool]) -> bool:
    return isinstance(value, tuple) and is_array(value) and all(map(check, value))


_FITS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "Any": lambda _: True,
    "State": lambda value: isinstance(value, State),
    "bool": lambda value: isinstance(value, bool),
    "bool | None": lambda value: value is None or isinstance(value, bool),
    "datetime": _is_time,
    "datetime | None": lambda value: value is None or _is_time(value),
    "float": _is_number,
    "float | None": lambda value: value is None or _is_number(value),
    "str": lambda value: isinstance(value, str),
    "str | None": lambda value: value is None or isinstance(value, str),
    "tuple[str, ...]": lambda value: _all(value, lambda each: isinstance(each, str)),
    "tuple[StateSpan, ...]": lambda value: _all(
        value, lambda each: _fits(each, StateSpan) and each.start <= each.end
    ),
    "tuple[ResponseTime, ...]": lambda value: _all(value, lambda each: _fits(each, ResponseTime)),
}
"""Whether a value has a type, by how the vocabulary writes it."""
