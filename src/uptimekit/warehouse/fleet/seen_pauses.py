"""Pauses that readings have seen: providers forget them when an item is resumed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from attrs import evolve, frozen

from uptimekit.fleet import Item, State, StateSpan
from uptimekit.fleet.state_spans import laid_over

__all__ = ["Pause", "see", "with_pauses"]


@frozen
class Pause:
    """A pause.

    Attributes:
        begin: when it began; None if the provider did not tell.
        first: when it was first seen.
        seen: when it was last seen.
        over: when it was first seen to be over; None while it goes on.
    """

    begin: datetime | None
    first: datetime
    seen: datetime
    over: datetime | None = None

    def to_json(self) -> list[str | None]:
        """Return it as a value of JSON."""
        return [
            None if each is None else each.isoformat()
            for each in (self.begin, self.first, self.seen, self.over)
        ]

    @classmethod
    def from_json(cls, value: Sequence[Any]) -> Self:
        """Return the pause that :meth:`to_json` made a value of."""
        return cls(*(each and datetime.fromisoformat(each) for each in value))


def see(pauses: Sequence[Pause], item: Item, now: datetime) -> list[Pause]:
    """Return the *pauses* of *item*, in order of time, with what it shows now."""
    known = list(pauses)
    going_on = known.pop() if known and known[-1].over is None else None
    if item.state is State.PAUSED:
        known.append(evolve(going_on, seen=now) if going_on else Pause(item.since, now, now))
    elif going_on:
        known.append(evolve(going_on, over=now))
    return known


def with_pauses(spans: tuple[StateSpan, ...], pauses: Iterable[Pause]) -> tuple[StateSpan, ...]:
    """Return *spans*, which have no gaps, with the *pauses* in place of what their provider tells of these times.

    Where a pause was seen and the provider tells of something else but ``up``, it is paused until the provider tells of
    a change.  Where it tells of ``up`` alone, nobody knows when the pause ended: until it was seen to be over the state
    is unknown, but for times in which it was down.
    """
    for pause in pauses:
        begin, end, doubtful = pause.begin or pause.first, pause.seen, pause.over or pause.seen
        if pause.begin is None and (told := _told(spans, pause.first)) is not None:
            begin = told.start
        if (told := _told(spans, pause.seen)) is not None:
            end = doubtful = told.end
        spans = laid_over(spans, [StateSpan(begin, end, State.PAUSED)])
        spans = laid_over(spans, [StateSpan(end, doubtful, State.UNKNOWN)], only=(State.UP,))
    return spans


def _told(spans: Iterable[StateSpan], moment: datetime) -> StateSpan | None:
    """Return what the provider tells of the time until *moment*, unless that is ``up``."""
    return next((s for s in spans if s.start < moment <= s.end and s.state is not State.UP), None)
