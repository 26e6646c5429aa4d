"""Feeds of Healthchecks: the checks and integrations of a project, its flips and pings.

A check is known by its unique key, which permits no ping, as ``id`` and ``check_id``.  A read-only key shows neither
pings nor integrations; their tables then stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from uptimekit._runtime.logger import logger
from uptimekit.healthchecks.errors import CheckNotFoundError, HCAPIKeyError
from uptimekit.healthchecks.identifiers import unique_key_of

from .feed import Feed, Row, Slice, Span, Table
from .groups import groups_of
from .whole_listing import WholeListing

if TYPE_CHECKING:
    from uptimekit.healthchecks import Check, Client
    from uptimekit_clients.healthchecks.models import Ping

__all__ = ["FEEDS"]

CHECKS: Final = Table(
    name="checks",
    model="Check",
    key=("id",),
    columns={"id": "text"},
    leave_out=frozenset({"unique_key"}),
    whole=True,
)
CHANNELS: Final = Table(name="channels", model="Channel", key=("id",), whole=True)
FLIPS: Final = Table(
    name="flips",
    model="Flip",
    key=("check_id", "timestamp", "place"),
    columns={"check_id": "text", "place": "bigint"},
)
PINGS: Final = Table(
    name="pings",
    model="Ping",
    key=("check_id", "n"),
    columns={"check_id": "text", "missing_before": "bigint"},
)
Rows = Iterator[tuple[Table, Row]]


def _check_rows(client: Client) -> Rows:
    for key, check in _checks(client).items():
        yield CHECKS, {**check.to_dict(), "id": key}


class Channels:
    """The integrations; one request, for which the server wants a read-write key."""

    name = "channels"
    tables = (CHANNELS,)

    def slices(self, client: Client, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:  # noqa: ARG002  (as every feed)
        """Yield all integrations at once; nothing with a read-only key."""
        try:
            channels = client.api.channels.list()
        except HCAPIKeyError:
            client.get_checks()  # which every key may, except a wrong one
            _warn_of_readonly_key("integrations")
            return
        yield Slice(
            label="integrations", rows=lambda: ((CHANNELS, each.to_dict()) for each in channels), state={}
        )


class Flips:
    """The changes of status; a request for each check that has changed.

    A check is asked for if it was pinged since the last reading, has another status, or is down: the server notes a
    little later that a ping is overdue.  ``place`` counts the flips of a check within one second, from 0.
    """

    name = "flips"
    tables = (FLIPS,)

    def slices(self, client: Client, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        """Yield the flips since the last reading, less the window, a hundred checks at a time."""
        checks = _checks(client)
        seen = {key: mark for key, mark in state.get("seen", {}).items() if key in checks}
        read_until: str | None = state.get("read_until")
        again = span.since if read_until is None else datetime.fromisoformat(read_until) - span.window
        changed = [
            key for key, each in checks.items() if each.status == "down" or seen.get(key) != _mark(each)
        ]
        left = len(changed)
        for label, keys in groups_of("checks", changed):
            wanted = [(key, checks[key], again if key in seen else span.since) for key in keys]
            seen |= {key: _mark(checks[key]) for key in keys}
            if not (left := left - len(keys)):
                read_until = span.now.isoformat()
            yield Slice(
                label=label,
                rows=partial(self._rows, client, wanted),
                state={"seen": dict(seen), "read_until": read_until},
            )

    def _rows(self, client: Client, wanted: Iterable[tuple[str, Check, datetime]]) -> Rows:
        for key, check, start in wanted:
            try:
                flips = client.get_check_flips(check.uuid or key, start=start)
            except CheckNotFoundError:  # deleted meanwhile
                continue
            for at, same in groupby(reversed(flips), lambda flip: flip.timestamp):
                for place, flip in enumerate(same):
                    yield FLIPS, {"check_id": key, "timestamp": at, "place": place, "up": flip.up}


class Pings:
    """The pings; a request for each check that was pinged since the last reading.

    The server keeps the newest 100 or 1000 of each check.  ``missing_before`` counts the pings before a row that it
    had dropped when they were to be read; reading more often avoids that.
    """

    name = "pings"
    tables = (PINGS,)

    def slices(self, client: Client, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        """Yield the pings that came since the last reading, a hundred checks at a time; nothing with a read-only key."""
        checks = _checks(client)
        if any(check.uuid is None for check in checks.values()):
            _warn_of_readonly_key("pings")
            return
        read: dict[str, int] = {key: n for key, n in state.get("read", {}).items() if key in checks}
        pinged = [key for key, check in checks.items() if check.n_pings != read.get(key, 0)]
        for label, keys in groups_of("checks", pinged):
            wanted = [(key, checks[key], read.get(key)) for key in keys]
            read |= {key: checks[key].n_pings for key in keys}
            yield Slice(
                label=label, rows=partial(self._rows, client, wanted, span.since), state={"read": dict(read)}
            )

    def _rows(self, client: Client, wanted: Iterable[tuple[str, Check, int | None]], since: datetime) -> Rows:
        lost = dict[str, int]()
        for key, check, read in wanted:
            try:
                listed = client.api.checks.list_pings(check.uuid or "")
            except CheckNotFoundError:  # deleted meanwhile
                continue
            pings, missing = _new_pings(listed, read, check.n_pings, since)
            if missing and read is not None:
                lost[key] = missing
            for ping in pings:
                yield PINGS, {**ping.to_dict(), "check_id": key, "missing_before": missing or None}
                missing = 0
        if lost:
            logger.warning(
                "healthchecks: the server had dropped %d pings of %d checks before they were read; read more often",
                sum(lost.values()),
                len(lost),
            )


def _new_pings(
    listed: Sequence[Ping], read: int | None, until: int, since: datetime
) -> tuple[list[Ping], int]:
    """Return the pings after number *read* up to *until*, oldest first, and how many before them are missing.

    Args:
        listed: what the server has, newest first.
        read: number of the last ping that was read; None if none was.
        until: number of the last ping when the checks were listed, so that a later one is of the next reading.
        since: the earliest time of a first reading.
    """
    after = read if read is not None and read <= until else 0
    kept = [ping for ping in reversed(listed) if isinstance(ping.n, int) and after < ping.n <= until]
    new = kept if read is not None else [ping for ping in kept if ping.date is None or ping.date >= since]
    if len(new) < len(kept):
        return new, 0
    first = new[0].n if new else until + 1
    return new, (first or 0) - after - 1


def _checks(client: Client) -> dict[str, Check]:
    """Return the checks by their unique keys."""
    return {check.unique_key or unique_key_of(check.uuid or ""): check for check in client.get_checks()}


def _mark(check: Check) -> str:
    """Return what changes when a check has a new flip."""
    return f"{check.n_pings} {check.status}"


def _warn_of_readonly_key(what: str) -> None:
    logger.warning("healthchecks: a read-only key does not show %s; they need a read-write key", what)


FEEDS: Final[tuple[Feed, ...]] = (
    WholeListing("checks", (CHECKS,), _check_rows),
    Channels(),
    Flips(),
    Pings(),
)
