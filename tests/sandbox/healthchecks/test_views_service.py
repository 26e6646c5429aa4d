"""Health, metrics and callbacks."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import HealthchecksSandbox, ManualClock

from .._calls import Caller

_UUID = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("version", [1, 2, 3])
def test_status(call: Caller, version: int) -> None:
    """Every version says OK to anyone, by any verb that is safe; others fail the forgery check."""
    path = f"/api/v{version}/status/"
    replies = [call(method, path, key=None) for method in ("GET", "HEAD", "OPTIONS", "POST", "PURGE")]
    assert [reply.status_code for reply in replies] == [200, 200, 200, 403, 403]
    assert replies[0].text == "OK"


def test_metrics(clock: ManualClock) -> None:
    """The right key opens the metrics, another one does not, and the last ping's number is in them."""
    call = Caller(HealthchecksSandbox(clock=clock, metrics_key="m" * 20))
    headers = {"X-Metrics-Key": "m" * 20}
    shown = call("GET", "metrics/", key=None, headers=headers).json()
    assert shown == {
        "ts": 1_768_208_400,
        "max_ping_id": None,
        "max_notification_id": None,
        "num_unprocessed_flips": 0,
    }
    for _ in range(2):
        call.ping(call.create())
    assert call("GET", "metrics/", key=None, headers=headers).json()["max_ping_id"] == 2
    assert call("GET", "metrics/", key=None, headers={"X-Metrics-Key": "wrong"}).status_code == 403
    assert call("HEAD", "metrics/", key=None, headers=headers).status_code == 200
    assert call("HEAD", "metrics/", key=None).status_code == 403


def test_callbacks(call: Caller) -> None:
    """Delivery reports are taken without a word, mail that is no bounce of ours with a few."""
    report = call("POST", f"notifications/{_UUID}/status", content=b"error=x", key=None)
    assert (report.status_code, report.text) == (200, "")
    for method in ("POST", "GET"):
        bounce = call(method, "bounces/", content=b"To: someone@example.org\n\n", key=None)
        assert (bounce.status_code, bounce.text) == (200, "OK (bad signature)")
