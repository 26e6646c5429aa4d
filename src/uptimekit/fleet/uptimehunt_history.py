"""The past of a service of UptimeHunt, from its last checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

import uptimekit.uptimehunt as uh  # its names load on first use
from uptimekit._runtime.errors import APIStatusError

from .history import History, ResponseTime
from .state_spans import Change, read_time, spans_of
from .uptimehunt_error_list import INTERVAL, changes_before, created_at
from .vocabulary import Item, State

if TYPE_CHECKING:
    from uptimekit_clients.uptimehunt.models import Check, Service

__all__ = ["of_service"]

_SUCCESS: Final = "success"  # the only status of a check that the vendor shows
_LATE: Final = 300.0  # seconds before the present at which a range may end that counts as one until now


async def of_service(client: uh.AsyncClient, item: Item, start: datetime, end: datetime) -> History:
    """Return the history of the service that *item* is."""
    service_id = int(item.id)
    service: Service = item.native or await client.services.get(service_id)
    listed = await client.services.list_checks(service_id)
    checks = sorted((each for each in listed if each.timestamp is not None), key=_moment)
    now = client.clock.time()
    until = read_time(end, now)
    changes = _changes(checks, 2 * timedelta(minutes=service.interval or INTERVAL))
    listed_since = _moment(checks[0]) if checks else datetime.fromtimestamp(now, UTC)
    if start < listed_since:
        earlier = await changes_before(client, service, listed_since)
        changes = [*(change for change in earlier if change[0] < listed_since), *changes]
    return History(
        start=start,
        end=end,
        created=created_at(service),
        spans=spans_of(changes, start, until),
        response_times=tuple(_response_times(checks, start, until)),
        availability=await _availability(client, service_id, start, until),
    )


def _changes(checks: Sequence[Check], longest: timedelta) -> list[Change]:
    """Return what each check found, and after *longest* without another one that nothing is known."""
    changes = list[Change]()
    for check, following in zip_longest(checks, checks[1:]):
        at = _moment(check)
        changes.append((at, State.UP if check.status == _SUCCESS else State.DOWN))
        if following is None or _moment(following) > at + longest:
            changes.append((at + longest, None))
    return changes


def _response_times(checks: Iterable[Check], start: datetime, until: datetime) -> Iterator[ResponseTime]:
    """Yield the response times, which the vendor shows in milliseconds (presumed), with the city of the probe."""
    for check in checks:
        at = _moment(check)
        if check.response_time is not None and start <= at <= until:
            city = check.probe.city if check.probe is not None else None
            yield ResponseTime(at, check.response_time / 1000, city or "")


async def _availability(
    client: uh.AsyncClient, service_id: int, start: datetime, until: datetime
) -> float | None:
    """Return the uptime of the period from *start* until now; None if the server has another period."""
    now = client.clock.time()
    if (hours := round((now - start.timestamp()) / 3600)) < 1 or now - until.timestamp() > _LATE:
        return None
    period = f"{hours}h" if hours % 24 else f"{hours // 24}d"
    try:
        found = await client.metrics.uptime(service_id, period=period)
    except APIStatusError as error:
        if error.status_code in (400, 422):  # the vendor documents no period but 30d
            return None
        raise
    percent = found.uptime_percentage
    return percent / 100 if percent is not None and found.period == period else None


def _moment(check: Check) -> datetime:
    assert check.timestamp is not None  # noqa: S101  (for type checkers: others are left out)
    return check.timestamp
