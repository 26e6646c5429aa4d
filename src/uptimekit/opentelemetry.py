"""Spans and metrics of calls by OpenTelemetry's conventions for HTTP clients.  It needs the extra ``opentelemetry``.

The conventions are https://opentelemetry.io/docs/specs/semconv/http/: a span for each attempt of a call, and none for
the call.  See ``docs/howto/logging-and-opentelemetry.md``.
"""

from __future__ import annotations

from contextvars import Token
from time import perf_counter
from typing import Final
from urllib.parse import urlsplit

from attrs import define

from uptimekit import __version__
from uptimekit._runtime.events import Answered, CallFailed, Event, RequestSent, RetryScheduled
from uptimekit._runtime.logger import logger

try:
    from opentelemetry import context, metrics, trace
    from opentelemetry.context import _SUPPRESS_HTTP_INSTRUMENTATION_KEY as _SUPPRESS_HTTP  # pyright: ignore[reportPrivateUsage]  (instrumentations use it too)
    from opentelemetry.context import _SUPPRESS_INSTRUMENTATION_KEY as _SUPPRESS_ALL  # pyright: ignore[reportPrivateUsage]
    from opentelemetry.context.context import Context
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.semconv.attributes.error_attributes import ERROR_TYPE
    from opentelemetry.semconv.attributes.http_attributes import (
        HTTP_REQUEST_METHOD,
        HTTP_REQUEST_RESEND_COUNT,
        HTTP_RESPONSE_STATUS_CODE,
    )
    from opentelemetry.semconv.attributes.server_attributes import SERVER_ADDRESS, SERVER_PORT
    from opentelemetry.semconv.attributes.url_attributes import URL_FULL
    from opentelemetry.semconv.metrics.http_metrics import HTTP_CLIENT_REQUEST_DURATION
    from opentelemetry.semconv.schemas import Schemas
    from opentelemetry.trace import Span, SpanKind, StatusCode, TracerProvider
except ModuleNotFoundError as _missing:
    _message = f"uptimekit.opentelemetry needs {_missing.name}, which is not installed: pip install 'uptimekit[opentelemetry]'"
    raise ModuleNotFoundError(_message, name=_missing.name) from _missing

__all__ = ["OpenTelemetryHook"]

_SCHEMA: Final = Schemas.V1_36_0.value
_URL_TEMPLATE: Final = "url.template"  # not stable in the conventions yet, so programs copy the name
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
"""Limits in seconds that the conventions advise for the duration of requests."""

_PORTS: Final = {"http": 80, "https": 443}
_ATTEMPT: Final = context.create_key("uptimekit-attempt")

_Attributes = dict[str, str | int | float]


@define
class _Attempt:
    """The attempt under way."""

    span: Span
    labels: _Attributes  # of its measurements
    began: float
    token: Token[Context] | None = None  # detaches the context of the attempt


class OpenTelemetryHook:
    """A hook that makes spans and metrics of the calls of every client that gets it.

    Each attempt is a span of kind CLIENT below the span in which the program calls.  It has the template of the
    path (``url.template``, and ``url.full`` with it): no attribute holds a path, a query, a header or a body.

    The metrics are the histograms ``http.client.request.duration`` and ``uptimekit.rate_limit.wait.duration``, in
    seconds, and the counter ``uptimekit.retries``.  What OpenTelemetry raises is logged, and ends no call.

    Args:
        tracer_provider: what makes the tracer.  Default: the global one.
        meter_provider: what makes the meter.  Default: the global one.

    Examples:
        >>> from uptimekit.healthchecks import Client
        >>> client = Client("my-key", hooks=[OpenTelemetryHook()])
    """

    def __init__(
        self, *, tracer_provider: TracerProvider | None = None, meter_provider: MeterProvider | None = None
    ) -> None:
        self._tracer = trace.get_tracer("uptimekit", __version__, tracer_provider, _SCHEMA)
        meter = metrics.get_meter("uptimekit", __version__, meter_provider, _SCHEMA)
        self._durations = meter.create_histogram(
            HTTP_CLIENT_REQUEST_DURATION,
            unit="s",
            description="Duration of HTTP client requests.",
            explicit_bucket_boundaries_advisory=_BUCKETS,
        )
        self._waits = meter.create_histogram(
            "uptimekit.rate_limit.wait.duration",
            unit="s",
            description="Time that a request waited for the rate limit before it was sent.",
            explicit_bucket_boundaries_advisory=_BUCKETS,
        )
        self._retries = meter.create_counter(
            "uptimekit.retries", unit="{retry}", description="Attempts that are followed by another one."
        )

    def __call__(self, event: Event) -> None:
        """Begin a span with a request, and end it with what came of it."""
        try:
            match event:
                case RequestSent():
                    self._begin(event)
                case Answered():
                    self._answered(event)
                case RetryScheduled():
                    self._failed(event)
                    if not _suppressed():
                        self._retries.add(1, {**_labels(event), ERROR_TYPE: event.error})
                case CallFailed():
                    self._failed(event)
                case _:
                    pass
        except Exception as error:
            logger.warning("OpenTelemetry raised %s", type(error).__name__)

    def _begin(self, event: RequestSent) -> None:
        if _suppressed():
            return
        labels = _labels(event)
        span = self._tracer.start_span(
            f"{event.method} {labels[_URL_TEMPLATE]}",
            kind=SpanKind.CLIENT,
            attributes={**labels, **_facts_of_span(event)},
        )
        attempt = _Attempt(span, labels, perf_counter())
        here = trace.set_span_in_context(span)
        attempt.token = context.attach(context.set_value(_ATTEMPT, attempt, here))
        self._waits.record(event.waited, labels)

    def _answered(self, event: Answered) -> None:
        if (attempt := _taken_off()) is None:
            return
        said: _Attributes = {HTTP_RESPONSE_STATUS_CODE: event.status_code}
        if event.status_code >= 400:
            said[ERROR_TYPE] = str(event.status_code)
            attempt.span.set_status(StatusCode.ERROR)
        if event.request_id is not None:
            attempt.span.set_attribute("uptimekit.request_id", event.request_id)
        self._end(attempt, said)

    def _failed(self, event: RetryScheduled | CallFailed) -> None:
        if (attempt := _taken_off()) is not None:
            attempt.span.set_status(StatusCode.ERROR, event.reason)
            self._end(attempt, {ERROR_TYPE: event.error})

    def _end(self, attempt: _Attempt, said: _Attributes) -> None:
        elapsed = perf_counter() - attempt.began
        attempt.span.set_attributes(said)
        attempt.span.end()
        self._durations.record(elapsed, {**attempt.labels, **said})


def _suppressed() -> bool:
    """Whether the program wants no spans, or an attempt is under way already."""
    return any(map(context.get_value, (_ATTEMPT, _SUPPRESS_HTTP, _SUPPRESS_ALL)))


def _taken_off() -> _Attempt | None:
    """Leave the context of the attempt under way and return the attempt; None if there is none."""
    attempt = context.get_value(_ATTEMPT)
    if not isinstance(attempt, _Attempt) or attempt.token is None:
        return None
    context.detach(attempt.token)
    return attempt


def _labels(event: Event) -> _Attributes:
    server = urlsplit(event.base_url)
    labels: _Attributes = {
        HTTP_REQUEST_METHOD: event.method,
        SERVER_ADDRESS: server.hostname or "",
        _URL_TEMPLATE: f"{server.path}{event.path}",
    }
    if port := server.port or _PORTS.get(server.scheme):
        labels[SERVER_PORT] = port
    return labels


def _facts_of_span(event: RequestSent) -> _Attributes:
    facts: _Attributes = {
        URL_FULL: f"{event.base_url}{event.path}",
        "uptimekit.provider": event.provider,
        "uptimekit.operation": event.operation,
    }
    if event.attempt > 1:
        facts[HTTP_REQUEST_RESEND_COUNT] = event.attempt - 1
    return facts
