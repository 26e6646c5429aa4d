"""What was measured."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock, UptimeHuntSandbox

from ._calls import Caller, details

_MEASURED = ("response-times", "sparkline", "uptime")


@pytest.fixture
def watched(clock: ManualClock) -> Caller:
    """A caller with service 1, checked every five minutes for 30 days, and down for the last hour."""
    sandbox = UptimeHuntSandbox(clock=clock, services=1, access_lifetime=10**7)
    call = Caller(sandbox)
    sandbox.set_service_status(1, "down")
    clock.advance(3600)
    return call


def test_uptime(watched: Caller) -> None:
    """Uptime is told as documented, of the last 30 days unless asked."""
    assert watched.data("services/1/metrics/uptime") == {
        "uptime_percentage": 99.85,
        "total_checks": 8640,
        "successful_checks": 8627,
        "failed_checks": 13,
        "period": "30d",
    }


@pytest.mark.parametrize(
    ("period", "total", "percentage"),
    [("1h", 12, 0.0), ("2h", 24, 45.83), ("1d", 288, 95.49), ("90d", 8653, 99.85)],
)
def test_uptime_of_a_period(watched: Caller, period: str, total: int, percentage: float) -> None:
    """The period says which checks count: those after its begin."""
    found = watched.data(f"services/1/metrics/uptime?period={period}")
    assert (found["period"], found["total_checks"], found["uptime_percentage"]) == (period, total, percentage)


def test_nothing_measured(call: Caller) -> None:
    """A service that was never checked has no percentage, no points and no errors."""
    service = call.service()
    uptime = call.data(f"services/{service}/metrics/uptime")
    assert (uptime["uptime_percentage"], uptime["total_checks"]) == (None, 0)
    assert call.data(f"services/{service}/metrics/response-times") == {"period": "24h", "points": []}
    assert call.data(f"services/{service}/metrics/sparkline") == []
    assert call.data(f"services/{service}/errors") == []


@pytest.mark.parametrize(
    ("query", "count", "first"),
    [
        ("", 25, "2026-01-11T10:00:00Z"),
        ("?period=2d", 49, "2026-01-10T10:00:00Z"),
        ("?period=3d", 4, "2026-01-09T00:00:00Z"),
        ("?period=30d", 31, "2025-12-13T00:00:00Z"),
    ],
)
def test_response_times(watched: Caller, query: str, count: int, first: str) -> None:
    """Response times are means by hour, by day for more than two days, oldest first, none where all failed."""
    found = watched.data(f"services/1/metrics/response-times{query}")["points"]
    assert (len(found), found[0]["timestamp"]) == (count, first)
    assert [one["timestamp"] for one in found] == sorted(one["timestamp"] for one in found)
    good = [one["response_time"] for one in found if one["response_time"] is not None]
    assert all(100 < mean < 260 for mean in good)
    assert len(found) - len(good) == (2 if count > 20 and count != 31 else 0)


def test_mean(clock: ManualClock) -> None:
    """A mean is that of the good checks of its hour."""
    call = Caller(UptimeHuntSandbox(clock=clock))
    service = call.service(interval=1)
    clock.advance(600)
    times = [one["response_time"] for one in call.data(f"services/{service}/checks")]
    (point,) = call.data(f"services/{service}/metrics/response-times")["points"]
    assert point == {"timestamp": "2026-01-12T09:00:00Z", "response_time": round(sum(times) / 10, 2)}


def test_sparkline(watched: Caller) -> None:
    """A sparkline is a bare list of the last twenty checks, oldest first."""
    found = watched.data("services/1/metrics/sparkline")
    assert len(found) == 20
    assert [one["response_time"] is None for one in found] == [False] * 7 + [True] * 13
    assert found[-1]["timestamp"] == "2026-01-12T10:00:00Z"


def test_errors(watched: Caller) -> None:
    """Errors are the checks that failed, newest first, in pages."""
    page = watched("GET", "services/1/errors?limit=10&page=2").json()
    assert page["meta"] == {"page": 2, "limit": 10, "total": 13, "totalPages": 2}
    assert [one["timestamp"] for one in page["data"]] == [
        f"2026-01-12T09:{minute}:00.000Z" for minute in ("10", "05", "00")
    ]


@pytest.mark.parametrize("name", _MEASURED)
@pytest.mark.parametrize("period", ["", "30", "d", "0d", "-1d", "1w", "1000d", "1.5h"])
def test_periods_that_make_no_sense(watched: Caller, name: str, period: str) -> None:
    """Anything but hours or days is 400."""
    assert set(details(watched("GET", f"services/1/metrics/{name}?period={period}"), 400)) == {"period"}
