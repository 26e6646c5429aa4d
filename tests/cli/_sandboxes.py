"""Four sandboxes as the accounts of a fleet, and servers that fail."""

from __future__ import annotations

import socket
from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from attrs import frozen

from uptimekit.betterstack import Monitor, UptimeAPI
from uptimekit.healthchecks import CheckCreate, Client
from uptimekit.sandbox import (
    BetterStackSandbox,
    HealthchecksSandbox,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)
from uptimekit.sandbox._instructions import environment
from uptimekit.statuspage import Client as StatuspageClient

__all__ = ["Sandboxes", "closed_port", "served", "silent_server"]


@frozen
class Sandboxes:
    """The four, and the variables that lead to them.

    Better Stack has the monitors ``Site 0`` and ``Site 2`` and a heartbeat, Healthchecks the job ``backup``, Statuspage two
    components, UptimeHunt two services; nothing is down.
    """

    betterstack: BetterStackSandbox
    healthchecks: HealthchecksSandbox
    statuspage: StatuspageSandbox
    uptimehunt: UptimeHuntSandbox
    variables: Mapping[str, str]

    def monitor_goes(self, state: str, number: int = 0) -> None:
        """Set the state of a monitor of Better Stack, in its own word."""
        with self.betterstack_client() as api:
            ids = sorted(each.id for each in Monitor.get_all_instances(api))
        self.betterstack.set_monitor_status(ids[number], state)

    def ping(self, slug: str, *, well: bool = True) -> None:
        """Let a job report, which is new if it is not there."""
        with self.healthchecks_client() as client:
            (client.success_ping if well else client.fail_ping)(slug=slug, create=True)

    def healthchecks_client(self) -> Client:
        """A client of the sandbox of Healthchecks."""
        project = self.healthchecks.projects["main"]
        return Client(project.api_key, project.ping_key, api_url=self.variables["HEALTHCHECKS_BASE_URL"])

    def betterstack_client(self) -> UptimeAPI:
        """A client of the sandbox of Better Stack."""
        return UptimeAPI(
            self.variables["BETTERSTACK_API_TOKEN"], base_url=self.variables["BETTERSTACK_BASE_URL"]
        )

    def statuspage_client(self) -> StatuspageClient:
        """A client of the sandbox of Statuspage."""
        return StatuspageClient(
            api_key=self.statuspage.api_key,
            page_id=self.statuspage.page_id,
            base_url=self.variables["STATUSPAGE_BASE_URL"],
        )


@contextmanager
def served(*, untouched: bool = False) -> Generator[Sandboxes]:
    """Serve the four sandboxes.

    If they are *untouched*, Better Stack has no heartbeat, and the job has the tag ``nightly`` and has never reported.
    """
    # One monitor belongs to the other team.
    betterstack = BetterStackSandbox(monitors=3, heartbeats=0 if untouched else 1)
    healthchecks = HealthchecksSandbox()
    statuspage = StatuspageSandbox(components=["Website", "API"])
    uptimehunt = UptimeHuntSandbox(services=2)
    with ExitStack() as stack:
        variables: dict[str, str] = {}
        for each in (betterstack, healthchecks, statuspage, uptimehunt):
            variables |= environment(each, stack.enter_context(serve(each.app)).url)
        four = Sandboxes(betterstack, healthchecks, statuspage, uptimehunt, variables)
        if untouched:
            with four.healthchecks_client() as client:
                client.create_check(CheckCreate(name="backup", tags="nightly"))
        else:
            four.ping("backup")
        yield four


@contextmanager
def silent_server() -> Iterator[str]:
    """The URL of a server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


def closed_port() -> str:
    """The URL of a port that refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"
