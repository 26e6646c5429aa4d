"""Mistakes with UptimeHunt. Given: `client`, `email`, `password`, `base_url`, `host`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.mistakes._row import Given, Mistake

from uptimekit.sandbox import ManualClock, UptimeHuntSandbox, serve
from uptimekit.uptimehunt import Client


@contextmanager
def given() -> Iterator[Given]:
    """Serve a sandbox with a clock set by hand, and open a client for it."""
    clock = ManualClock()
    sandbox = UptimeHuntSandbox(clock=clock)
    with serve(sandbox.app) as server:
        keys: Given = {
            "email": sandbox.email,
            "password": sandbox.password,
            "base_url": f"{server.url}{sandbox.base_path}",
        }
        with Client(**keys, clock=clock) as client:
            yield {**keys, "client": client, "host": server.url.removeprefix("http://")}


ROWS: list[Mistake] = []
