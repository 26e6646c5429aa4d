"""Statuspage: components set at once, an incident from report to resolution, points submitted, the public page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from uptimekit.sandbox import StatuspageSandbox
from uptimekit.statuspage import Client, PublicPage

from .station import station, step, tried

COMPONENTS: Final = 120
POINTS: Final = 2_500  # three requests


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
    names = [f"component-{number:02}" for number in range(COMPONENTS)]
    broken = dict.fromkeys(names[: COMPONENTS // 2], "partial_outage")
    sandbox = StatuspageSandbox(components=names)
    key, page_id = sandbox.api_key, sandbox.page_id
    with (
        station("Statuspage", sandbox) as here,
        Client(api_key=key, page_id=page_id, base_url=here.url, retries=5, hooks=[here]) as client,
        PublicPage(f"{here.url}{sandbox.public_path()}", retries=5, hooks=[here]) as page,
    ):
        step(f"Set half of {COMPONENTS} components, eight at a time, twice (then nothing is left to write):")
        print(f"  {len(client.components.set(broken))} written, then {len(client.components.set(broken))}")
        step("An incident, from report to resolution:")
        handle_incident(client, names[-1])
        step("Submit the points of a metric:")
        submit(client)
        step("What everybody sees of the page:")
        status = page.summary().status
        print(f"  {status and status.description}, {len(page.incidents())} incident, none open")
        down = [each.name or "" for each in page.components() if each.status == "partial_outage"]
        return here.balance("components down", set(broken), down)
