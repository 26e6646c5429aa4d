"""Redaction of logs, reprs and traces: an allow-list of headers, and silence of the HTTP libraries."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import partial
from typing import Final

from .constants import SHORT_TEXT_LIMIT
from .http_library import is_a
from .sanitize import sanitized

__all__ = ["SHOWN_HEADERS", "forget_request", "shown_headers", "silence", "silent_transport"]

SHOWN_HEADERS: Final = frozenset(
    {
        "age",
        "cache-control",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "ping-body-limit",
        "retry-after",
        "retry-after-ms",
        "server",
        "x-api-deprecation",
        "x-api-sunset",
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "x-request-id",
    }
)
"""Response headers whose values a log or ``repr`` may show; all others show as ``***``."""

silent_transport: ContextVar[bool] = ContextVar("uptimekit_silent_transport", default=False)
"""True while this package sends: the transport logs full URLs, and a ping URL is a secret."""


def silence(*, foreign: bool) -> Callable[[], None]:
    """Let nothing below this package show an address while a request is sent; return what ends that.

    Args:
        foreign: whether what sends was passed in by the program.  Instrumentations of OpenTelemetry see it then, and
            their spans have the address: they make none meanwhile.
    """
    logs = silent_transport.set(True)
    context = sys.modules.get("opentelemetry.context") if foreign else None
    key = getattr(context, "_SUPPRESS_HTTP_INSTRUMENTATION_KEY", None)  # where instrumentations look
    if context is None or key is None:
        return partial(silent_transport.reset, logs)
    spans = context.attach(context.set_value(key, True))

    def end() -> None:
        context.detach(spans)
        silent_transport.reset(logs)

    return end


def forget_request(error: Exception) -> None:
    """Remove the request, which has the address and the headers, from an exception of the HTTP library."""
    if is_a(error, "RequestError"):
        vars(error)["_request"] = None


def shown_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return *headers*: values on the allow-list are cut and cleaned, all others are masked."""
    return {
        name.lower(): sanitized(said, SHORT_TEXT_LIMIT) if name.lower() in SHOWN_HEADERS else "***"
        for name, said in headers.items()
    }


class _OwnRequests(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002  (the signature is logging's)
        return not silent_transport.get()


# A filter of a logger does not see what its children log, so each of them gets it.  httpx logs addresses at INFO,
# httpcore addresses and headers at DEBUG, hpack headers at DEBUG.
_CHATTY: Final = ("connection", "http11", "http2", "proxy", "socks")
_TRANSPORT_LOGGERS: Final = (
    *("httpx", "httpx2", "hpack.hpack", "hpack.table"),
    *(f"{library}.{part}" for library in ("httpcore", "httpcore2") for part in _CHATTY),
)
for _name in _TRANSPORT_LOGGERS:
    logging.getLogger(_name).addFilter(_OwnRequests())
