"""Points of metrics."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import Caller

_NOW = 1_768_208_400  # 2026-01-12T09:00:00Z
_DAY = 86_400


def _submit(call: Caller, metric: str, timestamp: int, value: float) -> None:
    call.ok("POST", f"metrics/{metric}/data", {"data": {"timestamp": timestamp, "value": value}})


def test_points_are_kept_on_steps(call: Caller, clock: ManualClock) -> None:
    """A point is kept at the half minute before it, and the answer says so."""
    assert clock.now().timestamp() == _NOW
    metric = call.metric()
    body = {"data": {"timestamp": _NOW - 1, "value": 1.5}}
    made = call.ok("POST", f"metrics/{metric}/data", body)
    assert made == {"data": {"timestamp": _NOW - 30, "value": 1.5}}
    assert call.sandbox.metric_points(metric) == {_NOW - 30: 1.5}
    assert call.get(f"metrics/{metric}")["most_recent_data_at"] == "2026-01-12T08:59:30Z"


def test_the_last_of_a_step_wins(call: Caller) -> None:
    """A second point of the same half minute takes the place of the first."""
    metric = call.metric()
    for second, value in ((0, 1), (29, 2), (30, 3)):
        _submit(call, metric, _NOW - 60 + second, value)
    assert call.sandbox.metric_points(metric) == {_NOW - 60: 2, _NOW - 30: 3}


@pytest.mark.parametrize(
    ("timestamp", "status"),
    [
        (_NOW - 28 * _DAY, 201),
        (_NOW - 28 * _DAY - 1, 422),
        (_NOW + _DAY, 201),
        (_NOW + _DAY + 1, 422),
        (10**30, 422),
        (str(_NOW), 201),
        ("now", 422),
        (None, 422),
    ],
)
def test_times(call: Caller, timestamp: object, status: int) -> None:
    """Points of the last 28 days are taken, and of a clock that is a little ahead."""
    metric = call.metric()
    body = {"data": {"timestamp": timestamp, "value": 1}}
    assert call("POST", f"metrics/{metric}/data", body).status_code == status


@pytest.mark.parametrize("value", [None, "x", [], True])
def test_values(call: Caller, value: object) -> None:
    """A value is a number."""
    body = {"data": {"timestamp": _NOW, "value": value}}
    call.refused("POST", f"metrics/{call.metric()}/data", body)


def test_only_own_metrics_take_points(call: Caller) -> None:
    """A metric that a provider fills answers 405, to one point and to many."""
    provider = {"type": "Librato", "email": "owner@example.com", "api_token": "t" * 20}
    linked = call.ok("POST", "metrics_providers", {"metrics_provider": provider})["id"]
    metric = call.ok("POST", f"metrics_providers/{linked}/metrics", {"metric": {"name": "M"}})["id"]
    point = {"timestamp": _NOW, "value": 1}
    assert call("POST", f"metrics/{metric}/data", {"data": point}).status_code == 405
    assert call("POST", "metrics/data", {"data": {metric: [point]}}).status_code == 405
