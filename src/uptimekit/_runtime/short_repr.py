"""The fields of an object in one line, for `repr`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from reprlib import Repr
from typing import Any, Final

from .masking import MASK
from .sanitize import sanitized
from .url_credentials import without_url_credentials

__all__ = ["in_short"]

_TELLING: Final = ("id", "uuid", "name", "title", "slug", "email", "type", "status", "impact")
_SHOWN: Final = 5  # fields
_LONGEST: Final = 60  # characters of a value
_REPR: Final = Repr()  # looks at the beginning of a long list or text only
_REPR.maxstring = _REPR.maxlong = _REPR.maxother = 4 * _LONGEST


def in_short(fields: Mapping[str, Any], secret: Collection[str] = ()) -> str:
    """Return the fields that tell an object from others as `name=value`; the first ones of an object without any.

    Values of *secret* fields are masked.
    """
    told = {name: fields[name] for name in _TELLING if fields.get(name) is not None}
    first = list((told or fields).items())[:_SHOWN]
    more = ", …" if len(first) < len(fields) else ""
    return ", ".join(f"{name}={_value(value, hidden=name in secret)}" for name, value in first) + more


def _value(value: Any, *, hidden: bool) -> str:
    shown = MASK if hidden and value else getattr(value, "value", value)  # a member of an enum is its text
    try:
        return sanitized(
            _REPR.repr(without_url_credentials(shown) if type(shown) is str else shown), _LONGEST
        )
    except RecursionError:  # an object within itself, or a very deep one
        return "…"
