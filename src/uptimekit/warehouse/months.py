"""Months of a calendar, and when they begin and end in a time zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Self

from attrs import frozen

__all__ = ["Month", "months"]

_FORM: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@frozen(order=True)
class Month:
    """A month, which prints as ``2026-10``."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the month that a text such as ``2026-10`` says; raise ValueError for another text."""
        found = _FORM.fullmatch(text)
        if found is None or found[1] == "0000":
            raise ValueError("a month is written as a year and a number, such as 2026-10")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that *day* lies in."""
        return cls(day.year, day.month)

    @classmethod
    def before(cls, moment: datetime, zone: tzinfo) -> Self:
        """Return the last month that was over at *moment* in *zone*."""
        last = moment.astimezone(zone).date().replace(day=1) - timedelta(days=1)
        return cls(last.year, last.month)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    def borders(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Return when it begins in *zone*, and when the next one does, in UTC; raise OverflowError for the last of all."""
        days = self.first, self.last + timedelta(days=1)
        begin, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in days)
        return begin, end

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


def months(since: date, until: date) -> Iterator[Month]:
    """Yield the months that the days from *since* until *until* lie in, in order of time."""
    day = since.replace(day=1)
    while day <= until:
        month = Month.of(day)
        yield month
        day = month.last + timedelta(days=1)
