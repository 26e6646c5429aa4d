"""The sandboxes of all four providers with some two hundred objects each, every one in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from itertools import count
from typing import Any

__all__ = ["sandboxes"]

PROVIDERS = ("betterstack", "healthchecks", "statuspage", "uptimehunt")


@contextmanager
def sandboxes(objects: int) -> Generator[dict[str, str]]:
    """Start them, each with about *objects*; yields the variables of the environment that lead to them."""
    with ExitStack() as stack:
        started = [stack.enter_context(_process(provider, objects)) for provider in PROVIDERS]
        yield {name: text for process in started for name, text in _said(process).items()}


@contextmanager
def _process(provider: str, objects: int) -> Generator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", __name__, provider, str(objects)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def _said(process: subprocess.Popen[str]) -> dict[str, str]:
    assert process.stdout is not None
    variables: dict[str, str] = json.loads(process.stdout.readline())
    return variables


def _made(provider: str, objects: int) -> tuple[Any, dict[str, str]]:
    """Return a sandbox, and the credentials that it takes."""
    from uptimekit import sandbox

    if provider == "betterstack":
        team = sandbox.BetterStackSandbox(monitors=objects)
        return team, {"BETTERSTACK_API_TOKEN": team.teams["main"].token}
    if provider == "healthchecks":
        project = sandbox.HealthchecksSandbox()
        return project, {"HEALTHCHECKS_API_KEY": project.projects["main"].api_key}
    if provider == "statuspage":
        page = sandbox.StatuspageSandbox(components=[f"Component {number}" for number in range(objects)])
        return page, {"STATUSPAGE_API_KEY": page.api_key, "STATUSPAGE_PAGE_ID": page.page_id}
    user = sandbox.UptimeHuntSandbox(services=objects)
    return user, {"UPTIMEHUNT_EMAIL": user.email, "UPTIMEHUNT_PASSWORD": user.password}


def _serve(provider: str, objects: int) -> None:
    from uptimekit.healthchecks import CheckCreate, Client
    from uptimekit.sandbox import serve

    made, secrets = _made(provider, objects)
    with serve(made.app) as server:
        if provider == "healthchecks":
            with Client(secrets["HEALTHCHECKS_API_KEY"], api_url=server.url, rate_limit=None) as client:
                for number in range(objects):
                    client.create_check(CheckCreate(name=f"Job {number}"))
        print(json.dumps({f"{provider.upper()}_BASE_URL": server.url, **secrets}), flush=True)
        for _ in count():
            if not sys.stdin.readline():  # whoever started this is gone
                return


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]))
