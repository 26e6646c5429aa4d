"""What checks have found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.uptimehunt._checks import Check, checks, show_check, show_error
from uptimekit.sandbox.uptimehunt._model import OPERATIONAL, Service, User, Watch
from uptimekit.sandbox.uptimehunt._probes import PROBES

_NOW = ManualClock().now()
_END = _NOW + timedelta(hours=10)
_USER = User(1, "a@example.com", "p", "", "", _NOW)


def _service(service_id: int = 1, kind: str = "http") -> Service:
    service = Service(service_id, _USER, _NOW, _NOW, [(_NOW, OPERATIONAL)], type=kind)
    service.watches.append(Watch(_NOW + timedelta(minutes=1), timedelta(minutes=3)))
    return service


def test_the_same_at_every_look() -> None:
    """Checks are the same for any stretch of time that they are in."""
    whole = checks(0, _service(), _NOW, _END)
    half = checks(0, _service(), _NOW + timedelta(hours=5), _END)
    assert len(whole) == 200
    assert whole[-len(half) :] == half


def test_drawn_from_seed_and_service() -> None:
    """Another seed and another service have other times."""
    found = {(seed, n): checks(seed, _service(n), _NOW, _END) for seed in (0, 1) for n in (1, 2)}
    assert found[0, 1] == checks(0, _service(1), _NOW, _END)
    assert found[0, 1] != found[0, 2] != found[1, 2] != found[1, 1]


def test_times_and_probes_vary_within_bounds() -> None:
    """Response times are spread over 80 to 280 ms, and every probe has its turn."""
    found = checks(0, _service(), _NOW, _END)
    times = [check.response_time for check in found if check.response_time is not None]
    assert len(times) == 200
    assert 80 <= min(times) < 100
    assert 260 < max(times) < 280
    assert {check.probe for check in found} == set(PROBES)


@pytest.mark.parametrize("state", ["down", "degraded"])
def test_anything_but_operational_fails(state: str) -> None:
    """From the moment a service is in another state its checks fail."""
    service = _service()
    service.states.append((_NOW + timedelta(minutes=4), state))
    found = checks(0, service, _NOW, _NOW + timedelta(minutes=10))
    assert [check.successful for check in found] == [True, False, False, False]


def test_http_check_in_full() -> None:
    """A good http check has its status and timings, in seconds, up to its response time."""
    service = _service()
    service.config = {"expected_status_code": 204}
    shown = show_check(service, Check(_NOW + timedelta(milliseconds=1), PROBES[0], 120.0))
    details = shown.pop("details")
    assert shown == {
        "timestamp": "2026-01-12T09:00:00.001Z",
        "probe": {
            "hostname": "probe-1.example.net",
            "city": "Riga",
            "country": "Latvia",
            "isp": "Example Net",
        },
        "response_time": 120.0,
        "status": "success",
        "error": None,
        "status_code": 204,
    }
    assert isinstance(details, dict)
    assert details["http_status_code"] == 204
    assert list(details["timing"].values()) == sorted(details["timing"].values())
    assert details["timing"]["total"] == 0.12


@pytest.mark.parametrize(("kind", "response_time"), [("ping", 120.0), ("http", None), ("ping", None)])
def test_other_checks_have_no_details(kind: str, response_time: float | None) -> None:
    """Neither a ping nor a check that failed has an HTTP status; only the latter has an error."""
    shown = show_check(_service(kind=kind), Check(_NOW, PROBES[0], response_time))
    assert (shown["status_code"], shown["details"], shown["response_time"]) == (None, None, response_time)
    assert (shown["status"] == "failure") is (shown["error"] is not None) is (response_time is None)


def test_error_entry() -> None:
    """An entry of the list of errors says when, where and what."""
    shown = show_error(Check(_NOW, PROBES[1], None))
    assert shown["timestamp"] == "2026-01-12T09:00:00.000Z"
    assert shown["error"] == "The service did not answer in time"
    assert shown["probe"] == PROBES[1].brief()
