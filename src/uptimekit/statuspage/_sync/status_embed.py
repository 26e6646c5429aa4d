# Derived by scripts/generate.py from ../_async/status_embed.py; do not edit.
"""The box that shows a page's status elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from uptimekit._runtime.tracebacks import hides_locals
from uptimekit.statuspage._answers import one
from uptimekit.statuspage.results import StatusEmbedConfig
from uptimekit_clients.statuspage import requests

from .service import OnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import StatusEmbedConfigUpdateParams

__all__ = ["StatusEmbedService"]


@hides_locals
class StatusEmbedService(OnPage):
    """The box that shows a page's status elsewhere."""

    def get(self) -> StatusEmbedConfig:
        """Get how the box looks."""
        return self._client.call(one(StatusEmbedConfig, requests.status_embed.get, self.page_id))

    def update(self, **kwargs: Unpack[StatusEmbedConfigUpdateParams]) -> StatusEmbedConfig:
        """Change how the box looks."""
        request = one(StatusEmbedConfig, requests.status_embed.update, self.page_id, **kwargs)
        return self._client.call(request)

    def replace(self, **kwargs: Unpack[StatusEmbedConfigUpdateParams]) -> StatusEmbedConfig:
        """Do what :meth:`update` does."""
        request = one(StatusEmbedConfig, requests.status_embed.replace, self.page_id, **kwargs)
        return self._client.call(request)
