"""The uptime of components, from the history of their statuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from starlette.datastructures import QueryParams

from uptimekit.sandbox.statuspage._http import InvalidError
from uptimekit.sandbox.statuspage._incident_model import Incident
from uptimekit.sandbox.statuspage._model import Component, Site
from uptimekit.sandbox.statuspage._times import day_start, months_between, parse_partial, zone_of

__all__ = ["Range", "outages", "percentage", "read_range", "related_incidents"]

_DAYS = timedelta(days=90)
_MONTHS = 6
_EPOCH = date(1970, 1, 1)
_PARTIAL_WEIGHT = 0.3
"""A second of partial outage counts so much of a second of major outage, as the vendor's help says."""


@dataclass(frozen=True, slots=True)
class Range:
    """Whole days in the time zone of the page, and what had to be changed about them."""

    first: date
    last: date
    zone: tzinfo
    warnings: tuple[str, ...] = ()

    @property
    def begin(self) -> datetime:
        """The first moment."""
        return day_start(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return day_start(self.last + timedelta(days=1), self.zone)


def read_range(site: Site, query: QueryParams, since: date | None, now: datetime) -> Range:
    """The range that a query asks for, of components that count `since` a day; 422 if it makes no sense."""
    zone = zone_of(str(site.settings["time_zone"]))
    today = now.astimezone(zone).date()
    last = _day(query, "end", last=True) or today
    first = _day(query, "start") or max(today - _DAYS, since or _EPOCH)
    if first < _EPOCH:
        raise InvalidError({"start": ["must not be before 1970-01-01"]})
    if last < first:
        raise InvalidError({"end": ["must not be before the start"]})
    if first > today:
        raise InvalidError({"start": ["must not lie in the future"]})
    if months_between(first, last) >= _MONTHS:
        raise InvalidError({"end": [f"must be within {_MONTHS} months of the start"]})
    warnings = list[str]()
    if last > today:
        last = today
        warnings.append("The end lies in the future")
    if since is not None and first < since <= last:
        first = since
        warnings.append("The start lies before the start date")
    return Range(first, last, zone, tuple(warnings))


def _day(query: QueryParams, name: str, *, last: bool = False) -> date | None:
    sent = query.get(name)
    day = parse_partial(sent, last=last) if sent else None
    if sent and day is None:
        raise InvalidError({name: ["is not a date"]})
    return day


def outages(component: Component, within: Range, now: datetime) -> tuple[float, float]:
    """Seconds of major and of partial outage in the range, as far as it has passed."""
    seconds = {"major_outage": 0.0, "partial_outage": 0.0}
    end = min(within.end, now)
    for begin, until, status in _spells(component, end):
        if status in seconds:
            seconds[status] += max(0.0, (until - max(begin, within.begin)).total_seconds())
    return seconds["major_outage"], seconds["partial_outage"]


def _spells(component: Component, end: datetime) -> Iterator[tuple[datetime, datetime, str]]:
    """The statuses that the component was in, from when to when, cut at `end`."""
    ends = [at for at, _ in component.history[1:]] + [end]
    for (begin, status), until in zip(component.history, ends, strict=True):
        yield begin, min(until, end), status


def percentage(major: float, partial: float, within: Range, now: datetime) -> float:
    """The availability in per cent that follows from seconds of outage."""
    total = (min(within.end, now) - within.begin).total_seconds()
    if total <= 0:
        return 100.0
    return round(100 * (1 - (major + _PARTIAL_WEIGHT * partial) / total), 4)


def related_incidents(site: Site, component: Component, within: Range) -> Sequence[Incident]:
    """The incidents with this component that overlap with the range."""
    return [
        one
        for one in site.incidents.values()
        if component.id in one.component_ids
        and one.started_at < within.end
        and (one.resolved_at is None or one.resolved_at >= within.begin)
    ]
