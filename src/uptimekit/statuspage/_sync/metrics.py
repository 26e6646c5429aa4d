# Derived by scripts/generate.py from ../_async/metrics.py; do not edit.
"""Metrics and their points."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

from uptimekit._runtime import Pager
from uptimekit._runtime.bulk import Bulk, OnProgress
from uptimekit.statuspage._answers import items, many, one, status
from uptimekit.statuspage._arguments import Paging, needed
from uptimekit.statuspage._metric_points import Point, batches, timestamp_of, value_of
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import Metric, MetricPoint, MetricsProvider
from uptimekit_clients.statuspage import requests

from .service import OnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import (
        MetricCreateParams,
        MetricPointCreateParams,
        MetricUpdateParams,
    )

__all__ = ["MetricsService"]

_SELF = "self"


@facade_errors
class MetricsService(OnPage):
    """The metrics that a page draws, and their points."""

    def list(self) -> builtins.list[Metric]:
        """List all metrics."""
        return list(self.iter())

    def iter(self, **paging: Unpack[Paging]) -> Pager[Metric]:
        """Iterate over what :meth:`list` returns; pages are fetched as they are needed."""
        return self._pages(items(Metric, requests.metrics.list, self.page_id), paging)

    def list_available(self) -> builtins.list[MetricsProvider]:
        """List the kinds of providers that can be linked.

        Today's documentation does not have this call any more; the server may answer with NotFoundError.
        """
        return self._client.call(many(MetricsProvider, requests.metrics_providers.list_available))

    def list_linked(self) -> builtins.list[MetricsProvider]:
        """List the providers that are linked."""
        return self._client.call(many(MetricsProvider, requests.metrics_providers.list, self.page_id))

    def list_metrics_for_provider(self, provider_id: str | None = None) -> builtins.list[Metric]:
        """List the metrics of a linked provider."""
        request = items(
            Metric, requests.metrics.list_for_provider, self.page_id, needed("provider_id", provider_id)
        )
        return list(self._pages(request))

    def get(self, metric_id: str) -> Metric:
        """Get a metric."""
        return self._client.call(one(Metric, requests.metrics.get, self.page_id, metric_id))

    def create(self, provider_id: str | None = None, **kwargs: Unpack[MetricCreateParams]) -> Metric:
        """Create a metric.

        Args:
            provider_id: id of a linked provider.  None or ``self``: the provider of the page's own metrics,
                which is looked up, and linked if needed.
            kwargs: the attributes.
        """
        if provider_id is None or provider_id == _SELF:
            provider_id = self._own_provider()
        request = one(Metric, requests.metrics.create, self.page_id, provider_id, **kwargs)
        return self._client.call(request)

    def update(self, metric_id: str, **kwargs: Unpack[MetricUpdateParams]) -> Metric:
        """Change a metric."""
        request = one(Metric, requests.metrics.update, self.page_id, metric_id, **kwargs)
        return self._client.call(request)

    def replace(self, metric_id: str, **kwargs: Unpack[MetricUpdateParams]) -> Metric:
        """Same as :meth:`update`, by ``PUT``."""
        request = one(Metric, requests.metrics.replace, self.page_id, metric_id, **kwargs)
        return self._client.call(request)

    def delete(self, metric_id: str | None = None) -> int:
        """Delete a metric, and return the status code."""
        request = status(requests.metrics.delete, self.page_id, needed("metric_id", metric_id))
        return self._client.call(request)

    def delete_all_data(self, metric_id: str | None = None) -> Metric:
        """Delete all points of a metric, and return the metric."""
        request = one(Metric, requests.metrics.delete_data, self.page_id, needed("metric_id", metric_id))
        return self._client.call(request)

    def submit_data(
        self, metric_id: str | None = None, **kwargs: Unpack[MetricPointCreateParams]
    ) -> MetricPoint:
        """Submit one point of a metric of the page's own provider; return it as it was stored.

        The server stores points in steps of 30 seconds, the last one of a step wins.

        Args:
            metric_id: id of the metric.
            kwargs: ``timestamp`` in seconds since the epoch (a datetime with a time zone will do), and ``value``.
        """
        attributes: dict[str, Any] = {**kwargs}
        if "timestamp" in attributes:
            attributes["timestamp"] = timestamp_of(attributes["timestamp"])
        if "value" in attributes:
            attributes["value"] = value_of(attributes["value"])
        ids = self.page_id, needed("metric_id", metric_id)
        return self._client.call(one(MetricPoint, requests.metrics.submit, *ids, **attributes))

    def submit_points(
        self, metric_id: str, points: Iterable[Point], *, on_progress: OnProgress | None = None
    ) -> int:
        """Submit many points of a metric in few requests; return their number.

        Args:
            metric_id: id of the metric.
            points: pairs of a time (a datetime with a time zone, or seconds since the epoch) and a value, or
                mappings with ``timestamp`` and ``value``.
            on_progress: called after each request.

        Raises:
            InputError: for a malformed point, before anything is sent.
        """
        sent, metric_id = batches(points), needed("metric_id", metric_id)
        jobs = [
            partial(self._client.call, requests.metrics.submit_many(self.page_id, data={metric_id: each}))
            for each in sent
        ]
        Bulk(self._client, on_progress, workers=1).run(jobs)
        return sum(map(len, sent))

    def _own_provider(self) -> str:
        linked = self.list_linked()
        own = next((each for each in linked if str(each.type).lower() == _SELF), None)
        if own is None:
            link = requests.metrics_providers.create
            own = self._client.call(one(MetricsProvider, link, self.page_id, type=_SELF.title()))
        return own.id
