"""The server of fixed answers."""

from __future__ import annotations

import httpx
import pytest
from benchmarks.server import serve


def test_it_answers_by_path_and_query() -> None:
    """Each target gets its own text, JSON as JSON; anything else is 404, on the same connection."""
    with serve({"/a": '{"x": 1}', "/a?page=2": "OK"}) as base, httpx.Client(base_url=base) as client:
        assert client.get("/a").json() == {"x": 1}
        assert client.get("/a?page=2").text == "OK"
        assert client.get("/b").status_code == 404


def test_it_reads_a_body_before_it_answers() -> None:
    """A body, however long, is not taken for the next request."""
    with serve({"/ping": "OK"}) as base, httpx.Client(base_url=base) as client:
        for repeat in (0, 1, 10_000):
            assert client.post("/ping", content=b"GET /b HTTP/1.1\r\n\r\n" * repeat).text == "OK"
        assert client.get("/ping").text == "OK"


def test_it_ends_with_the_block() -> None:
    """After the block nothing listens any more."""
    with serve({"/a": "OK"}, delay=0.001) as base:
        assert httpx.get(f"{base}/a").text == "OK"
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{base}/a")
