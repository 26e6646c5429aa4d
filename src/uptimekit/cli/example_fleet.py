"""A small fleet to try the commands with: what ``uptimekit sandbox --example`` fills the sandboxes with."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Final

from uptimekit.sandbox import BetterStackSandbox, HealthchecksSandbox, StatuspageSandbox, UptimeHuntSandbox
from uptimekit.sandbox._clock import ReplayClock
from uptimekit.sandbox._instructions import Sandbox

__all__ = ["fill"]

MONITORS: Final = {
    "Shop": "https://www.shop.example",
    "Checkout": "https://pay.shop.example/health",
    "Search": "https://search.shop.example/health",
}
SERVICES: Final = {"Company site": "https://company.example", "Careers": "https://careers.company.example"}
JOBS: Final = ("backup", "newsletter", "invoices")

DAYS: Final = 63
"""Age of the fleet: its past begins before the last month, for ``uptimekit sla``."""
PAGE_DAYS: Final = 29
"""Age of the component: the sandbox's page is 30 days old."""

Event = tuple[timedelta, Callable[[], object]]
"""How long ago something happened, and what."""


def fill(sandbox: Sandbox, variables: Mapping[str, str], clock: ReplayClock) -> None:
    """Put an example into a served sandbox that *variables* lead to, with a past that is played on its *clock*.

    The monitor ``Checkout`` is down and has an incident, the job ``invoices`` has failed, the status page says that
    card payments are slow, and all else is well, such as the heartbeat ``Nightly import`` of the help.  Before that, each of
    them was down a few times.
    """
    if isinstance(sandbox, BetterStackSandbox):
        events = _betterstack(sandbox, variables["BETTERSTACK_BASE_URL"])
    elif isinstance(sandbox, HealthchecksSandbox):
        events = _healthchecks(sandbox, variables["HEALTHCHECKS_BASE_URL"])
    elif isinstance(sandbox, StatuspageSandbox):
        events = _statuspage(sandbox, variables["STATUSPAGE_BASE_URL"])
    else:
        events = _uptimehunt(sandbox, variables["UPTIMEHUNT_BASE_URL"])
    clock.go_back(timedelta(days=DAYS))
    with events as listed:
        for ago, happen in sorted(listed, key=lambda event: event[0], reverse=True):
            clock.go_back(ago)
            happen()
    clock.go_back(timedelta())


def _outage(
    days: float, minutes: float, begin: Callable[[], object], end: Callable[[], object]
) -> list[Event]:
    """Return the begin and the end of an outage so many *days* ago, which lasted so many *minutes*."""
    began = timedelta(days=days)
    return [(began, begin), (began - timedelta(minutes=minutes), end)]


def _nightly(happen: Callable[[], object], missed: Iterable[int] = ()) -> list[Event]:
    """Return an event for each day, but for those *missed*, so many days ago."""
    return [(timedelta(days=days), happen) for days in range(DAYS) if days not in missed]


@contextmanager
def _betterstack(sandbox: BetterStackSandbox, base_url: str) -> Generator[list[Event]]:
    from uptimekit.betterstack import Heartbeat, HeartbeatClient, Monitor, UptimeAPI

    token = next(iter(sandbox.teams.values())).token
    with UptimeAPI(token, base_url=base_url) as api:
        becomes: dict[str, Callable[[str], None]] = {}
        for name, url in MONITORS.items():
            _, monitor = Monitor.get_or_create(api, url=url, monitor_type="status", pronounceable_name=name)
            becomes[name] = partial(sandbox.set_monitor_status, monitor.id)
            becomes[name]("up")
        _, heartbeat = Heartbeat.get_or_create(api, name="Nightly import", period=86_400, grace=3_600)

    def down(name: str, days: float, minutes: float) -> list[Event]:
        return _outage(days, minutes, partial(becomes[name], "down"), partial(becomes[name], "up"))

    with HeartbeatClient(heartbeat.url) as job:
        yield [
            *down("Shop", 51.3, 12),
            *down("Shop", 9.6, 4),
            *down("Checkout", 33.2, 130),
            *down("Checkout", 5.4, 21),
            *down("Search", 20.7, 47),
            *_nightly(job.ping, missed=[16]),
            (timedelta(), partial(becomes["Checkout"], "down")),
        ]


@contextmanager
def _healthchecks(sandbox: HealthchecksSandbox, api_url: str) -> Generator[list[Event]]:
    from uptimekit.healthchecks import Client

    project = next(iter(sandbox.projects.values()))
    with Client(project.api_key, project.ping_key, api_url=api_url) as client:
        good = {slug: partial(client.success_ping, slug=slug, create=True) for slug in JOBS}
        bad = {slug: partial(client.fail_ping, slug=slug) for slug in JOBS}
        yield [
            *_nightly(good["backup"]),
            *_nightly(good["newsletter"], missed=[23]),
            *_nightly(good["invoices"], missed=[0]),
            *_outage(44.4, 95, bad["invoices"], good["invoices"]),
            *_outage(12.1, 40, bad["backup"], good["backup"]),
            (timedelta(), bad["invoices"]),
        ]


@contextmanager
def _statuspage(sandbox: StatuspageSandbox, base_url: str) -> Generator[list[Event]]:
    from uptimekit.statuspage import Client

    with Client(api_key=sandbox.api_key, page_id=sandbox.page_id, base_url=base_url) as client:
        made: dict[str, str] = {}

        def create() -> None:
            made["component"] = client.components.create(name="Card payments", status="operational").id

        def slow(name: str) -> None:
            status = {made["component"]: "degraded_performance"}
            made["incident"] = client.incidents.open(
                name, body="We are looking into it.", components=status
            ).id

        def solved() -> None:
            well = {made["component"]: "operational"}
            client.incidents.resolve(made["incident"], "It works again.", components=well)

        yield [
            (timedelta(days=PAGE_DAYS), create),
            *_outage(17.8, 130, partial(slow, "Card payments fail now and then"), solved),
            (timedelta(), partial(slow, "Card payments are slow")),
        ]


@contextmanager
def _uptimehunt(sandbox: UptimeHuntSandbox, base_url: str) -> Generator[list[Event]]:
    from uptimekit.uptimehunt import Client

    with Client(sandbox.email, sandbox.password, base_url=base_url) as client:
        project = client.projects.create(name="Company")
        becomes: dict[str, Callable[[str], None]] = {}
        for name, url in SERVICES.items():
            service = client.services.ensure(
                name=name, type="http", config={"url": url}, project_id=project.id, interval=60
            )
            becomes[name] = partial(sandbox.set_service_status, service.id)
            becomes[name]("operational")
    careers = becomes["Careers"]
    yield _outage(7.5, 190, partial(careers, "down"), partial(careers, "operational"))
