"""Metrics of this program's own calls: requests, retries and waits for rate limits."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric
from prometheus_client.registry import Collector

from uptimekit._runtime.events import Answered, CallFailed, Event, RequestSent, RetryScheduled

__all__ = ["CallMetrics"]

_OPERATION = ("provider", "operation")


class CallMetrics(Collector):
    """A hook of clients that counts their calls, and a collector of the counts.

    The labels ``provider`` and ``operation`` name what was called; ``code`` is the status of the answer, and ``error``
    the class of the error.
    """

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "uptimekit_requests", "Answers of providers, by status.", (*_OPERATION, "code"), registry=registry
        )
        self._seconds = Histogram(
            "uptimekit_request_duration_seconds",
            "Time from the request to the complete answer.",
            ("provider",),
            registry=registry,
        )
        self._retries = Counter(
            "uptimekit_retries",
            "Attempts that were followed by another one.",
            (*_OPERATION, "error"),
            registry=registry,
        )
        self._failures = Counter(
            "uptimekit_failed_calls",
            "Calls that ended with an error.",
            (*_OPERATION, "error"),
            registry=registry,
        )
        self._waits = Counter(
            "uptimekit_rate_limit_wait_seconds",
            "Time that requests waited for the rate limit before they were sent.",
            ("provider",),
            registry=registry,
        )

    def __call__(self, event: Event) -> None:
        """Count *event*."""
        where = event.provider, event.operation
        match event:
            case RequestSent():
                self._waits.labels(event.provider).inc(event.waited)
            case Answered():
                self._requests.labels(*where, str(event.status_code)).inc()
                self._seconds.labels(event.provider).observe(event.elapsed)
            case RetryScheduled():
                self._retries.labels(*where, event.error).inc()
            case CallFailed():
                self._failures.labels(*where, event.error).inc()
            case _:
                pass

    def collect(self) -> Iterable[Metric]:
        """Return the families with all counts until now."""
        return self._registry.collect()

    def describe(self) -> Iterable[Metric]:
        """Return the families."""
        return self._registry.collect()
