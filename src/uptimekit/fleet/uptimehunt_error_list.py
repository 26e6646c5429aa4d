"""The last 30 days of a service of UptimeHunt, from the list of its errors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import uptimekit.uptimehunt as uh  # its names load on first use
from uptimekit._runtime.errors import APIStatusError
from uptimekit._runtime.reading import any_datetime
from uptimekit.uptimehunt.series import TIMES

from .state_spans import Change
from .vocabulary import State

if TYPE_CHECKING:
    from uptimekit_clients.uptimehunt.models import Service

__all__ = ["INTERVAL", "changes_before", "created_at", "time_of"]

INTERVAL: Final = 3
"""Minutes between two checks, if a service does not tell."""

_PERIOD: Final = "30d"
"""The only period that the vendor documents, in which the server counts checks."""
_DAYS: Final = timedelta(days=30)
_WHOLE: Final = 0.98
"""Share of the expected checks that shows that a service was checked all the time."""


def created_at(service: Service) -> datetime | None:
    """Return when a service was made."""
    return service.created_at or service.date_created


async def changes_before(client: uh.AsyncClient, service: Service, until: datetime) -> list[Change]:
    """Return the states of the 30 days before now, up to *until*, or nothing where they cannot be told for certain.

    A service was up but for its errors if the server has counted as many checks as there must be of a service that was
    checked all the time, and as many failures as it lists.
    """
    now = datetime.fromtimestamp(client.clock.time(), UTC)
    since = max(now - _DAYS, created_at(service) or now)
    interval = timedelta(minutes=service.interval or INTERVAL)
    if since >= until:
        return []
    try:
        counted = await client.metrics.uptime(service.id)
    except APIStatusError as error:
        if error.status_code in (400, 422):
            return []
        raise
    if counted.period != _PERIOD or counted.failed_checks is None:
        return []
    if (counted.total_checks or 0) < _WHOLE * ((now - since) // interval):
        return []
    failures = [at async for at in _failures(client, service.id, since)]
    if len(failures) < counted.failed_checks:
        return []
    return [(since, State.UP), *_outages(sorted(failures), interval)]


async def _failures(client: uh.AsyncClient, service_id: int, since: datetime) -> AsyncIterator[datetime]:
    """Yield when checks failed, those since *since*; the server lists the newest first (presumed)."""
    async with aclosing(client.metrics.iter_errors(service_id, limit=100).pages()) as pages:
        async for page in pages:
            moments = [at for each in page.items if (at := time_of(each)) is not None]
            for at in moments:
                if at >= since:
                    yield at
            if not moments or min(moments) < since:
                return


def time_of(error: Mapping[str, Any]) -> datetime | None:
    """Return when an entry of the list of errors was made; the vendor documents no name of it."""
    return next((at for name in TIMES if (at := any_datetime(error.get(name))) is not None), None)


def _outages(failures: Iterable[datetime], interval: timedelta) -> Iterator[Change]:
    """Yield a change for each failed check, and one where the next check did not fail."""
    ended: datetime | None = None
    for at in failures:
        if ended is not None and at > ended + interval / 2:
            yield ended, State.UP
        yield at, State.DOWN
        ended = at + interval
    if ended is not None:
        yield ended, State.UP
