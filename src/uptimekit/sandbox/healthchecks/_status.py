"""The status of a check at a time, and the flips that the clock causes."""

from __future__ import annotations

from datetime import datetime, timedelta

from uptimekit.sandbox.healthchecks._model import Check, Kind, State
from uptimekit.sandbox.healthchecks._schedule import next_event

__all__ = ["expected_ping", "overdue_since", "status_of"]


def status_of(check: Check, now: datetime, *, with_started: bool = False) -> State:
    """The status a reader sees at `now`; STARTED only if asked for (API v1), else the status beneath it.

    A run that has been going for longer than the grace time counts as down, whatever is stored.
    """
    if check.last_start is not None:
        if now >= check.last_start + _grace(check):
            return State.DOWN
        if with_started:
            return State.STARTED
    if check.stored is not State.UP:
        return check.stored
    due = _due(check)
    if due is None or now < due:
        return State.UP
    return State.DOWN if now >= due + _grace(check) else State.GRACE


def expected_ping(check: Check) -> datetime | None:
    """`next_ping`: when the grace time begins.

    None for a check that waits for nothing (new, paused or stored as down, with no run in progress). While a
    run is in progress on a check not stored as down, its start if that is earlier; may lie in the past.
    """
    due = _due(check)
    if check.last_start is None or check.stored is State.DOWN:
        return due
    return check.last_start if due is None else min(due, check.last_start)


def overdue_since(check: Check, now: datetime) -> datetime | None:
    """When the check went down by the clock alone, if it has by `now` and nobody has noted it yet."""
    if check.stored is State.DOWN:
        return None
    expected = expected_ping(check)
    if expected is None or now < expected + _grace(check):
        return None
    return expected + _grace(check)


def _due(check: Check) -> datetime | None:
    if check.stored is not State.UP or check.last_ping is None:
        return None
    if check.kind is Kind.SIMPLE:
        return check.last_ping + timedelta(seconds=check.timeout)
    return next_event(check.kind, check.schedule, check.last_ping, check.tz)


def _grace(check: Check) -> timedelta:
    return timedelta(seconds=check.grace)
