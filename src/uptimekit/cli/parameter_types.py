"""Types of arguments and options, which say what was wrong and how it is written right.

Numbers are written in digits of ASCII alone: ``1_000`` and digits of other scripts are no numbers.
"""

from __future__ import annotations

import math
import re
from abc import abstractmethod
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

import click

__all__ = [
    "LONGEST_WATCH",
    "Date",
    "Duration",
    "FilePath",
    "Integer",
    "JsonValue",
    "Number",
    "Parsed",
    "Text",
    "Time",
    "parse_duration",
]

T = TypeVar("T")
N = TypeVar("N", int, float)
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_PARTS: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ms|s|m|h|d|w)")
_SECONDS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0, "w": 604_800.0}
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EMPTY: Final = "it is empty: is the variable unset?"
_LONGEST: Final = 4000  # digits; int() refuses more with a message of its own
LONGEST_WATCH: Final = 86_400.0
"""Seconds between two rounds of what is watched: more is a mistake, and no timer of the system takes any number."""
_DURATION_FORM: Final = "write a number and a unit (ms, s, m, h, d or w), such as 90s, 5m or 1h30m"
_TIME_FORM: Final = "write it with its time zone, such as 2026-03-01T09:30:00Z or 2026-03-01T09:30+01:00"


def parse_duration(text: str) -> float:
    """Return the seconds that ``90s``, ``5m``, ``1h30m``, ``250ms``, ``2d`` or ``1w`` says; a bare number is seconds.

    Raises ValueError, whose text says how a duration is written.
    """
    if _NUMBER.fullmatch(text) and not text.startswith(("+", "-")):
        seconds = float(text)
    else:
        parts = _PARTS.findall(text)
        if not parts or "".join(number + unit for number, unit in parts) != text:
            raise ValueError(f"{_shown(text)} is no duration: {_DURATION_FORM}")
        seconds = sum(float(number) * _SECONDS[unit] for number, unit in parts)
    if not math.isfinite(seconds):
        raise ValueError(f"{_shown(text)} is too long a duration")
    return seconds


class Parsed(click.ParamType[T]):
    """A type whose values are parsed from text; what a program gives as default stands."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> T:
        """Return the value that a text says; fail with one line for a text that says none."""
        if not isinstance(value, str):
            given: T = value
            return given
        try:
            return self.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)

    @abstractmethod
    def parse(self, text: str) -> T:
        """Return the value; raise ValueError with what was wrong and how it is written right."""


class Text(Parsed[str]):
    """A text; an empty one, such as of an unset variable, is refused: it would mean the same as none."""

    name = "text"

    def parse(self, text: str) -> str:
        """Return the text."""
        if not text:
            raise ValueError(_EMPTY)
        return text


class Integer(Parsed[int]):
    """An integer from *minimum* to *maximum*."""

    name = "integer"

    def __init__(self, minimum: int | None = None, maximum: int | None = None) -> None:
        self.minimum, self.maximum = minimum, maximum

    def parse(self, text: str) -> int:
        """Return the integer."""
        if not _INTEGER.fullmatch(text) or len(text) > _LONGEST:
            raise ValueError(f"{_shown(text)} is no integer: write digits only, such as 90")
        return _within(int(text), self.minimum, self.maximum)


class Number(Parsed[float]):
    """A number from *minimum* to *maximum*, never infinite and never ``nan``."""

    name = "number"

    def __init__(self, minimum: float | None = None, maximum: float | None = None) -> None:
        self.minimum, self.maximum = minimum, maximum

    def parse(self, text: str) -> float:
        """Return the number; an integer where it is written as one."""
        if _INTEGER.fullmatch(text) and len(text) <= _LONGEST:
            return _within(int(text), self.minimum, self.maximum)
        if not _NUMBER.fullmatch(text) or not math.isfinite(number := float(text)):
            raise ValueError(f"{_shown(text)} is no number: write it such as 90 or 0.5")
        return _within(number, self.minimum, self.maximum)


class Duration(Parsed[float]):
    """Seconds, written as :func:`parse_duration` reads them, from *minimum* to *maximum*."""

    name = "duration"

    def __init__(self, minimum: float | None = None, maximum: float | None = None) -> None:
        self.minimum, self.maximum = minimum, maximum

    def parse(self, text: str) -> float:
        """Return the seconds."""
        return _within(parse_duration(text), self.minimum, self.maximum, " s")


class Time(Parsed[datetime]):
    """A time with its time zone; with *ago*, also a duration such as ``24h``, which means that long ago.

    A date alone is its midnight in UTC, and ``now`` is the present.
    """

    name = "time"

    def __init__(self, *, ago: bool = False, now: Callable[[], datetime] | None = None) -> None:
        self._ago, self._now = ago, now or (lambda: datetime.now(UTC))

    def parse(self, text: str) -> datetime:
        """Return the time."""
        if text == "now":
            return self._now()
        if not _DATE.match(text) and self._ago:
            return self._before(text)
        try:
            time = datetime.fromisoformat(text)
        except ValueError:
            raise ValueError(f"{_shown(text)} is no time: {_TIME_FORM}") from None
        if _DATE.fullmatch(text):
            return time.replace(tzinfo=UTC)
        if time.tzinfo is None:
            raise ValueError(f"{_shown(text)} has no time zone: {_TIME_FORM}")
        return time

    def _before(self, text: str) -> datetime:
        try:
            return self._now() - timedelta(seconds=parse_duration(text))
        except OverflowError:
            raise ValueError(f"{_shown(text)} is too long ago") from None
        except ValueError:
            raise ValueError(
                f"{_shown(text)} is no time: {_TIME_FORM}, or how long ago, such as 24h"
            ) from None


class Date(Parsed[date]):
    """A date."""

    name = "date"

    def parse(self, text: str) -> date:
        """Return the date."""
        try:
            return date.fromisoformat(text if _DATE.fullmatch(text) else "")
        except ValueError:
            raise ValueError(f"{_shown(text)} is no date: write it such as 2026-03-01") from None


class FilePath(click.Path):
    """The path of a file, whether it is there or not; an empty one, such as of an unset variable, is refused."""

    def __init__(self, *, allow_dash: bool = False) -> None:
        super().__init__(dir_okay=False, allow_dash=allow_dash, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        if value == "":
            self.fail(_EMPTY, param, ctx)
        return super().convert(value, param, ctx)


class JsonValue(Parsed[Any]):
    """Any value, written as JSON; bytes may be in UTF-8, UTF-16 or UTF-32, with or without a mark of that."""

    name = "json"

    def parse(self, text: str | bytes) -> Any:
        """Return the value."""
        import json  # slow to load, as what is below

        try:
            return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_members)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"it is no JSON: {error}") from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no value of JSON")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; raise ValueError for a name that is there twice, of which the first would be lost in silence."""
    members = dict(pairs)
    if len(members) < len(pairs):
        name = next(name for number, (name, _) in enumerate(pairs) if name in dict(pairs[:number]))
        raise ValueError(f"an object has {_shown(name)} twice")
    return members


def _within(number: N, minimum: float | None, maximum: float | None, unit: str = "") -> N:
    if minimum is not None and number < minimum:
        raise ValueError(f"{number}{unit} is less than {minimum}{unit}")
    if maximum is not None and number > maximum:
        raise ValueError(f"{number}{unit} is more than {maximum}{unit}")
    return number


def _shown(text: str) -> str:
    from uptimekit._runtime.sanitize import sanitized

    return repr(sanitized(text, 60))
