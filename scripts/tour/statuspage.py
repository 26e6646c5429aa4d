"""Statuspage: components set at once, an incident from report to resolution, points submitted, the page as all see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from uptimekit import NetworkError, ServerError
from uptimekit.sandbox import StatuspageSandbox, serve
from uptimekit.statuspage import Client, PublicPage

from .common import FAULTS, Tally, balance, step

T = TypeVar("T")

COMPONENTS: Final = 120
POINTS: Final = 2_500  # three requests


def tried(action: Callable[[], T]) -> T:
    """Do *action*, again if it fails: safe here, because the sandbox fails before it acts (see betterstack.py)."""
    for _ in range(20):
        try:
            return action()
        except (NetworkError, ServerError):
            continue
    raise SystemExit("the sandbox fails far more often than it should")


def break_down(client: Client, names: list[str]) -> None:
    """Set half of the components, twice: the second time there is nothing left to write."""
    wanted = dict.fromkeys(names[: COMPONENTS // 2], "partial_outage")
    first = client.components.set(wanted)
    again = client.components.set(wanted)
    print(f"  {len(first)} written, then {len(again)}")


def handle_incident(client: Client, name: str) -> None:
    """Take an incident from its report to its resolution; its component follows."""
    incident = tried(
        lambda: client.incidents.open("The shop is slow", body="We look.", components={name: "major_outage"})
    )
    print(f"  {incident.name}: {incident.status}, impact {incident.impact}")
    id_ = incident.id or ""
    tried(lambda: client.incidents.post_update(id_, "The cause is found.", status="identified"))
    done = tried(lambda: client.incidents.resolve(id_, "All is well.", components={name: "operational"}))
    print(f"  {done.name}: {done.status} after {len(done.incident_updates or [])} updates")


def submit(client: Client) -> None:
    """Submit a day and more of points, a thousand a request."""
    metric = tried(lambda: client.metrics.create(name="Latency", suffix="ms"))
    start = datetime.now(UTC) - timedelta(seconds=60 * POINTS)
    points = [(start + timedelta(minutes=number), number % 90) for number in range(POINTS)]
    print(f"  {client.metrics.submit_points(metric.id or '', points)} points of {metric.name}")


def run() -> int:
    """Show the Statuspage client; return the number of items that were lost or doubled."""
    names, tally = [f"component-{number:02}" for number in range(COMPONENTS)], Tally()
    sandbox = StatuspageSandbox(components=names)
    sandbox.faults.add(*FAULTS)
    with (
        serve(sandbox.app) as server,
        Client(
            api_key=sandbox.api_key, page_id=sandbox.page_id, base_url=server.url, retries=5, hooks=[tally]
        ) as client,
        PublicPage(f"{server.url}{sandbox.public_path()}", retries=5, hooks=[tally]) as page,
    ):
        print(f"A Statuspage sandbox runs at {server.url}; one request in ten fails.")
        step(f"Set half of {COMPONENTS} components, eight at a time, twice:")
        break_down(client, names)
        step("An incident, from report to resolution:")
        handle_incident(client, names[-1])
        step("Submit the points of a metric:")
        submit(client)
        step("What everybody sees of the page:")
        summary = page.summary()
        print(
            f"  {summary.status and summary.status.description}, {len(page.incidents())} incident, none open"
        )
        step("The balance:")
        broken = [each.name or "" for each in page.components() if each.status == "partial_outage"]
        wanted = set(names[: COMPONENTS // 2])
        return balance(tally, "components down", wanted, broken, sandbox.faults.injected.total())
