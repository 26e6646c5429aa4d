"""The web application of the exporter."""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment
from wsgiref.util import setup_testing_defaults

import pytest

from uptimekit.fleet.metrics.web_application import only_metrics


def metrics(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """What stands for the metrics; it knows GET only, as that of prometheus-client."""
    status = "200 OK" if environ["REQUEST_METHOD"] == "GET" else "405 Method Not Allowed"
    start_response(status, [("Content-Type", "text/plain")])
    return [b"up 1\n"]


def asked(method: str, path: str) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body of an answer."""
    environ: WSGIEnvironment = {"REQUEST_METHOD": method, "PATH_INFO": path}
    setup_testing_defaults(environ)
    seen: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> object:
        seen.append((status, dict(headers)))
        return None

    body = b"".join(only_metrics(metrics)(environ, start))  # type: ignore[arg-type]
    ((status, headers),) = seen
    return status, headers, body


def test_metrics_and_nothing_else() -> None:
    """The metrics are at one path, the root leads to them, and a misspelt path does not look like a scrape that works."""
    assert asked("GET", "/metrics") == ("200 OK", {"Content-Type": "text/plain"}, b"up 1\n")
    assert b'href="/metrics"' in asked("GET", "/")[2]
    for path in ("/metric", "/metrics/", "/favicon.ico"):
        assert asked("GET", path)[0] == "404 Not Found"


def test_head_is_get_without_a_body() -> None:
    """HEAD has the status and the length that GET has."""
    assert asked("HEAD", "/metrics") == (
        "200 OK", {"Content-Type": "text/plain", "Content-Length": "5"}, b"",
    )  # fmt: skip


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_other_methods_are_refused(method: str) -> None:
    """What the metrics refuse stays refused."""
    assert asked(method, "/metrics")[0] == "405 Method Not Allowed"
