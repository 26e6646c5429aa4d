"""The syntax of cron and OnCalendar expressions.

The grammars are those of the server's parsers: Debian's cron with names, ``L``, ``LW``, ``5L`` and ``MON#2``; and
systemd's ``OnCalendar=``, one expression a line, which may end with a time zone.  Whether a schedule ever comes due is
not checked.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from .time_zones import may_be_zone

__all__ = ["schedule_problem"]


class _CronField(NamedTuple):
    name: str
    low: int
    high: int
    words: tuple[str, ...] = ()  # their numbers count from *low*

    def number(self, text: str) -> int | None:
        """Return the number that *text* means here, None if it means none."""
        if text in self.words:
            return self.words.index(text) + self.low
        value = int(text) if re.fullmatch("[0-9]+", text) else -1  # a schedule has at most 100 characters
        return value if self.low <= value <= self.high else None


_MONTH_WORDS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY_WORDS: Final = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_DAY: Final = _CronField("day of month", 1, 31)
_WEEKDAY: Final = _CronField("day of week", 0, 7, _DAY_WORDS)
_CRON: Final = (
    _CronField("minute", 0, 59),
    _CronField("hour", 0, 23),
    _DAY,
    _CronField("month", 1, 12, _MONTH_WORDS),
    _WEEKDAY,
)

_SHORTHANDS: Final = frozenset(
    ["minutely", "hourly", "daily", "weekly", "monthly", "quarterly", "semiannually", "yearly", "annually"]
)
_WORD: Final = (
    r"(?:mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_CALENDAR_PARTS: Final = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"{_WORD}(?:(?:,|\.\.|-){_WORD})*,*",
        r"[0-9*][0-9*,./]*(?:[-~][0-9*,./~]+){1,2}",
        r"[0-9*,./]+(?::[0-9*,./]+){1,2}",
    )
)
"""Weekdays, date and time: each may be left out, none may be repeated or come out of order."""


def schedule_problem(schedule: str) -> str | None:
    """Return what is wrong with *schedule*, or None."""
    if not schedule.strip():
        return "must be a cron or OnCalendar expression, not empty"
    words, lines = schedule.split(), schedule.strip().split("\n")
    if len(lines) == 1 and len(words) == len(_CRON):
        return _cron_problem(words)
    if all(map(_is_calendar, lines)):
        return None
    return f"must be five cron fields or an OnCalendar expression, not {schedule!r}"


def _cron_problem(words: list[str]) -> str | None:
    for word, cron_field in zip(words, _CRON, strict=True):
        for term in word.upper().split(","):
            if not _is_cron(term, cron_field):
                name, low, high, _ = cron_field
                return f"has {word!r} as its {name}, which is not cron for a number from {low} to {high}"
    return None


def _is_cron(term: str, cron_field: _CronField) -> bool:
    if cron_field is _WEEKDAY and (special := re.fullmatch("([0-9]+)L|([^#]+)#0*[1-5]", term)):
        return _WEEKDAY.number(special[1] or special[2]) is not None
    base, slash, step = term.partition("/")
    if slash and not re.fullmatch(r"0*[1-9][0-9]*", step):
        return False
    if base == "*" or (cron_field is _DAY and base in ("L", "LW")):
        return True
    first, dash, last = base.partition("-")
    low = cron_field.number(first)
    high = cron_field.number(last) if dash else low
    return low is not None and high is not None and low <= high


def _is_calendar(line: str) -> bool:
    words = line.split()
    if len(words) > 1 and may_be_zone(words[-1]):
        del words[-1]
    if len(words) == 1 and words[0].lower() in _SHORTHANDS:
        return True
    patterns = iter(_CALENDAR_PARTS)
    return bool(words) and all(any(pattern.fullmatch(word) for pattern in patterns) for word in words)
