"""The definition of availability, and the availability of items in a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Final, Literal, Self

import attrs
from attrs import frozen

from uptimekit.fleet import Item, State
from uptimekit.fleet.availability import COUNTED_AS_UP, availability

from .fleet.item_days import ABSENT
from .months import Month

__all__ = ["COLUMNS", "ItemAvailability", "MonthAvailability", "StateTimes"]

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "up": COUNTED_AS_UP,
    "degraded": (State.DEGRADED,),
    "down": (State.DOWN,),
    "maintenance": (State.MAINTENANCE,),
    "paused": (State.PAUSED,),
    "unknown": (State.UNKNOWN, State.PENDING),
    "absent": (ABSENT,),
}
"""The times that are told of an item, and the states of which each is the sum."""

_ROUNDED: Final = timedelta(seconds=1)


@frozen(kw_only=True)
class StateTimes:
    """Seconds in each state.

    Attributes:
        up: up, degraded and late.
        degraded: degraded, which is a part of *up*.
        down: down.
        maintenance: under maintenance, whatever happened in it.
        paused: not watched.
        unknown: watched without a result yet, or nothing is known.
        absent: before the item was made.
    """

    up: float = 0.0
    degraded: float = 0.0
    down: float = 0.0
    maintenance: float = 0.0
    paused: float = 0.0
    unknown: float = 0.0
    absent: float = 0.0

    @classmethod
    def of(cls, seconds: Mapping[str, float]) -> Self:
        """Return the times of the states of *seconds*; a state that is not known counts as unknown."""
        known = {state for states in COLUMNS.values() for state in states}
        told = {name: sum(seconds.get(state, 0.0) for state in states) for name, states in COLUMNS.items()}
        told["unknown"] += sum(lasted for state, lasted in seconds.items() if state not in known)
        return cls(**told)

    @property
    def availability(self) -> float | None:
        """Share of the time in which it was up, from 0 to 1; None if it was neither up nor down."""
        return availability({State.UP: self.up, State.DOWN: self.down})

    @property
    def total(self) -> float:
        """All seconds."""
        return self.up + self.down + self.maintenance + self.paused + self.unknown + self.absent

    def __add__(self, other: StateTimes) -> StateTimes:
        pairs = zip(attrs.asdict(self).items(), attrs.astuple(other), strict=True)
        return StateTimes(**{name: one + another for (name, one), another in pairs})


@frozen(kw_only=True)
class ItemAvailability:
    """What is known of an item in a month.

    Attributes:
        item: the item; only its name, tags and what tells it apart are known.
        times: how long it was in which state.
        start: from when on the warehouse has its states.
        end: until when it has them.
        deleted: whether it was deleted.
    """

    item: Item
    times: StateTimes
    start: datetime
    end: datetime
    deleted: bool = False

    @property
    def known(self) -> bool:
        """Whether any of its states is known, for however short a time."""
        return self.times.total > self.times.unknown + self.times.absent


@frozen(kw_only=True)
class MonthAvailability:
    """The availability of items in a month.

    Attributes:
        month: the month.
        zone: the time zone in which it begins and ends.
        start: when it begins, in UTC.
        end: when it ends, in UTC.
        over: whether it has ended.
        items: the items that were there in it, by account and name.
    """

    month: Month
    zone: tzinfo
    start: datetime
    end: datetime
    over: bool
    items: tuple[ItemAvailability, ...]

    @property
    def total(self) -> StateTimes:
        """The sums of the times of all items."""
        return _sum(each.times for each in self.items)

    def missing(self, each: ItemAvailability) -> tuple[Literal["begin", "end"], ...]:
        """Return what the warehouse lacks of an item in this month: its begin, its end, both, or nothing.

        A deleted item has no end to lack, and in a month that is not over each lacks the end.
        """
        missing = list[Literal["begin", "end"]]()
        if each.start > self.start + _ROUNDED:
            missing.append("begin")
        if each.end < self.end - _ROUNDED and not each.deleted:
            missing.append("end")
        return tuple(missing)

    def below(self, percent: float) -> bool:
        """Whether an item was less available than so many per cent."""
        shares = [each.times.availability for each in self.items]
        return any(share is not None and share * 100 < percent for share in shares)

    @property
    def unknown(self) -> tuple[ItemAvailability, ...]:
        """The items of which nothing is known."""
        return tuple(each for each in self.items if not each.known)

    @property
    def known(self) -> bool:
        """Whether anything is known of the items: that all of them were paused, or under maintenance, is known, too."""
        return any(each.known for each in self.items)

    @property
    def complete(self) -> bool:
        """Whether the warehouse has all there is to know of the month, as far as it has passed."""
        missing = {part for each in self.items for part in self.missing(each)}
        return not missing if self.over else "begin" not in missing


def _sum(times: Iterable[StateTimes]) -> StateTimes:
    return sum(times, StateTimes())
