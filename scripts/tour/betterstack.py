"""Better Stack: monitors created, listed and paused, an incident from report to resolution, an availability read."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from uptimekit import NetworkError, ServerError
from uptimekit.betterstack import Incident, Monitor, UptimeAPI
from uptimekit.sandbox import BetterStackSandbox, serve

from .common import FAULTS, Tally, balance, step

T = TypeVar("T")

FLEET: Final = 60  # monitors that are created here, beside those that are there already
PRESENT: Final = 1_000  # of two teams: each lists its half, two pages of the largest size


def tried(action: Callable[[], T]) -> T:
    """Do *action*, again if it fails.

    The client does not repeat a POST or PATCH after a failure that leaves open whether it worked: a second
    monitor or comment may be worse than an error.  Here it is safe, because the sandbox fails before it acts,
    and because ``get_or_create`` looks first.
    """
    for _ in range(20):
        try:
            return action()
        except (NetworkError, ServerError):
            continue
    raise SystemExit("the sandbox fails far more often than it should")


def create(api: UptimeAPI, urls: list[str]) -> None:
    """Create a monitor of each URL, from eight threads."""

    def ensure(url: str) -> None:
        tried(lambda: Monitor.get_or_create(api, url=url, monitor_type="status", pronounceable_name=url))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ensure, urls))


def handle_incident(api: UptimeAPI) -> None:
    """Take an incident from its report to its resolution; each step is repeated where that is safe."""
    incident = tried(
        lambda: Incident.new(api, requester_email="oncall@example.org", summary="The shop is slow")
    )
    tried(lambda: incident.acknowledge("On call"))
    print(f"  {incident.cause}: acknowledged at {incident.acknowledged_at}")
    tried(lambda: incident.resolve("On call"))
    left = len(list(Incident.filter(api, open=True)))
    print(f"  {incident.cause}: resolved at {incident.resolved_at}, {left} left open")


def run() -> int:
    """Show the Better Stack client; return the number of items that were lost or doubled."""
    sandbox, tally = BetterStackSandbox(monitors=PRESENT), Tally()
    sandbox.faults.add(*FAULTS)
    token = sandbox.teams["main"].token
    with (
        serve(sandbox.app) as server,
        UptimeAPI(token, retries=5, base_url=f"{server.url}/api/v2/", hooks=[tally]) as api,
    ):
        print(f"A Better Stack sandbox of two teams runs at {server.url}; one request in ten fails.")
        step(f"Create {FLEET} monitors from eight threads:")
        urls = [f"https://host-{number:02}.example.org" for number in range(FLEET)]
        create(api, urls)
        created = [monitor for monitor in Monitor.get_all_instances(api) if monitor.url in set(urls)]
        print(f"  {len(created)} are there")
        step("List all, pause one, read its availability:")
        monitors = list(Monitor.get_all_instances(api))
        print(f"  {len(monitors)} monitors, {len({monitor.id for monitor in monitors})} ids")
        one = monitors[0]
        tried(one.pause)
        print(f"  {one.pronounceable_name} is {'paused' if one.is_paused else 'not paused'}")
        one.sla.fetch_sla("2026-01-01", "2026-01-31")
        print(f"  available {one.sla.availability} % in January, {one.sla.number_of_incidents} incidents")
        step("An incident, from report to resolution:")
        handle_incident(api)
        step("The balance:")
        made = [monitor.url or "" for monitor in monitors if monitor.url in set(urls)]
        return balance(tally, "monitors", set(urls), made, sandbox.faults.injected.total())
