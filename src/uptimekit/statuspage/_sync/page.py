# Derived by scripts/generate.py from ../_async/page.py; do not edit.
"""The page itself."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, ClassVar, Unpack

from uptimekit.statuspage._answers import many, one
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import Page
from uptimekit_clients.statuspage import requests

from .service import OnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import PageUpdateParams

__all__ = ["PageService"]


@facade_errors
class PageService(OnPage):
    """The page and its settings."""

    OPTS_KEYS_TO_PERSIST: ClassVar[builtins.list[str]] = ["name", "url", "notifications_from_email"]

    def get(self) -> Page:
        """Get the page and its settings."""
        return self._client.call(one(Page, requests.pages.get, self.page_id))

    def list(self) -> builtins.list[Page]:
        """List the pages that the API key reaches."""
        return self._client.call(many(Page, requests.pages.list))

    def update(self, **kwargs: Unpack[PageUpdateParams]) -> Page:
        """Change the given settings of the page."""
        return self._client.call(one(Page, requests.pages.update, self.page_id, **kwargs))

    def replace(self, **kwargs: Unpack[PageUpdateParams]) -> Page:
        """Same as :meth:`update`, by ``PUT``."""
        return self._client.call(one(Page, requests.pages.replace, self.page_id, **kwargs))
