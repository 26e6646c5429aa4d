"""Sandboxes with a long history, each in a process of its own that counts its requests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

__all__ = ["LongHistory", "long_history"]


class LongHistory:
    """A server with a long history.

    Attributes:
        variables: those of the environment that lead a command to it.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.variables: dict[str, str] = self._said()

    def requests(self) -> dict[str, int]:
        """Return the numbers of requests until now, by operation."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        counts: dict[str, int] = self._said()
        return counts

    def _said(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


@contextmanager
def long_history(provider: str, things: int, past: int) -> Generator[LongHistory]:
    """Serve Healthchecks with so many checks of so many pings each, or Better Stack with monitors and incidents."""
    command = [sys.executable, "-m", __name__, provider, str(things), str(past)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield LongHistory(process)
        finally:
            process.terminate()


def _made(provider: str, things: int, past: int) -> tuple[Any, dict[str, str]]:
    from uptimekit import sandbox

    if provider == "betterstack":
        team = sandbox.BetterStackSandbox(teams=["main"], monitors=things, incidents=past, days=365)
        return team, {"BETTERSTACK_API_TOKEN": team.teams["main"].token}
    project = sandbox.HealthchecksSandbox(checks=things, pings=past, ping_log_limit=1000)
    return project, {"HEALTHCHECKS_API_KEY": project.projects["main"].api_key}


def _serve(provider: str, things: int, past: int) -> None:
    from uptimekit.sandbox import serve

    made, secrets = _made(provider, things, past)
    with serve(made.app) as server:
        print(json.dumps({f"{provider.upper()}_BASE_URL": server.url, **secrets}), flush=True)
        while sys.stdin.readline():  # until whoever started this is gone
            print(json.dumps(made.requests), flush=True)


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
