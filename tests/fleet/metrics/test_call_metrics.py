"""The metrics of calls: answers, retries, failures and waits, of any client that gets the hook."""

from __future__ import annotations

import httpx
import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.openmetrics.exposition import generate_latest as openmetrics
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from uptimekit import NotFoundError, RateLimit
from uptimekit.fleet.metrics import CallMetrics
from uptimekit.healthchecks import Client
from uptimekit.sandbox import ManualClock

KEY = "an-api-key-of-24-letters"
PING = "5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278"


def test_calls_are_counted() -> None:
    """Each answer counts by its status, each retry and each failed call by the class of its error, and waits add up."""
    registry = CollectorRegistry()
    left = [503, 200, 404]
    transport = httpx.MockTransport(lambda _: httpx.Response(left.pop(0), json={"name": "Job"}))
    calls = CallMetrics()
    registry.register(calls)
    with Client(
        KEY, transport=transport, hooks=[calls], clock=ManualClock(), rate_limit=RateLimit(1, 10), backoff=0
    ) as client:
        client.get_check(PING)
        with pytest.raises(NotFoundError):
            client.get_check(PING)

    def value(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(name, labels)

    where = {"provider": "healthchecks", "operation": "getCheck"}
    for code in ("200", "404", "503"):
        assert value("uptimekit_requests_total", **where, code=code) == 1
    assert value("uptimekit_request_duration_seconds_count", provider="healthchecks") == 3
    assert value("uptimekit_retries_total", **where, error="HCAPIServerError") == 1
    assert value("uptimekit_failed_calls_total", **where, error="CheckNotFoundError") == 1
    waited = value("uptimekit_rate_limit_wait_seconds_total", provider="healthchecks")
    assert waited == pytest.approx(20, abs=1)
    shown = generate_latest(registry).decode()
    print(shown)  # tests/canaries.py looks for secrets in it
    assert PING not in shown
    assert [*text_string_to_metric_families(openmetrics(registry).decode())]
