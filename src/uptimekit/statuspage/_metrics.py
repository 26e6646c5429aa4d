"""Metrics and their points."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

from ._action import action, listing
from ._plans import Listing, Plan, call, collected, together
from ._points import Point, batches, timestamp_of
from ._progress import OnProgress
from ._requests import every, listed, needed, single, status_of
from ._services import AsyncOnPage, OnPage, Paging, SyncOnPage
from .results import Metric, MetricPoint, MetricsProvider

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import (
        MetricCreateParams,
        MetricPointCreateParams,
        MetricUpdateParams,
    )

__all__ = ["AsyncMetricsService", "MetricsService"]

_SELF = "self"


class _MetricsActions(OnPage):
    @action
    def list(self) -> Plan[builtins.list[Metric]]:
        """List all metrics.  Calls ``GET /pages/{page_id}/metrics``."""
        return collected(listed("metrics.list", Metric, self.page_id))

    @listing
    def iter(self, **paging: Unpack[Paging]) -> Listing[Metric]:
        """Read what :meth:`list` lists, page by page as it is needed."""
        return listed("metrics.list", Metric, self.page_id, **paging)

    @action
    def list_available(self) -> Plan[builtins.list[MetricsProvider]]:
        """List the kinds of providers that can be linked.  Calls ``GET /metrics_providers``.

        Today's documentation does not have this call any more; the server may answer with NotFoundError.
        """
        return call(every("metrics_providers.list_available", MetricsProvider))

    @action
    def list_linked(self) -> Plan[builtins.list[MetricsProvider]]:
        """List the providers that are linked.  Calls ``GET /pages/{page_id}/metrics_providers``."""
        return call(every("metrics_providers.list", MetricsProvider, self.page_id))

    @action
    def list_metrics_for_provider(self, provider_id: str | None = None) -> Plan[builtins.list[Metric]]:
        """List the metrics of a linked provider.

        Calls ``GET /pages/{page_id}/metrics_providers/{metrics_provider_id}/metrics``.
        """
        ids = (self.page_id, needed("provider_id", provider_id))
        return collected(listed("metrics.list_for_provider", Metric, *ids))

    @action
    def get(self, metric_id: str) -> Plan[Metric]:
        """Get a metric.  Calls ``GET /pages/{page_id}/metrics/{metric_id}``."""
        return call(single("metrics.get", Metric, self.page_id, metric_id))

    @action
    def create(self, provider_id: str | None = None, **kwargs: Unpack[MetricCreateParams]) -> Plan[Metric]:
        """Create a metric.  Calls ``POST /pages/{page_id}/metrics_providers/{metrics_provider_id}/metrics``.

        Args:
            provider_id: id of a linked provider.  None or ``self``: the provider of the page's own metrics,
                which is looked up, and linked if it is not yet.
            kwargs: the attributes.
        """
        if provider_id is None or provider_id == _SELF:
            provider_id = yield from self._own_provider()
        return (yield from call(single("metrics.create", Metric, self.page_id, provider_id, body=kwargs)))

    @action
    def update(self, metric_id: str, **kwargs: Unpack[MetricUpdateParams]) -> Plan[Metric]:
        """Change a metric.  Calls ``PATCH /pages/{page_id}/metrics/{metric_id}``."""
        return call(single("metrics.update", Metric, self.page_id, metric_id, body=kwargs))

    @action
    def replace(self, metric_id: str, **kwargs: Unpack[MetricUpdateParams]) -> Plan[Metric]:
        """Do what :meth:`update` does.  Calls ``PUT /pages/{page_id}/metrics/{metric_id}``."""
        return call(single("metrics.replace", Metric, self.page_id, metric_id, body=kwargs))

    @action
    def delete(self, metric_id: str | None = None) -> Plan[int]:
        """Delete a metric, and return the status code.  Calls ``DELETE /pages/{page_id}/metrics/{metric_id}``."""
        return call(status_of("metrics.delete", self.page_id, needed("metric_id", metric_id)))

    @action
    def delete_all_data(self, metric_id: str | None = None) -> Plan[Metric]:
        """Delete all points of a metric, and return the metric.

        Calls ``DELETE /pages/{page_id}/metrics/{metric_id}/data``.
        """
        return call(single("metrics.delete_data", Metric, self.page_id, needed("metric_id", metric_id)))

    @action
    def submit_data(
        self, metric_id: str | None = None, **kwargs: Unpack[MetricPointCreateParams]
    ) -> Plan[MetricPoint]:
        """Submit one point of a metric of the page's own; return it as it was stored.

        The server stores points in steps of 30 seconds, the last one of a step wins.
        Calls ``POST /pages/{page_id}/metrics/{metric_id}/data``.

        Args:
            metric_id: id of the metric.
            kwargs: ``timestamp`` in seconds since the epoch (a datetime with a time zone will do), and ``value``.
        """
        body: dict[str, Any] = dict(kwargs)
        if "timestamp" in body:
            body["timestamp"] = timestamp_of(body["timestamp"])
        ids = (self.page_id, needed("metric_id", metric_id))
        return call(single("metrics.submit", MetricPoint, *ids, body=body))

    @action
    def submit_points(
        self, metric_id: str, points: Iterable[Point], *, on_progress: OnProgress | None = None
    ) -> Plan[int]:
        """Submit many points of a metric, in few requests; return how many they were.

        Calls ``POST /pages/{page_id}/metrics/data``, one request after the other.

        Args:
            metric_id: id of the metric.
            points: pairs of a time (a datetime with a time zone, or seconds since the epoch) and a value, or
                mappings with ``timestamp`` and ``value``.
            on_progress: told after each request.

        Raises InputError for a point that is none, before anything is sent.
        """
        requests = batches(points)
        plans = (partial(self._submit, metric_id, each) for each in requests)
        yield from together(plans, on_progress, workers=1)
        return sum(map(len, requests))

    def _submit(self, metric_id: str, points: builtins.list[dict[str, Any]]) -> Plan[int]:
        body = {"data": {metric_id: points}}
        return call(status_of("metrics.submit_many", self.page_id, body=body))

    def _own_provider(self) -> Plan[str]:
        linked = yield from call(every("metrics_providers.list", MetricsProvider, self.page_id))
        own = next((each for each in linked if str(each.type).lower() == _SELF), None)
        if own is None:
            body = {"type": _SELF.title()}
            own = yield from call(
                single("metrics_providers.create", MetricsProvider, self.page_id, body=body)
            )
        return own.id or ""


class MetricsService(SyncOnPage, _MetricsActions):
    """The metrics that a page draws, and their points."""


class AsyncMetricsService(AsyncOnPage, _MetricsActions):
    """The metrics that a page draws, and their points, asynchronous."""
