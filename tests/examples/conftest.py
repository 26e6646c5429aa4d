"""The examples run as their users run them: a process with environment variables, against a sandbox on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from uptimekit.sandbox import (
    BetterStackSandbox,
    HealthchecksSandbox,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)

ROOT = Path(__file__).resolve().parents[2]

Start = Callable[..., "subprocess.Popen[str]"]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Environment = Mapping[str, str]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """A function that starts an example in an empty folder, with no other variables than those that it is given."""
    started: list[subprocess.Popen[str]] = []

    def start(example: str, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, ROOT / "examples" / example, *arguments],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "generated")]),
                "PYTHONWARNINGS": "error",
                **variables,
            },
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def run(start: Start) -> Run:
    """A function that runs an example to its end; a traceback fails the test."""

    def run(example: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        process = start(example, *arguments, **variables)
        output, errors = process.communicate(timeout=90)
        assert "Traceback" not in errors, errors
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors)

    return run


@pytest.fixture
def healthchecks() -> Iterator[tuple[HealthchecksSandbox, Environment]]:
    """A sandbox of Healthchecks, and the variables for it."""
    sandbox = HealthchecksSandbox()
    project = sandbox.projects["main"]
    with serve(sandbox.app) as server:
        yield (
            sandbox,
            {
                "HEALTHCHECKS_API_KEY": project.api_key,
                "HEALTHCHECKS_PING_KEY": project.ping_key,
                "HEALTHCHECKS_API_URL": f"{server.url}/api/",
            },
        )


@pytest.fixture
def betterstack() -> Iterator[tuple[BetterStackSandbox, Environment]]:
    """A sandbox of Better Stack with three monitors of the team, and the variables for it."""
    sandbox = BetterStackSandbox(teams=["main"], monitors=3, incidents=6)
    with serve(sandbox.app) as server:
        yield (
            sandbox,
            {
                "BETTERSTACK_API_TOKEN": sandbox.teams["main"].token,
                "BETTERSTACK_BASE_URL": f"{server.url}/api/v2/",
            },
        )


@pytest.fixture
def statuspage() -> Iterator[tuple[StatuspageSandbox, Environment]]:
    """A sandbox of Statuspage, and the variables for it."""
    sandbox = StatuspageSandbox()
    with serve(sandbox.app) as server:
        yield (
            sandbox,
            {
                "STATUSPAGE_API_KEY": sandbox.api_key,
                "STATUSPAGE_PAGE_ID": sandbox.page_id,
                "STATUSPAGE_BASE_URL": f"{server.url}{sandbox.manage_path}",
            },
        )


@pytest.fixture
def uptimehunt() -> Iterator[tuple[UptimeHuntSandbox, Environment]]:
    """A sandbox of UptimeHunt with two services, and the variables for it."""
    sandbox = UptimeHuntSandbox(services=2)
    with serve(sandbox.app) as server:
        yield (
            sandbox,
            {
                "UPTIMEHUNT_EMAIL": sandbox.email,
                "UPTIMEHUNT_PASSWORD": sandbox.password,
                "UPTIMEHUNT_BASE_URL": f"{server.url}{sandbox.base_path}",
            },
        )
