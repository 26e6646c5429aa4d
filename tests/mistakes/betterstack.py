"""Mistakes with Better Stack. Given: `api`, `token`, `base_url`, `host`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.mistakes._row import Given, Mistake

from uptimekit.betterstack import UptimeAPI
from uptimekit.sandbox import BetterStackSandbox, serve


@contextmanager
def given() -> Iterator[Given]:
    """Serve a sandbox with four monitors, and open an API for it."""
    sandbox = BetterStackSandbox(monitors=4)
    with serve(sandbox.app) as server:
        token, base_url = sandbox.teams["main"].token, f"{server.url}/api/v2/"
        with UptimeAPI(token, base_url=base_url) as api:
            host = server.url.removeprefix("http://")
            yield {"token": token, "base_url": base_url, "api": api, "host": host}


ROWS: list[Mistake] = []
