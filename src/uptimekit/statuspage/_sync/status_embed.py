# Derived by scripts/generate.py from ../_async/status_embed.py; do not edit.
"""The status embed: a box on other sites that shows a page's status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from uptimekit.statuspage._answers import one
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import StatusEmbedConfig
from uptimekit_clients.statuspage import requests

from .service import OnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import StatusEmbedConfigUpdateParams

__all__ = ["StatusEmbedService"]


@facade_errors
class StatusEmbedService(OnPage):
    """The status embed: a box on other sites that shows a page's status."""

    def get(self) -> StatusEmbedConfig:
        """Get the settings of the box."""
        return self._client.call(one(StatusEmbedConfig, requests.status_embed.get, self.page_id))

    def update(self, **kwargs: Unpack[StatusEmbedConfigUpdateParams]) -> StatusEmbedConfig:
        """Change settings of the box."""
        request = one(StatusEmbedConfig, requests.status_embed.update, self.page_id, **kwargs)
        return self._client.call(request)

    def replace(self, **kwargs: Unpack[StatusEmbedConfigUpdateParams]) -> StatusEmbedConfig:
        """Same as :meth:`update`, by ``PUT``."""
        request = one(StatusEmbedConfig, requests.status_embed.replace, self.page_id, **kwargs)
        return self._client.call(request)
