"""Mistakes with Statuspage. Given: `client`, `api_key`, `page_id`, `base_url`, `host`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.mistakes._row import Given, Mistake

from uptimekit.sandbox import StatuspageSandbox, serve
from uptimekit.statuspage import Client


@contextmanager
def given() -> Iterator[Given]:
    """Serve a sandbox with one page, and open a client for it."""
    sandbox = StatuspageSandbox()
    with serve(sandbox.app) as server:
        keys: Given = {
            "api_key": sandbox.api_key,
            "page_id": sandbox.page_id,
            "base_url": f"{server.url}{sandbox.manage_path}",
        }
        with Client(**keys) as client:
            yield {**keys, "client": client, "host": server.url.removeprefix("http://")}


ROWS: list[Mistake] = []
