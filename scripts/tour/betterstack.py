"""Better Stack: monitors created, listed and paused, an incident from report to resolution, an availability read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Final

from uptimekit.betterstack import Incident, Monitor, UptimeAPI
from uptimekit.sandbox import BetterStackSandbox

from .station import station, step, tried

FLEET: Final = 60  # monitors that are created here, beside those that are there already
PRESENT: Final = 1_000  # of two teams: each lists its half, two pages of the largest size


def create(api: UptimeAPI, urls: list[str]) -> None:
    """Create a monitor of each URL, from eight threads."""

    def ensure(url: str) -> None:
        tried(lambda: Monitor.get_or_create(api, url=url, monitor_type="status", pronounceable_name=url))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ensure, urls))


def pause(monitor: Monitor) -> None:
    """Pause a monitor, and read how available it was."""
    tried(monitor.pause)
    print(f"  {monitor.pronounceable_name} is {'paused' if monitor.is_paused else 'not paused'}")
    monitor.sla.fetch_sla("2026-01-01", "2026-01-31")
    print(f"  available {monitor.sla.availability} % in January, {monitor.sla.number_of_incidents} incidents")


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
    sandbox = BetterStackSandbox(monitors=PRESENT)
    token = sandbox.teams["main"].token
    with (
        station("Better Stack", sandbox) as here,
        UptimeAPI(token, retries=5, base_url=f"{here.url}/api/v2/", hooks=[here]) as api,
    ):
        step(f"Create {FLEET} monitors from eight threads:")
        urls = {f"https://host-{number:02}.example.org" for number in range(FLEET)}
        create(api, sorted(urls))
        print(f"  {len([each for each in Monitor.get_all_instances(api) if each.url in urls])} are there")
        step("List all, pause one, read its availability:")
        monitors = list(Monitor.get_all_instances(api))
        print(f"  {len(monitors)} monitors, {len({monitor.id for monitor in monitors})} ids")
        pause(monitors[0])
        step("An incident, from report to resolution:")
        handle_incident(api)
        return here.balance("monitors", urls, (each.url for each in monitors if each.url in urls))
