"""The past of an item: in which state it was when, and how fast it answered."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from .vocabulary import State

__all__ = ["History", "ResponseTime", "StateSpan"]


@frozen
class StateSpan:
    """A state that lasted from *start* to *end*; the last span of a history ends when it was read."""

    start: datetime
    end: datetime
    state: State


@frozen
class ResponseTime:
    """How many seconds an answer took; *region* is empty where a provider has one place of measurement."""

    at: datetime
    seconds: float
    region: str = ""


@frozen(kw_only=True)
class History:
    """What a provider knows of an item between *start* and *end*.

    Attributes:
        created: when the item was made, whatever the range; None if the provider does not tell.
        since: when the last of the spans began, be it before *start*; None if only the spans tell, or nothing does.
        spans: states in order of time.  Gaps are times of which the provider knows nothing.
        response_times: measurements in order of time; empty if the provider has none.
        availability: share of the time in which it was up, from 0 to 1, as the provider counts it; None if it does
            not tell.
    """

    start: datetime
    end: datetime
    created: datetime | None = None
    since: datetime | None = None
    spans: tuple[StateSpan, ...] = ()
    response_times: tuple[ResponseTime, ...] = ()
    availability: float | None = None
