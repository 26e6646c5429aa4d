"""Metrics, where they come from, and their points."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from uptimekit import InputError
from uptimekit.statuspage import Progress
from uptimekit.statuspage._metric_points import BATCH

from ._support import Driver, Recorder, Server, act

P = "/v1/pages/page00000001"
START = datetime(2026, 1, 12, 8, tzinfo=UTC)
METRIC = {"metric": {"name": "Load"}}


def test_one_metric(driver: Driver) -> None:
    """get(), update() and replace() return the metric."""
    for action, args, kwargs, sent in (
        ("get", ("m1",), {}, ("GET", f"{P}/metrics/m1", {}, None)),
        ("update", ("m1",), {"name": "Load"}, ("PATCH", f"{P}/metrics/m1", {}, METRIC)),
        ("replace", ("m1",), {"name": "Load"}, ("PUT", f"{P}/metrics/m1", {}, METRIC)),
    ):
        result, all_sent = act(driver, f"metrics.{action}", *args, **kwargs)
        assert all_sent == [sent]
        assert type(result).__name__ == "Metric"


@pytest.mark.parametrize("named", ["Self", "self"])
@pytest.mark.parametrize("given", [(), (None,), ("self",)])
def test_the_page_s_own_provider(driver: Driver, given: tuple[Any, ...], named: str) -> None:
    """Without a provider, and with `self`, the page's own is looked up, however its type is spelt."""
    recorder = Recorder([{"id": "p1", "type": "Datadog"}, {"id": "p2", "type": named}], {"id": "m1"})
    made = driver.run(driver.client(recorder).metrics.create(*given, name="Load"))
    assert made.id == "m1"
    assert recorder.sent == [
        ("GET", f"{P}/metrics_providers", {}, None),
        ("POST", f"{P}/metrics_providers/p2/metrics", {}, METRIC),
    ]


def test_an_own_provider_that_is_not_linked_yet(driver: Driver) -> None:
    """If the page has none of its own, it is linked first."""
    recorder = Recorder([{"id": "p1", "type": "Datadog"}], {"id": "p9", "type": "Self"}, {"id": "m1"})
    driver.run(driver.client(recorder).metrics.create(name="Load"))
    assert recorder.sent[1:] == [
        ("POST", f"{P}/metrics_providers", {}, {"metrics_provider": {"type": "Self"}}),
        ("POST", f"{P}/metrics_providers/p9/metrics", {}, METRIC),
    ]


@pytest.mark.parametrize(
    ("action", "field"),
    [
        ("delete", "metric_id"),
        ("delete_all_data", "metric_id"),
        ("submit_data", "metric_id"),
        ("list_metrics_for_provider", "provider_id"),
    ],
)
def test_no_id(driver: Driver, action: str, field: str) -> None:
    """An id that is left out, where the documented default is None, raises InputError, and nothing is sent."""
    recorder = Recorder([])
    error = driver.error(getattr(driver.client(recorder).metrics, action))
    assert isinstance(error, InputError)
    assert (error.field, recorder.sent) == (field, [])


def test_a_time_with_a_zone_will_do(driver: Driver) -> None:
    """submit_data() takes a datetime for the timestamp, and refuses one without a zone."""
    _, sent = act(driver, "metrics.submit_data", "m1", timestamp=START, value=2)
    assert sent[0][3] == {"data": {"timestamp": 1_768_204_800, "value": 2}}
    call = driver.client(Recorder()).metrics.submit_data
    assert isinstance(driver.error(call, "m1", timestamp=START.replace(tzinfo=None), value=2), InputError)


def test_many_points_in_few_requests(driver: Driver) -> None:
    """submit_points() sends batches one after the other, in order, and returns how many points they were."""
    told: list[Progress] = []
    recorder = Recorder({"m1": []})
    points = [(START + timedelta(minutes=number), number) for number in range(2 * BATCH + 5)]
    count = driver.run(driver.client(recorder).metrics.submit_points("m1", points, on_progress=told.append))
    assert count == len(points)
    assert {sent[:3] for sent in map(_hashable, recorder.sent)} == {("POST", f"{P}/metrics/data", ())}
    bodies = [body["data"] for *_, body in recorder.sent]
    assert [list(each) for each in bodies] == [["m1"]] * 3
    assert [point["value"] for each in bodies for point in each["m1"]] == list(range(len(points)))
    assert [(each.done, each.total) for each in told] == [(1, 3), (2, 3), (3, 3)]


def test_points_go_in_their_order(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests with points go one by one: of two points of one step the server keeps the last that came."""
    client = driver.client(Recorder({"m1": []}))
    name = "AsyncBulk" if driver.asynchronous else "Bulk"
    module = sys.modules[type(client.metrics).__module__]
    bulk, workers = getattr(module, name), []

    def watched(*args: Any, **options: Any) -> Any:
        workers.append(options["workers"])
        return bulk(*args, **options)

    monkeypatch.setattr(module, name, watched)
    assert driver.run(client.metrics.submit_points("m1", [(START, 1)])) == 1
    assert workers == [1]


def _hashable(sent: Any) -> tuple[Any, ...]:
    method, path, query, body = sent
    return method, path, tuple(query.items()), body


def test_no_points_and_wrong_points(driver: Driver) -> None:
    """No points are no request; one wrong point raises InputError, and nothing is sent."""
    recorder = Recorder()
    metrics = driver.client(recorder).metrics
    assert driver.run(metrics.submit_points("m1", [])) == 0
    good = [(START, 1)] * BATCH
    assert isinstance(driver.error(metrics.submit_points, "m1", [*good, (START, "x")]), InputError)
    assert recorder.sent == []


def test_a_metric_with_its_points(driver: Driver, server: Server) -> None:
    """Against a real server: created on the page's own provider, fed, read, emptied, deleted."""
    client = driver.client(**server.options)
    metrics = client.metrics
    made = driver.run(metrics.create(name="Latency", suffix="ms"))
    own = next(each for each in driver.run(metrics.list_linked()) if each.type == "Self")
    assert [each.id for each in driver.run(metrics.list_metrics_for_provider(own.id))] == [made.id]
    assert [each.id for each in driver.run(metrics.list())] == [made.id]
    point = driver.run(metrics.submit_data(made.id, timestamp=1_768_208_400, value=12.5))
    assert (point.timestamp, point["value"]) == (1_768_208_400, 12.5)
    points = [(START + timedelta(minutes=number), number) for number in range(50)]
    assert driver.run(metrics.submit_points(made.id, points)) == 50
    assert len(server.sandbox.metric_points(made.id)) == 51
    assert driver.run(metrics.get(made.id)).most_recent_data_at is not None
    assert driver.run(metrics.delete_all_data(made.id)).id == made.id
    assert server.sandbox.metric_points(made.id) == {}
    assert driver.run(metrics.delete(made.id)) == 200
    assert driver.run(metrics.list()) == []


def test_what_can_be_linked(driver: Driver, server: Server) -> None:
    """Against a real server that still has the call: the kinds of providers are listed."""
    found = driver.run(driver.client(**server.options).metrics.list_available())
    assert "Self" in {each.type for each in found}
