# Derived by scripts/generate.py from ../_async/metrics_providers.py; do not edit.
"""Providers of metrics."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Unpack

from uptimekit.statuspage._answers import many, one
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import MetricsProvider
from uptimekit_clients.statuspage import requests

from .service import OnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import MetricsProviderCreateParams, MetricsProviderUpdateParams

__all__ = ["MetricsProvidersService"]


@facade_errors
class MetricsProvidersService(OnPage):
    """The providers of a page's metrics."""

    def list(self) -> builtins.list[MetricsProvider]:
        """List the providers that are linked."""
        return self._client.call(many(MetricsProvider, requests.metrics_providers.list, self.page_id))

    def get(self, metrics_provider_id: str) -> MetricsProvider:
        """Get a provider."""
        request = one(MetricsProvider, requests.metrics_providers.get, self.page_id, metrics_provider_id)
        return self._client.call(request)

    def create(self, **kwargs: Unpack[MetricsProviderCreateParams]) -> MetricsProvider:
        """Link a provider; ``type="Self"``, the provider of the page's own metrics, takes no other attributes."""
        request = one(MetricsProvider, requests.metrics_providers.create, self.page_id, **kwargs)
        return self._client.call(request)

    def update(
        self, metrics_provider_id: str, **kwargs: Unpack[MetricsProviderUpdateParams]
    ) -> MetricsProvider:
        """Change a provider."""
        request = one(
            MetricsProvider, requests.metrics_providers.update, self.page_id, metrics_provider_id, **kwargs
        )
        return self._client.call(request)

    def replace(
        self, metrics_provider_id: str, **kwargs: Unpack[MetricsProviderUpdateParams]
    ) -> MetricsProvider:
        """Same as :meth:`update`, by ``PUT``."""
        request = one(
            MetricsProvider, requests.metrics_providers.replace, self.page_id, metrics_provider_id, **kwargs
        )
        return self._client.call(request)

    def delete(self, metrics_provider_id: str) -> MetricsProvider:
        """Unlink a provider with its metrics, and return its last state."""
        request = one(MetricsProvider, requests.metrics_providers.delete, self.page_id, metrics_provider_id)
        return self._client.call(request)
