"""Jobs under ``uptimekit run``: in this process, or in one of its own; and the sandboxes that take their reports."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from uptimekit.cli.main import main
from uptimekit.healthchecks import Client
from uptimekit.sandbox import HealthchecksSandbox, serve

ROOT = Path(__file__).resolve().parents[3]
PYTHONPATH = os.pathsep.join([str(ROOT / "src"), str(ROOT / "generated")])
PATIENT = ("--deadline", "60s")  # a busy machine may take longer than the usual five seconds to load a client
Start = Callable[..., "subprocess.Popen[bytes]"]


@dataclass
class Checks:
    """A project of a sandbox of Healthchecks, and the variables of the environment for it."""

    sandbox: HealthchecksSandbox
    variables: Mapping[str, str]
    client: Client

    def pings(self) -> list[tuple[str, bytes]]:
        """Return type and body of the pings of the only check, the oldest first."""
        (check,) = self.client.get_checks()
        uuid = check.uuid or ""
        return [
            (ping.type, self.client.get_ping_body(uuid, ping.number_of_pings) if ping.body_url else b"")
            for ping in reversed(self.client.get_check_pings(uuid))
        ]

    def wait_for_the_start(self) -> None:
        """Return when the start ping of a run, which makes the check, has arrived."""
        while not self.client.get_checks():
            pass

    def run_ids(self) -> set[str | None]:
        """Return the run ids of the pings of the only check."""
        (check,) = self.client.get_checks()
        return {ping.rid for ping in self.client.get_check_pings(check.uuid or "")}


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Checks]:
    """A project without checks, whose ping key and server are in the environment."""
    sandbox = HealthchecksSandbox()
    project = sandbox.projects["main"]
    with (
        serve(sandbox.app) as server,
        Client(project.api_key, project.ping_key, f"{server.url}/api/") as client,
    ):
        variables = {"HEALTHCHECKS_PING_KEY": project.ping_key, "HEALTHCHECKS_BASE_URL": f"{server.url}/api/"}
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        yield Checks(sandbox, variables, client)


@pytest.fixture(autouse=True)
def no_monitor(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the environment names a monitor."""
    for name in list(os.environ):
        if name.startswith(("HEALTHCHECKS_", "BETTERSTACK_", "UPTIMEKIT_")):
            monkeypatch.delenv(name)


@pytest.fixture
def start() -> Iterator[Start]:
    """A function that starts ``uptimekit run`` with these arguments in a process of its own, whose output is not buffered."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
        given: dict[str, Any] = {
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "bufsize": 0,
            **options,
        }
        process = subprocess.Popen([sys.executable, "-m", "uptimekit", "run", *PATIENT, *arguments], **given)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def run(*arguments: str) -> int:
    """Run a job in this process, and return the exit code."""
    return main(["run", *PATIENT, *arguments])
