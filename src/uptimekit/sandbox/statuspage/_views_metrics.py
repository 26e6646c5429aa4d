"""Metrics and their points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call, find
from uptimekit.sandbox.statuspage._fields import Field, choice, flag, integer, number, read, text, texts
from uptimekit.sandbox.statuspage._http import InvalidError, json_reply
from uptimekit.sandbox.statuspage._metrics import check_takes_points, read_point, store
from uptimekit.sandbox.statuspage._model import Metric, Provider
from uptimekit.sandbox.statuspage._paging import page_by_per_page
from uptimekit.sandbox.statuspage._render import show_metric
from uptimekit.sandbox.statuspage._routes import operation, twins

__all__ = ["ROUTES", "add_provider", "find_provider", "remove_metric"]

_TRANSFORMS = ("average", "count", "max", "min", "sum", "response_time", "uptime")

_IDENTIFIER = text("metric_identifier", nullable=True)
_CREATE: tuple[Field, ...] = (
    text("name", required=True),
    _IDENTIFIER,
    choice("transform", _TRANSFORMS),
    text("application_id"),
    *texts("suffix tooltip_description", nullable=True),
    number("y_axis_min", nullable=True),
    number("y_axis_max", nullable=True),
    flag("y_axis_hidden"),
    flag("display"),
    integer("decimal_places", 0, nullable=True),
)
_UPDATE: tuple[Field, ...] = (text("name", required=True), _IDENTIFIER)
_UNSHOWN = ("transform", "application_id")


def _find(call: Call) -> Metric:
    return find(call.site.metrics, call.path_ids[1], "metric")


def find_provider(call: Call) -> Provider:
    """The provider that the path names.

    The word "self" means the one for submitted points, which is made if need be. The library of 2016 has it so;
    whether the service still takes it is not known.
    """
    site, wanted = call.site, call.path_ids[1]
    if wanted != "self":
        return find(site.providers, wanted, "metrics provider")
    for provider in site.providers.values():
        if provider.type == "Self":
            return provider
    return add_provider(call, "Self")


def add_provider(call: Call, kind: str) -> Provider:
    """Link the page to a provider."""
    site, now = call.site, call.now
    made = Provider(id=call.backend.ids.next(), created_at=now, updated_at=now, page_id=site.id, type=kind)
    site.providers[made.id] = made
    return made


def _list(call: Call, metrics: Iterable[Metric]) -> Response:
    return json_reply([show_metric(metric) for metric in page_by_per_page(call.query, list(metrics))])


def list_metrics(call: Call) -> Response:
    """GET metrics."""
    return _list(call, call.site.metrics.values())


def list_metrics_of_provider(call: Call) -> Response:
    """GET metrics_providers/{}/metrics."""
    provider = find_provider(call)
    return _list(call, (metric for metric in call.site.metrics.values() if metric.provider is provider))


def create_metric(call: Call) -> Response:
    """POST metrics_providers/{}/metrics: 201. Nothing is fetched from the provider."""
    provider, now = find_provider(call), call.now
    values = read(_CREATE, call.envelope("metric"))
    made = Metric(id=call.backend.ids.next(), created_at=now, updated_at=now, provider=provider, name="")
    made.change({name: value for name, value in values.items() if name not in _UNSHOWN}, now)
    call.site.metrics[made.id] = made
    return json_reply(show_metric(made), 201)


def get_metric(call: Call) -> Response:
    """GET metrics/{}."""
    return json_reply(show_metric(_find(call)))


def change_metric(call: Call) -> Response:
    """PATCH or PUT metrics/{}: only name and identifier can be changed."""
    _find(call).change(read(_UPDATE, call.envelope("metric"), creating=False), call.now)
    return get_metric(call)


def delete_metric(call: Call) -> Response:
    """DELETE metrics/{}: answers with the metric as it was."""
    reply = get_metric(call)
    remove_metric(call, _find(call))
    return reply


def remove_metric(call: Call, metric: Metric) -> None:
    """Forget a metric and every mention of its id."""
    del call.site.metrics[metric.id]
    for records in (call.site.access_users, call.site.access_groups):
        for holder in records.values():
            if metric.id in holder.metric_ids:
                holder.metric_ids.remove(metric.id)


def submit_metric_point(call: Call) -> Response:
    """POST metrics/{}/data: 201; 405 if the points come from a provider."""
    metric = _find(call)
    check_takes_points(metric)
    return json_reply({"data": store(metric, read_point(call.envelope("data"), call.now), call.now)}, 201)


def submit_metric_points(call: Call) -> Response:
    """POST metrics/data: 202 with the points as they are kept; all of them, or none if one is unfit."""
    site, read_ones = call.site, dict[str, list[tuple[int, float]]]()
    for metric_id, points in call.envelope("data").items():
        check_takes_points(find(site.metrics, metric_id, "metric"))
        if not isinstance(points, list):
            raise InvalidError({"data": ["must have lists of points"]})
        read_ones[metric_id] = [read_point(point, call.now) for point in cast("list[object]", points)]
    stored = {
        metric_id: [store(site.metrics[metric_id], point, call.now) for point in points]
        for metric_id, points in read_ones.items()
    }
    return json_reply(stored, 202)


def delete_metric_data(call: Call) -> Response:
    """DELETE metrics/{}/data: forgets all points."""
    _find(call).change({"points": {}}, call.now)
    return get_metric(call)


_METRICS = "pages/{}/metrics"

ROUTES = (
    operation(f"GET {_METRICS} list_metrics", list_metrics),
    operation(f"GET {_METRICS}/{{}} get_metric", get_metric),
    *twins(f"{_METRICS}/{{}}", "metric", change_metric),
    operation(f"DELETE {_METRICS}/{{}} delete_metric", delete_metric),
    operation(f"POST {_METRICS}/data submit_metric_points", submit_metric_points),
    operation(f"POST {_METRICS}/{{}}/data submit_metric_point", submit_metric_point),
    operation(f"DELETE {_METRICS}/{{}}/data delete_metric_data", delete_metric_data),
    operation("GET pages/{}/metrics_providers/{}/metrics list_metrics_of_provider", list_metrics_of_provider),
    operation("POST pages/{}/metrics_providers/{}/metrics create_metric", create_metric),
)
