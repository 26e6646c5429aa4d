"""The page itself."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, ClassVar, Unpack

from ._action import action
from ._plans import Plan, call
from ._requests import every, single
from ._services import AsyncOnPage, OnPage, SyncOnPage
from .results import Page

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import PageUpdateParams

__all__ = ["AsyncPageService", "PageService"]


class _PageActions(OnPage):
    OPTS_KEYS_TO_PERSIST: ClassVar[builtins.list[str]] = ["name", "url", "notifications_from_email"]

    @action
    def get(self) -> Plan[Page]:
        """Get the page and its settings.  Calls ``GET /pages/{page_id}``."""
        return call(single("pages.get", Page, self.page_id))

    @action
    def list(self) -> Plan[builtins.list[Page]]:
        """List the pages that the API key reaches.  Calls ``GET /pages``."""
        return call(every("pages.list", Page))

    @action
    def update(self, **kwargs: Unpack[PageUpdateParams]) -> Plan[Page]:
        """Change settings of the page; those that are not named stay.  Calls ``PATCH /pages/{page_id}``."""
        return call(single("pages.update", Page, self.page_id, body=kwargs))

    @action
    def replace(self, **kwargs: Unpack[PageUpdateParams]) -> Plan[Page]:
        """Do what :meth:`update` does.  Calls ``PUT /pages/{page_id}``."""
        return call(single("pages.replace", Page, self.page_id, body=kwargs))


class PageService(SyncOnPage, _PageActions):
    """The page and its settings."""


class AsyncPageService(AsyncOnPage, _PageActions):
    """The page and its settings, asynchronous."""
