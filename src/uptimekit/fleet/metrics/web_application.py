"""The web application of the exporter: the metrics at one path, and a link to them at the root."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["METRICS_PATH", "only_metrics"]

METRICS_PATH: Final = "/metrics"
_INDEX: Final = f'<!doctype html><title>uptimekit</title><a href="{METRICS_PATH}">Metrics</a>\n'.encode()
_HTML: Final = "text/html; charset=utf-8"
_TEXT: Final = "text/plain; charset=utf-8"


def only_metrics(metrics: WSGIApplication) -> WSGIApplication:
    """Return an application with *metrics* at ``/metrics``, for GET and HEAD.

    Every other path but the root is not found, so that a scrape of a misspelt one fails.
    """

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO") or "/"
        if path == "/":
            return _page("200 OK", _HTML, _INDEX, start_response)
        if path != METRICS_PATH:
            return _page(
                "404 Not Found", _TEXT, f"The metrics are at {METRICS_PATH}.\n".encode(), start_response
            )
        if environ["REQUEST_METHOD"] == "HEAD":
            return _head(metrics, environ, start_response)
        return metrics(environ, start_response)

    return application


def _page(status: str, kind: str, body: bytes, start_response: StartResponse) -> Iterable[bytes]:
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]


def _head(
    metrics: WSGIApplication, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    """Answer as to GET, without the body."""
    answered: list[tuple[str, list[tuple[str, str]]]] = []

    def keep(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        answered.append((status, headers))

    body = b"".join(metrics({**environ, "REQUEST_METHOD": "GET"}, keep))
    ((status, headers),) = answered
    start_response(status, [*headers, ("Content-Length", str(len(body)))])
    return []
