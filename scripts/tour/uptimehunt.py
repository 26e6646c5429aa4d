"""UptimeHunt: log in, create a project and services, follow them to operational, read figures, survive an expiry."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from uptimekit import NetworkError, ServerError
from uptimekit.sandbox import ManualClock, UptimeHuntSandbox, serve
from uptimekit.uptimehunt import Client

from .common import FAULTS, Tally, balance, step

T = TypeVar("T")

SERVICES: Final = 120  # more than one page of the largest size
LIFETIME: Final = 15 * 60  # seconds of an access token


def tried(action: Callable[[], T]) -> T:
    """Do *action*, again if it fails: safe here, because the sandbox fails before it acts (see betterstack.py)."""
    for _ in range(20):
        try:
            return action()
        except (NetworkError, ServerError):
            continue
    raise SystemExit("the sandbox fails far more often than it should")


def watch(client: Client, names: list[str]) -> int:
    """Create a project with a service of each name; return the project's id."""
    project = tried(lambda: client.projects.create(name="Tour"))
    for name in names:
        config = {"url": f"https://{name}.example.org"}
        tried(partial(client.services.ensure, name=name, type="http", config=config, project_id=project.id))
    return project.id


def run() -> int:
    """Show the UptimeHunt client; return the number of items that were lost or doubled."""
    clock, tally = ManualClock(), Tally()
    sandbox = UptimeHuntSandbox(clock=clock)
    sandbox.faults.add(*FAULTS)
    names = [f"host-{number:03}" for number in range(SERVICES)]
    with (
        serve(sandbox.app) as server,
        Client(
            sandbox.email,
            sandbox.password,
            base_url=f"{server.url}{sandbox.base_path}",
            retries=5,
            hooks=[tally],
            clock=clock,
        ) as client,
    ):
        print(f"An UptimeHunt sandbox runs at {server.url}; one request in ten fails.")
        step("Log in:")
        print(f"  {client.auth.me().email}")
        step(f"Create a project of {SERVICES} services, and follow the first to its first check:")
        project = watch(client, names)
        found = list(client.projects.iter_services(project))
        first = found[0].id
        print(f"  {found[0].name} was {found[0].status}, is {client.services.wait_until(first)}")
        step("Read what was measured of it:")
        clock.advance(3600)
        uptime, times = client.metrics.uptime(first), client.metrics.response_time_series(first)
        print(f"  {uptime.uptime_percentage} % of {uptime.total_checks} checks succeeded")
        print(f"  {len(times)} response times, {times.mean or 0:.0f} {times.unit} on average")
        step("List them while the access token ends:")
        refreshed, listed = sandbox.requests["refresh"], list[str]()
        for service in client.projects.iter_services(project, limit=20):
            listed.append(service.name or "")
            if len(listed) == 50:
                clock.advance(LIFETIME)
        renewals = sandbox.requests["refresh"] - refreshed
        print(f"  {len(listed)} services, {renewals} renewal of the token on the way")
        step("The balance:")
        return balance(tally, "services", set(names), listed, sandbox.faults.injected.total())
