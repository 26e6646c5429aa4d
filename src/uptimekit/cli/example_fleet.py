"""A small fleet to try the commands with: what ``uptimekit sandbox --example`` fills the sandboxes with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from uptimekit.sandbox import BetterStackSandbox, HealthchecksSandbox, StatuspageSandbox, UptimeHuntSandbox
from uptimekit.sandbox._instructions import Sandbox

__all__ = ["fill"]

MONITORS: Final = {
    "Shop": "https://www.shop.example",
    "Checkout": "https://pay.shop.example/health",
    "Search": "https://search.shop.example/health",
}
SERVICES: Final = {"Company site": "https://company.example", "Careers": "https://careers.company.example"}


def fill(sandbox: Sandbox, variables: Mapping[str, str]) -> None:
    """Put an example into a served sandbox that *variables* lead to.

    The monitor ``Checkout`` is down and has an incident, the job ``invoices`` has failed, the status page says that
    card payments are slow, and all else is well, such as the heartbeat ``Nightly import`` of the help.
    """
    if isinstance(sandbox, BetterStackSandbox):
        _betterstack(sandbox, variables["BETTERSTACK_BASE_URL"])
    elif isinstance(sandbox, HealthchecksSandbox):
        _healthchecks(sandbox, variables["HEALTHCHECKS_BASE_URL"])
    elif isinstance(sandbox, StatuspageSandbox):
        _statuspage(sandbox, variables["STATUSPAGE_BASE_URL"])
    else:
        _uptimehunt(sandbox, variables["UPTIMEHUNT_BASE_URL"])


def _betterstack(sandbox: BetterStackSandbox, base_url: str) -> None:
    from uptimekit.betterstack import Heartbeat, HeartbeatClient, Monitor, UptimeAPI

    token = next(iter(sandbox.teams.values())).token
    with UptimeAPI(token, base_url=base_url) as api:
        for name, url in MONITORS.items():
            _, monitor = Monitor.get_or_create(api, url=url, monitor_type="status", pronounceable_name=name)
            sandbox.set_monitor_status(monitor.id, "down" if name == "Checkout" else "up")
        _, heartbeat = Heartbeat.get_or_create(api, name="Nightly import", period=86_400, grace=3_600)
    with HeartbeatClient(heartbeat.url) as job:
        job.ping()


def _healthchecks(sandbox: HealthchecksSandbox, api_url: str) -> None:
    from uptimekit.healthchecks import Client

    project = next(iter(sandbox.projects.values()))
    with Client(project.api_key, project.ping_key, api_url=api_url) as client:
        for slug in ("backup", "newsletter"):
            client.success_ping(slug=slug, create=True)
        client.fail_ping(slug="invoices", create=True)


def _statuspage(sandbox: StatuspageSandbox, base_url: str) -> None:
    from uptimekit.statuspage import Client

    with Client(api_key=sandbox.api_key, page_id=sandbox.page_id, base_url=base_url) as client:
        component = client.components.create(name="Card payments", status="operational")
        client.incidents.open(
            "Card payments are slow",
            body="We are looking into it.",
            components={str(component.id): "degraded_performance"},
        )


def _uptimehunt(sandbox: UptimeHuntSandbox, base_url: str) -> None:
    from uptimekit.uptimehunt import Client

    with Client(sandbox.email, sandbox.password, base_url=base_url) as client:
        project = client.projects.create(name="Company")
        for name, url in SERVICES.items():
            service = client.services.ensure(
                name=name, type="http", config={"url": url}, project_id=project.id, interval=60
            )
            sandbox.set_service_status(service.id, "operational")
