"""Fields of request bodies: their declarations in the resource tables, and how values are read.

A value of a neighbouring type is converted (digits for a number, a number for a string), because the
documentation itself is of two minds about ids and ports; anything else is refused with 422. Fields that a
table does not list are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypedDict, Unpack, cast

from uptimekit.sandbox.betterstack._http import InvalidError
from uptimekit.sandbox.betterstack._times import parse_moment, stamp

__all__ = [
    "ALERTS",
    "Field",
    "Mode",
    "choice",
    "clock_time",
    "flag",
    "items",
    "moment",
    "number",
    "numbers",
    "objects",
    "open_object",
    "read_fields",
    "text",
    "texts",
    "whatever",
]

Convert = Callable[[object], object]


class Mode(Enum):
    """Where a field occurs."""

    BOTH = auto()
    """In bodies and in attributes."""
    READ = auto()
    """In attributes only."""
    CREATE = auto()
    """As BOTH, but ignored on update."""
    WRITE = auto()
    """In bodies only; never shown."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """One member of a resource.

    default: the attribute of a resource that was created without it.
    required: 422 if missing or blank on create, or blank on update.
    nullable: null is accepted, otherwise it is 422.
    sparse: the attribute is left out while it is null.
    ref: the name of the kind whose id this is; 422 unless one of the same team has it.
    """

    name: str
    convert: Convert
    default: object = None
    required: bool = False
    nullable: bool = False
    mode: Mode = Mode.BOTH
    sparse: bool = False
    ref: str | None = None

    def accepts(self, *, creating: bool) -> bool:
        """Whether a body may hold it."""
        return self.mode is not Mode.READ and (creating or self.mode is not Mode.CREATE)


class _Options(TypedDict, total=False):
    default: object
    required: bool
    nullable: bool
    mode: Mode
    sparse: bool
    ref: str


def read_fields(fields: Iterable[Field], body: Mapping[str, object], *, creating: bool) -> dict[str, object]:
    """The fields that `body` sets, converted; raises InvalidError with every complaint."""
    values: dict[str, object] = {}
    complaints: dict[str, list[str]] = {}
    for field in fields:
        if not field.accepts(creating=creating) or (
            field.name not in body and not (creating and field.required)
        ):
            continue
        try:
            values[field.name] = _read(field, body.get(field.name))
        except ValueError as exc:
            complaints[field.name] = [str(exc)]
    if complaints:
        raise InvalidError(complaints)
    return values


def _read(field: Field, value: object) -> object:
    if field.required and value in (None, ""):
        raise ValueError("can't be blank")
    if value is None:
        if field.nullable:
            return None
        raise ValueError("can't be null")
    return field.convert(value)


def text(name: str, **options: Unpack[_Options]) -> Field:
    """A string; numbers are taken as their digits."""
    return Field(name=name, convert=_to_text, **options)


def flag(name: str, **options: Unpack[_Options]) -> Field:
    """A boolean, false by default."""
    options.setdefault("default", False)
    return Field(name=name, convert=_to_flag, **options)


def number(name: str, low: int | None = None, high: int | None = None, **options: Unpack[_Options]) -> Field:
    """An integer between `low` and `high`; digits in a string are taken too."""
    return Field(name=name, convert=lambda value: _to_number(value, low, high), **options)


def choice(name: str, values: Collection[object], **options: Unpack[_Options]) -> Field:
    """One of `values`."""
    return Field(name=name, convert=lambda value: _to_choice(value, values), **options)


def clock_time(name: str, **options: Unpack[_Options]) -> Field:
    """A time of day, `HH:MM` or `HH:MM:SS`, shown as the latter."""
    return Field(name=name, convert=_to_clock_time, **options)


def moment(name: str, **options: Unpack[_Options]) -> Field:
    """A date-time."""
    return Field(name=name, convert=_to_moment, **options)


def texts(name: str, values: Collection[object] = (), **options: Unpack[_Options]) -> Field:
    """An array of strings, each one of `values` if there are any."""
    options.setdefault("default", [])
    return items(name, (lambda value: _to_choice(value, values)) if values else _to_text, **options)


def numbers(name: str, **options: Unpack[_Options]) -> Field:
    """An array of integers."""
    options.setdefault("default", [])
    return items(name, lambda value: _to_number(value, None, None), **options)


def objects(name: str, **options: Unpack[_Options]) -> Field:
    """An array of objects of any content."""
    options.setdefault("default", [])
    return items(name, _to_object, **options)


def items(name: str, convert: Convert, **options: Unpack[_Options]) -> Field:
    """An array whose every item goes through `convert`."""
    return Field(name=name, convert=lambda value: _to_list(value, convert), **options)


def open_object(name: str, **options: Unpack[_Options]) -> Field:
    """An object of any content."""
    return Field(name=name, convert=_to_object, **options)


def whatever(name: str, **options: Unpack[_Options]) -> Field:
    """Any JSON value."""
    return Field(name=name, convert=lambda value: value, **options)


def _to_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise ValueError("must be a string")


def _to_flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise ValueError("must be true or false")


def _to_number(value: object, low: int | None, high: int | None) -> int:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("must be an integer")
    if low is not None and value < low:
        raise ValueError(f"must be greater than or equal to {low}")
    if high is not None and value > high:
        raise ValueError(f"must be less than or equal to {high}")
    return value


def _to_choice(value: object, values: Collection[object]) -> object:
    if isinstance(value, bool) or value not in values:
        raise ValueError("must be one of " + ", ".join(str(known) for known in values))
    return value


def _to_clock_time(value: object) -> str:
    match = isinstance(value, str) and re.fullmatch(r"((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d)?", value)
    if not match:
        raise ValueError("must be a time of day")
    return match[1] + (match[2] or ":00")


def _to_moment(value: object) -> str:
    parsed = parse_moment(value) if isinstance(value, str) else None
    if parsed is None:
        raise ValueError("must be a date and time")
    return stamp(parsed)


def _to_list(value: object, convert: Convert) -> list[object]:
    if not isinstance(value, list):
        raise ValueError("must be an array")
    return [convert(item) for item in cast("list[object]", value)]


def _to_object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("must be an object")
    return cast("dict[str, object]", value)


ALERTS = tuple(
    flag(name, default=name == "email") for name in ("call", "sms", "email", "push", "critical_alert")
)
"""The five ways to alert somebody. That e-mail is on by default was seen on recorded responses."""
