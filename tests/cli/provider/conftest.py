"""The sandboxes of the four providers, and an environment that leads to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from uptimekit.cli.main import main
from uptimekit.sandbox import (
    BetterStackSandbox,
    HealthchecksSandbox,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def servers() -> Iterator[dict[str, str]]:
    """The variables of the environment with which every provider is a sandbox."""
    betterstack, healthchecks = BetterStackSandbox(monitors=3), HealthchecksSandbox()
    statuspage, uptimehunt = StatuspageSandbox(components=("API", "Website")), UptimeHuntSandbox(services=2)
    sandboxes = {
        "BETTERSTACK_BASE_URL": betterstack,
        "HEALTHCHECKS_BASE_URL": healthchecks,
        "STATUSPAGE_BASE_URL": statuspage,
        "UPTIMEHUNT_BASE_URL": uptimehunt,
    }
    with ExitStack() as stack:
        urls: dict[str, Any] = {
            name: stack.enter_context(serve(each.app)) for name, each in sandboxes.items()
        }
        yield {
            **{name: server.url for name, server in urls.items()},
            "BETTERSTACK_API_TOKEN": betterstack.teams["main"].token,
            "HEALTHCHECKS_API_KEY": healthchecks.projects["main"].api_key,
            "HEALTHCHECKS_PING_KEY": healthchecks.projects["main"].ping_key,
            "STATUSPAGE_API_KEY": statuspage.api_key,
            "STATUSPAGE_PAGE_ID": statuspage.page_id,
            "UPTIMEHUNT_EMAIL": uptimehunt.email,
            "UPTIMEHUNT_PASSWORD": uptimehunt.password,
        }


@pytest.fixture
def run(
    servers: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Run:
    """A function that runs the command against the sandboxes; it returns the exit code and both outputs."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name, text in servers.items():
        monkeypatch.setenv(name, text)

    def call(*words: str) -> tuple[int, str, str]:
        status = main(words)
        return status, *capsys.readouterr()

    return call
