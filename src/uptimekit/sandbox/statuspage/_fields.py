"""Fields of request bodies: their declarations, and how values are read.

A value of a neighbouring type is converted (digits for a number, "true" for a boolean), because in forms
everything is text; anything else is refused with 422. Fields that a table does not list are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict, Unpack, cast

from uptimekit.sandbox.statuspage._http import InvalidError
from uptimekit.sandbox.statuspage._times import parse_moment, parse_partial

__all__ = [
    "BLANK",
    "INVALID",
    "Field",
    "choice",
    "day",
    "flag",
    "flags",
    "ids",
    "integer",
    "moment",
    "number",
    "read",
    "text",
    "texts",
    "whatever",
]

Convert = Callable[[object], object]

BLANK = "can't be blank"
INVALID = "is invalid"
_LARGEST = 1e300
_FLAGS: Mapping[object, bool] = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """One member of a body.

    required: 422 if missing or blank.
    nullable: null is accepted, otherwise it is 422.
    """

    name: str
    convert: Convert
    required: bool = False
    nullable: bool = False


class _Options(TypedDict, total=False):
    required: bool
    nullable: bool


def read(fields: Iterable[Field], body: Mapping[str, object], *, creating: bool = True) -> dict[str, object]:
    """The fields that `body` sets, converted; raises InvalidError with every complaint.

    What is required may be missing from a change (`creating` False), but not be blank there.
    """
    values: dict[str, object] = {}
    complaints: dict[str, list[str]] = {}
    for field in fields:
        if field.name not in body and not (creating and field.required):
            continue
        try:
            values[field.name] = _read(field, body.get(field.name))
        except ValueError as exc:
            complaints[field.name] = [str(exc)]
    if complaints:
        raise InvalidError(complaints)
    return values


def _read(field: Field, value: object) -> object:
    if field.required and value in (None, "", [], {}):
        raise ValueError(BLANK)
    if value is None:
        if field.nullable:
            return None
        raise ValueError(BLANK)
    return field.convert(value)


def text(name: str, longest: int | None = None, **options: Unpack[_Options]) -> Field:
    """A string of at most `longest` characters; numbers are taken as their digits."""
    return Field(name=name, convert=lambda value: _to_text(value, longest), **options)


def texts(names: str, **options: Unpack[_Options]) -> tuple[Field, ...]:
    """Strings, by their names with spaces between."""
    return tuple(text(name, **options) for name in names.split())


def flag(name: str, **options: Unpack[_Options]) -> Field:
    """A boolean."""
    return Field(name=name, convert=_to_flag, **options)


def flags(names: str, **options: Unpack[_Options]) -> tuple[Field, ...]:
    """Booleans, by their names with spaces between."""
    return tuple(flag(name, **options) for name in names.split())


def integer(name: str, low: int | None = None, **options: Unpack[_Options]) -> Field:
    """A whole number, not below `low`."""
    return Field(name=name, convert=lambda value: _to_integer(value, low), **options)


def number(name: str, **options: Unpack[_Options]) -> Field:
    """A finite number."""
    return Field(name=name, convert=_to_number, **options)


def choice(name: str, values: Collection[str], **options: Unpack[_Options]) -> Field:
    """One of `values`."""
    return Field(name=name, convert=lambda value: _to_choice(value, values), **options)


def moment(name: str, **options: Unpack[_Options]) -> Field:
    """A date-time, as an aware `datetime`."""
    return Field(name=name, convert=_to_moment, **options)


def day(name: str, **options: Unpack[_Options]) -> Field:
    """A `YYYY-MM-DD`, as a `date`."""
    return Field(name=name, convert=_to_day, **options)


def ids(name: str, **options: Unpack[_Options]) -> Field:
    """An array of ids, each only once."""
    return Field(name=name, convert=_to_ids, **options)


def whatever(name: str, convert: Convert, **options: Unpack[_Options]) -> Field:
    """What `convert` makes of any JSON value; it raises ValueError with the complaint."""
    return Field(name=name, convert=convert, **options)


def _to_text(value: object, longest: int | None) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise ValueError(INVALID)
    if longest is not None and len(value) > longest:
        raise ValueError(f"is too long (maximum is {longest} characters)")
    return value


def _to_flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str | int) or str(value) not in _FLAGS:
        raise ValueError("is not true or false")
    return _FLAGS[str(value)]


def _to_integer(value: object, low: int | None) -> int:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("is not a whole number")
    if low is not None and value < low:
        raise ValueError(f"must be greater than or equal to {low}")
    return value


def _to_number(value: object) -> float:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        value = float(value)
    # The bound keeps out what JSON cannot say, and what does not fit into a float.
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < _LARGEST:
        raise ValueError("is not a number")
    return value


def _to_choice(value: object, values: Collection[str]) -> str:
    if not isinstance(value, str) or value not in values:
        raise ValueError("is not included in the list")
    return value


def _to_moment(value: object) -> object:
    moment = parse_moment(value) if isinstance(value, str) else None
    if moment is None:
        raise ValueError("is not a date and time")
    return moment


def _to_day(value: object) -> object:
    day = parse_partial(value) if isinstance(value, str) and len(value) == len("YYYY-MM-DD") else None
    if day is None:
        raise ValueError("is not a date")
    return day


def _to_ids(value: object) -> list[str]:
    items = cast("list[object]", value) if isinstance(value, list) else None
    if items is None or not all(isinstance(item, str) for item in items):
        raise ValueError("is not a list of ids")
    return list(dict.fromkeys(cast("list[str]", items)))
