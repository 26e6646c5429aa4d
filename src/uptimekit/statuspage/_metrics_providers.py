"""Providers of metrics."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Unpack

from ._action import action
from ._plans import Plan, call
from ._requests import every, single
from ._services import AsyncOnPage, OnPage, SyncOnPage
from .results import MetricsProvider

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import MetricsProviderCreateParams, MetricsProviderUpdateParams

__all__ = ["AsyncMetricsProvidersService", "MetricsProvidersService"]


class _MetricsProvidersActions(OnPage):
    @action
    def list(self) -> Plan[builtins.list[MetricsProvider]]:
        """List the providers that are linked.  Calls ``GET /pages/{page_id}/metrics_providers``."""
        return call(every("metrics_providers.list", MetricsProvider, self.page_id))

    @action
    def get(self, metrics_provider_id: str) -> Plan[MetricsProvider]:
        """Get a provider.  Calls ``GET /pages/{page_id}/metrics_providers/{metrics_provider_id}``."""
        return call(single("metrics_providers.get", MetricsProvider, self.page_id, metrics_provider_id))

    @action
    def create(self, **kwargs: Unpack[MetricsProviderCreateParams]) -> Plan[MetricsProvider]:
        """Link a provider, with what it wants to know: ``type="Self"`` for metrics of one's own wants nothing.

        Calls ``POST /pages/{page_id}/metrics_providers``.
        """
        return call(single("metrics_providers.create", MetricsProvider, self.page_id, body=kwargs))

    @action
    def update(
        self, metrics_provider_id: str, **kwargs: Unpack[MetricsProviderUpdateParams]
    ) -> Plan[MetricsProvider]:
        """Change a provider.  Calls ``PATCH /pages/{page_id}/metrics_providers/{metrics_provider_id}``."""
        ids = (self.page_id, metrics_provider_id)
        return call(single("metrics_providers.update", MetricsProvider, *ids, body=kwargs))

    @action
    def replace(
        self, metrics_provider_id: str, **kwargs: Unpack[MetricsProviderUpdateParams]
    ) -> Plan[MetricsProvider]:
        """Do what :meth:`update` does.  Calls ``PUT /pages/{page_id}/metrics_providers/{metrics_provider_id}``."""
        ids = (self.page_id, metrics_provider_id)
        return call(single("metrics_providers.replace", MetricsProvider, *ids, body=kwargs))

    @action
    def delete(self, metrics_provider_id: str) -> Plan[MetricsProvider]:
        """Unlink a provider with its metrics, and return its last state.

        Calls ``DELETE /pages/{page_id}/metrics_providers/{metrics_provider_id}``.
        """
        return call(single("metrics_providers.delete", MetricsProvider, self.page_id, metrics_provider_id))


class MetricsProvidersService(SyncOnPage, _MetricsProvidersActions):
    """The providers of a page's metrics."""


class AsyncMetricsProvidersService(AsyncOnPage, _MetricsProvidersActions):
    """The providers of a page's metrics, asynchronous."""
