"""The sandboxes of all providers in a time that a test moves, and exports of them into a DuckDB file."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from uptimekit.betterstack import Monitor, UptimeAPI
from uptimekit.fleet import Fleet
from uptimekit.healthchecks import Client as Healthchecks
from uptimekit.sandbox import (
    BetterStackSandbox,
    HealthchecksSandbox,
    ManualClock,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)
from uptimekit.sandbox._instructions import environment
from uptimekit.statuspage import Client as Statuspage
from uptimekit.warehouse.availability_view import make_view
from uptimekit.warehouse.duckdb_file import DuckDBFile
from uptimekit.warehouse.feed import FLEET, Span
from uptimekit.warehouse.feed_reading import FeedReading
from uptimekit.warehouse.fleet.items import ItemFeed
from uptimekit.warehouse.fleet.past import PastFeed
from uptimekit.warehouse.slice_loader import SliceLoader

__all__ = ["START", "Play", "playing"]

START: Final = datetime(2026, 2, 20, tzinfo=UTC)


class Play:
    """Sandboxes whose time begins at START, with nothing in them but a component and a service, and clients of them."""

    def __init__(self, stack: ExitStack) -> None:
        self.clock = clock = ManualClock(START)
        self.betterstack = BetterStackSandbox(clock=clock, teams=["main"])
        self.healthchecks = HealthchecksSandbox(clock=clock)
        self.statuspage = StatuspageSandbox(clock=clock, components=["Website"])
        self.uptimehunt = UptimeHuntSandbox(clock=clock, services=1)
        self.variables = dict[str, str]()
        for each in (self.betterstack, self.healthchecks, self.statuspage, self.uptimehunt):
            self.variables |= environment(each, stack.enter_context(serve(each.app)).url)
        told = self.variables
        self.monitors = stack.enter_context(
            UptimeAPI(told["BETTERSTACK_API_TOKEN"], base_url=told["BETTERSTACK_BASE_URL"], clock=clock)
        )
        self.checks = stack.enter_context(
            Healthchecks(
                told["HEALTHCHECKS_API_KEY"],
                told["HEALTHCHECKS_PING_KEY"],
                told["HEALTHCHECKS_BASE_URL"],
                clock=clock,
            )
        )
        self.page = stack.enter_context(
            Statuspage(
                api_key=told["STATUSPAGE_API_KEY"],
                page_id=told["STATUSPAGE_PAGE_ID"],
                base_url=told["STATUSPAGE_BASE_URL"],
                clock=clock,
            )
        )

    def at(self, moment: str) -> None:
        """Go to a time in UTC."""
        self.clock.set(datetime.fromisoformat(moment).replace(tzinfo=UTC))

    def monitor(self, name: str, **fields: Any) -> Monitor:
        """Make a monitor that is up."""
        url = "https://shop.example/"
        made = Monitor.new(self.monitors, pronounceable_name=name, monitor_type="status", url=url, **fields)
        self.goes(made, "up")
        return made

    def goes(self, monitor: Monitor, state: str) -> None:
        """Let a check of a monitor find a state."""
        self.betterstack.set_monitor_status(monitor.id, state)

    def export(self, path: Path, *accounts: str) -> None:
        """Load what is new of the items and the pasts of accounts."""
        span = Span(START, self.clock.now(), timedelta(days=7))
        with DuckDBFile(path).opened() as pipeline:
            for name in accounts:
                fleet = Fleet.load(accounts=[name], deadline=60, clock=self.clock)
                with fleet, SliceLoader(pipeline) as loader:
                    for feed in (ItemFeed(), PastFeed()):
                        loader.load(FeedReading(FLEET, feed, fleet, name, span))
            make_view(pipeline)


@contextmanager
def playing() -> Generator[Play]:
    """Serve the sandboxes, to which the environment leads meanwhile."""
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        play = Play(stack)
        for name, value in play.variables.items():
            patch.setenv(name, value)
        yield play
