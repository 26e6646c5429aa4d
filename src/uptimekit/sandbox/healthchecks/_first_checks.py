"""The checks that a sandbox starts with."""

from __future__ import annotations

from datetime import datetime

from uptimekit.sandbox.healthchecks._model import State
from uptimekit.sandbox.healthchecks._past_runs import PERIOD, PastRuns
from uptimekit.sandbox.healthchecks._ping_log import PingLog
from uptimekit.sandbox.healthchecks._pinging import FLIPS_KEPT
from uptimekit.sandbox.healthchecks._store import Store

__all__ = ["add_first_checks"]


def add_first_checks(store: Store, checks: int, pings: int, keep: int, now: datetime) -> None:
    """Give the first project `checks` checks with `pings` pings each, of which the newest `keep` are stored."""
    project = next(iter(store.projects.values()))
    for number in range(checks):
        check = store.draft(project)
        check.name, check.slug = f"Job {number}", f"job-{number}"
        check.timeout = int(PERIOD.total_seconds())
        if pings:
            past = PastRuns(check.uuid, pings, now)
            check.stored, check.n_pings, check.last_ping = State.UP, pings, past.ping(pings).date
            check.pings, check.flips = PingLog(past, keep), past.flips(FLIPS_KEPT)
        store.add(check)
