"""UptimeHunt: log in, create a project and services, follow them to operational, read figures, survive an expiry."""

from __future__ import annotations

from functools import partial
from typing import Final

from uptimekit.sandbox import ManualClock, UptimeHuntSandbox
from uptimekit.uptimehunt import Client

from .station import station, step, tried

SERVICES: Final = 120  # more than one page of the largest size
LIFETIME: Final = 15 * 60  # seconds of an access token


def watch(client: Client, names: list[str]) -> int:
    """Create a project with a service of each name; return the project's id."""
    project = tried(lambda: client.projects.create(name="Tour"))
    for name in names:
        config = {"url": f"https://{name}.example.org"}
        tried(partial(client.services.ensure, name=name, type="http", config=config, project_id=project.id))
    return project.id


def show_figures(client: Client, service: int) -> None:
    """Show what was measured of a service."""
    uptime, times = client.metrics.uptime(service), client.metrics.response_time_series(service)
    print(f"  {uptime.uptime_percentage} % of {uptime.total_checks} checks succeeded")
    print(f"  {len(times)} response times, {times.mean or 0:.0f} {times.unit} on average")


def run() -> int:
    """Show the UptimeHunt client; return the number of items that were lost or doubled."""
    clock = ManualClock()
    sandbox = UptimeHuntSandbox(clock=clock)
    names = [f"host-{number:03}" for number in range(SERVICES)]
    with (
        station("UptimeHunt", sandbox) as here,
        Client(
            *(sandbox.email, sandbox.password),
            base_url=f"{here.url}{sandbox.base_path}",
            retries=5,
            hooks=[here],
            clock=clock,
        ) as client,
    ):
        step("Log in:")
        print(f"  {client.auth.me().email}")
        step(f"Create a project of {SERVICES} services, and follow the first to its first check:")
        project = watch(client, names)
        first = next(iter(client.projects.iter_services(project)))
        print(f"  {first.name} was {first.status}, is {client.services.wait_until(first.id)}")
        step("Read what was measured of it:")
        clock.advance(3600)
        show_figures(client, first.id)
        step("List them while the access token ends:")
        refreshed, listed = sandbox.requests["refresh"], list[str]()
        for service in client.projects.iter_services(project, limit=20):
            listed.append(service.name or "")
            if len(listed) == 50:
                clock.advance(LIFETIME)
        renewals = sandbox.requests["refresh"] - refreshed
        print(f"  {len(listed)} services, {renewals} renewal of the token on the way")
        return here.balance("services", set(names), listed)
