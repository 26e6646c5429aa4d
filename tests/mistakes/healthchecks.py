"""Mistakes with Healthchecks. Given: `client`, `api_key`, `ping_key`, `api_url`, `host`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.mistakes._row import Given, Mistake

from uptimekit.healthchecks import Client
from uptimekit.sandbox import HealthchecksSandbox, serve


@contextmanager
def given() -> Iterator[Given]:
    """Serve a sandbox with one project, and open a client for it."""
    sandbox = HealthchecksSandbox()
    project = sandbox.projects["main"]
    with serve(sandbox.app) as server:
        keys: Given = {
            "api_key": project.api_key,
            "ping_key": project.ping_key,
            "api_url": f"{server.url}/api/",
        }
        with Client(**keys) as client:
            yield {**keys, "client": client, "host": server.url.removeprefix("http://")}


ROWS: list[Mistake] = []
