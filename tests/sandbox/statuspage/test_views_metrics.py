"""Metrics, and many points at once."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import Caller

_NOW = 1_768_208_400  # 2026-01-12T09:00:00Z


def _provider(call: Caller, kind: str = "Self") -> str:
    return str(call.ok("POST", "metrics_providers", {"metrics_provider": {"type": kind}})["id"])


def test_a_metric(call: Caller) -> None:
    """A metric has what was sent, null for the rest, and is found on the page and below its provider."""
    provider = _provider(call)
    inner = {
        "name": "Response time",
        "suffix": "ms",
        "y_axis_min": 0,
        "y_axis_max": 1.5,
        "decimal_places": 0,
        "transform": "average",
        "y_axis_hidden": True,
    }
    reply = call("POST", f"metrics_providers/{provider}/metrics", {"metric": inner})
    made = reply.json()
    assert (reply.status_code, made["metrics_provider_id"]) == (201, provider)
    assert {name: made[name] for name in inner if name != "transform"} == {
        name: value for name, value in inner.items() if name != "transform"
    }
    unset = ("metric_identifier", "tooltip_description", "most_recent_data_at", "reference_name")
    assert [made[name] for name in unset] == [None] * 4
    assert call.get(f"metrics/{made['id']}") == made
    assert call.get("metrics") == call.get(f"metrics_providers/{provider}/metrics") == [made]
    assert call.get(f"metrics_providers/{_provider(call)}/metrics") == []


def test_the_word_self(call: Caller) -> None:
    """In place of an id it means the provider for submitted points, which is made if there is none."""
    metric = call.metric()
    (provider,) = call.ids("metrics_providers")
    assert call.get(f"metrics/{metric}")["metrics_provider_id"] == provider
    assert call.ids("metrics_providers/self/metrics") == [metric]
    assert call.ids("metrics_providers") == [provider]


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"name": ""}, "Name"),
        ({"transform": "median"}, "Transform"),
        ({"decimal_places": -1}, "Decimal places"),
        ({"y_axis_min": "low"}, "Y axis min"),
        ({"display": "yes"}, "Display"),
    ],
)
def test_unfit_metrics(call: Caller, fields: dict[str, object], complaint: str) -> None:
    """A name is needed, and values must be of their types; the complaint is one text."""
    told = call.refused("POST", "metrics_providers/self/metrics", {"metric": {"name": "M", **fields}})
    assert told.startswith(complaint)
    assert call.ids("metrics") == []


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_only_two_fields_change(call: Caller, method: str) -> None:
    """Name and identifier can be changed, the look of the chart cannot."""
    metric = call.metric(suffix="ms")
    body = {"metric": {"name": "Latency", "metric_identifier": "p95", "suffix": "s"}}
    changed = call.ok(method, f"metrics/{metric}", body)
    assert (changed["name"], changed["metric_identifier"], changed["suffix"]) == ("Latency", "p95", "ms")
    alone = call.ok(method, f"metrics/{metric}", {"metric": {"metric_identifier": None}})
    assert (alone["name"], alone["metric_identifier"]) == ("Latency", None)
    call.refused(method, f"metrics/{metric}", {"metric": {"name": ""}})


def test_many_points(call: Caller) -> None:
    """Points of several metrics are taken at once, and answered as they are kept."""
    first, second = call.metric(), call.metric()
    point = {"timestamp": _NOW - 15, "value": 1}
    sent = {first: [point, {"timestamp": _NOW, "value": 2}], second: [point]}
    reply = call("POST", "metrics/data", {"data": sent})
    kept = {"timestamp": _NOW - 30, "value": 1}
    assert reply.status_code == 202
    assert reply.json() == {first: [kept, {"timestamp": _NOW, "value": 2}], second: [kept]}
    assert call.sandbox.metric_points(first) == {_NOW - 30: 1, _NOW: 2}


def test_many_points_as_a_form(call: Caller) -> None:
    """The form that scripts send is taken as well."""
    metric = call.metric()
    body = f"data[{metric}][][timestamp]={_NOW}&data[{metric}][][value]=1.5".encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    kept = call.ok("POST", "metrics/data", content=body, headers=headers)
    assert kept == {metric: [{"timestamp": _NOW, "value": 1.5}]}


@pytest.mark.parametrize(
    ("points", "status"), [("x", 422), ([1], 422), ([{"timestamp": 5, "value": 1}], 422), (None, 404)]
)
def test_all_points_or_none(call: Caller, points: object, status: int) -> None:
    """One unfit point, or a metric that is not there, keeps all others out."""
    metric, other = call.metric(), call.metric()
    sent = {metric: [{"timestamp": _NOW, "value": 1}], "nothing" if points is None else other: points}
    assert call("POST", "metrics/data", {"data": sent}).status_code == status
    assert call.sandbox.metric_points(metric) == {}


def test_deleting_points(call: Caller, clock: ManualClock) -> None:
    """All points go, the metric stays."""
    metric = call.metric()
    call.ok("POST", f"metrics/{metric}/data", {"data": {"timestamp": _NOW, "value": 1}})
    clock.advance(60)
    left = call("DELETE", f"metrics/{metric}/data")
    assert (left.status_code, left.json()["most_recent_data_at"]) == (200, None)
    assert left.json()["updated_at"] == "2026-01-12T09:01:00Z"
    assert call.sandbox.metric_points(metric) == {}


def test_deleting_a_metric(call: Caller) -> None:
    """A deleted metric is answered with itself, and no user or group sees it any more."""
    metric = call.metric()
    user, group = call.access_user(), call.access_group(metric_ids=[metric])
    call.ok("POST", f"page_access_users/{user}/metrics", {"metric_ids": [metric]})
    gone = call("DELETE", f"metrics/{metric}")
    assert (gone.status_code, gone.json()["id"]) == (200, metric)
    assert call("GET", f"metrics/{metric}").status_code == 404
    assert call.ids(f"page_access_users/{user}/metrics") == []
    assert call.get(f"page_access_groups/{group}")["metric_ids"] == []


def test_paged(call: Caller) -> None:
    """Both lists come in pages from 1."""
    made = [call.metric() for _ in range(3)]
    for path in ("metrics", "metrics_providers/self/metrics"):
        assert call.ids(f"{path}?per_page=2&page=2") == made[2:]
