"""Healthchecks: jobs that report, one that failed for hours, one that was forgotten, one that is late."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Final

from uptimekit.healthchecks import CheckCreate, CheckUpdate, Client
from uptimekit.sandbox import HealthchecksSandbox, ManualClock, serve

from .story import Event, Played

__all__ = ["play"]

CHECKS: Final = (
    CheckCreate(name="Nightly database backup", slug="backup", tags="prod db", schedule="15 2 * * *", tz="Europe/Riga", grace=3600),
    CheckCreate(name="Invoice run", slug="invoices", tags="prod billing", timeout=86_400, grace=7_200),
    CheckCreate(name="Search index", slug="index", tags="prod", timeout=30 * 86_400, grace=600),
    CheckCreate(name="Stock import", slug="stock", tags="prod", timeout=30 * 86_400, grace=10_800),
    CheckCreate(name="Certificate renewal", slug="certificates", tags="infra", timeout=8 * 86_400, grace=86_400),
    CheckCreate(name="Log archive", slug="logs", tags="infra", timeout=86_400, grace=3_600),
)  # fmt: skip
DAILY: Final = range(30)


def play(stack: ExitStack, clock: ManualClock) -> Played:
    """Serve the sandbox; return its account, and what happens."""
    sandbox = HealthchecksSandbox(clock=clock)
    keys = sandbox.projects["main"]
    base_url = f"{stack.enter_context(serve(sandbox.app)).url}{sandbox.base_path}"
    client = stack.enter_context(Client(keys.api_key, keys.ping_key, base_url, clock=clock))
    checks = {check.slug: client.upsert_check(check, unique=["slug"]).check.uuid or "" for check in CHECKS}

    def ping(slug: str) -> Callable[[], object]:
        return partial(client.success_ping, slug=slug)

    def period(slug: str, seconds: int) -> Callable[[], object]:
        """The real period of a check, which a month of pings would take long to play."""
        return partial(client.update_check, checks[slug], CheckUpdate(timeout=seconds))

    night = (clock.now().hour + clock.now().minute / 60) / 24  # the part of a day since midnight in UTC
    events: list[Event] = [(day + night - 0.02, ping("backup")) for day in DAILY if day + night > 0.02 + 0.02]
    events += [(day + 0.3, ping("invoices")) for day in DAILY if day not in (11, 3)]
    events += [(day + 0.6, ping("logs")) for day in DAILY]
    events += [(days, ping("certificates")) for days in (29, 22, 15, 2)]  # the week in between was forgotten
    events += [(days, ping(slug)) for slug in ("index", "stock") for days in (29.8, 15)]
    events += [
        (11.3, partial(client.fail_ping, slug="invoices", data="connection refused")),
        (11.1, ping("invoices")),
        (0.29, ping("stock")),
        (0.28, period("stock", 21_600)),
        (0.004, ping("index")),
        (0.003, period("index", 900)),
    ]
    secrets = {"api_key": ("HEALTHCHECKS_API_KEY", keys.api_key)}
    return Played("jobs", "healthchecks", {"base_url": base_url}, secrets, events)
