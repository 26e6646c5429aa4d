# Derived by scripts/generate.py from ../_async/service.py; do not edit.
"""The bases of services: on a page, and on an organization."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from uptimekit._runtime.facade_errors import service
from uptimekit.statuspage._arguments import Paging, refuse_unknown
from uptimekit.statuspage.errors import ConfigurationError

if TYPE_CHECKING:
    from uptimekit._runtime import ListRequest, Pager

    from .http_client import HttpClient

__all__ = ["OnOrganization", "OnPage"]

T = TypeVar("T")


class _Service:
    def __init__(self, http_client: HttpClient) -> None:
        self.http_client = http_client
        self._client = http_client.api

    def _pages(self, request: ListRequest[Any, T], paging: Paging | None = None) -> Pager[T]:
        options = paging or {}
        refuse_unknown("iter", options, Paging.__optional_keys__)
        request.called = f"{service(type(self))}.iter"
        return self._client.paginate(request, **options)


class OnPage(_Service):
    """A service on a page; normally a client makes it."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of page {self.page_id}>"

    def __init__(self, http_client: HttpClient, page_id: str) -> None:
        super().__init__(http_client)
        self.page_id = page_id


class OnOrganization(_Service):
    """A service on an organization; normally a client makes it."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of organization {self.organization_id}>"

    def __init__(self, http_client: HttpClient, organization_id: str | None) -> None:
        super().__init__(http_client)
        self.organization_id = organization_id

    @property
    def _organization(self) -> str:
        if not self.organization_id:
            raise ConfigurationError(
                "no organization_id was given; pass organization_id= to the client, or set STATUSPAGE_ORGANIZATION_ID"
            )
        return self.organization_id
