"""Sources of dlt: one for each provider, for pipelines of your own as well as for :func:`uptimekit.warehouse.load`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from uptimekit._runtime.errors import InputError

from .constants import OLDEST, SINCE, WINDOW
from .engine import DltSource, Schema
from .feed import FLEET, Span
from .feed_reading import SOURCE, FeedReading
from .feeds import feeds_of

if TYPE_CHECKING:
    import uptimekit.betterstack
    import uptimekit.healthchecks
    import uptimekit.statuspage
    import uptimekit.uptimehunt
    from uptimekit.fleet import Fleet

__all__ = [
    "WarehouseSource",
    "betterstack_source",
    "fleet_source",
    "healthchecks_source",
    "source_of",
    "span_of",
    "statuspage_source",
    "uptimehunt_source",
]


class WarehouseSource(DltSource):
    """A source whose resources are readings.  Rows of a resource are merged by their keys, so it may run again.

    Attributes:
        readings: by the names of the resources.
    """

    def __init__(self, readings: Iterable[FeedReading]) -> None:
        self.readings = tuple(readings)
        super().__init__(Schema(SOURCE), SOURCE, [each.resource() for each in self.readings])

    def clone(self, with_name: str | None = None) -> DltSource:
        """Return a copy, which knows its readings too unless its name is another one."""
        return super().clone(with_name) if with_name else WarehouseSource(self.readings)

    @property
    def selected_readings(self) -> tuple[FeedReading, ...]:
        """The readings of the resources that are selected."""
        return tuple(each for each in self.readings if self.resources[each.name].selected)


def span_of(since: datetime | timedelta, window: timedelta) -> Span:
    """Return the times of a reading that begins now; raise InputError if *since* lies in the future, or before 2000."""
    now = datetime.now(UTC)
    try:
        start = now - since if isinstance(since, timedelta) else since.astimezone(UTC)
    except (OverflowError, ValueError):  # a time before the calendar
        start = datetime.min.replace(tzinfo=UTC)
    if start < OLDEST:
        raise InputError(f"since: it must not lie before {OLDEST:%Y}; no provider has anything older")
    if start > now:
        raise InputError(f"since: {start.isoformat(timespec='seconds')} lies in the future")
    return Span(start, now, window)


def source_of(
    provider: str,
    client: Any,
    account: str,
    since: datetime | timedelta = SINCE,
    window: timedelta = WINDOW,
    with_secrets: bool = False,
) -> WarehouseSource:
    """Return the source of any provider, or of ``FLEET``; the arguments are those of :func:`healthchecks_source`."""
    span = span_of(since, window)
    return WarehouseSource(
        FeedReading(provider, feed, client, account, span, with_secrets) for feed in feeds_of(provider)
    )


def betterstack_source(
    client: uptimekit.betterstack.UptimeAPI,
    *,
    account: str = "betterstack",
    since: datetime | timedelta = SINCE,
    window: timedelta = WINDOW,
    with_secrets: bool = False,
) -> WarehouseSource:
    """Return the source of a team of Better Stack; for the arguments see :func:`healthchecks_source`."""
    return source_of("betterstack", client, account, since, window, with_secrets)


def healthchecks_source(
    client: uptimekit.healthchecks.Client,
    *,
    account: str = "healthchecks",
    since: datetime | timedelta = SINCE,
    window: timedelta = WINDOW,
    with_secrets: bool = False,
) -> WarehouseSource:
    """Return the source of a project of Healthchecks.

    ``pipeline.run(source)`` loads all that is new in one run, and keeps where it came to in the state of the pipeline.
    :func:`uptimekit.warehouse.load` does the same slice by slice, and marks what was deleted.

    Args:
        client: client of the account; it stays open.
        account: name of the account, in the column ``account``: what tells the rows of several accounts apart.
        since: how far back the first reading goes; a time or a duration.  Default 90 days.
        window: how far back later readings look for late changes.  Default 7 days.
        with_secrets: make columns of secrets too, such as ping URLs.

    Raises:
        InputError: *since* lies in the future, or before 2000.
    """
    return source_of("healthchecks", client, account, since, window, with_secrets)


def statuspage_source(
    client: uptimekit.statuspage.Client,
    *,
    account: str = "statuspage",
    since: datetime | timedelta = SINCE,
    window: timedelta = WINDOW,
    with_secrets: bool = False,
) -> WarehouseSource:
    """Return the source of a page of Statuspage; for the arguments see :func:`healthchecks_source`."""
    return source_of("statuspage", client, account, since, window, with_secrets)


def uptimehunt_source(
    client: uptimekit.uptimehunt.Client,
    *,
    account: str = "uptimehunt",
    since: datetime | timedelta = SINCE,
    window: timedelta = WINDOW,
    with_secrets: bool = False,
) -> WarehouseSource:
    """Return the source of a user of UptimeHunt; for the arguments see :func:`healthchecks_source`."""
    return source_of("uptimehunt", client, account, since, window, with_secrets)


def fleet_source(
    fleet: Fleet, *, since: datetime | timedelta = SINCE, window: timedelta = WINDOW
) -> list[WarehouseSource]:
    """Return the sources of the tables that are the same for all providers, one for each account of *fleet*.

    For the arguments see :func:`healthchecks_source`.
    """
    from uptimekit.fleet import Fleet

    return [
        source_of(FLEET, Fleet([each], deadline=fleet.deadline), each.name, since, window)
        for each in fleet.accounts
    ]
