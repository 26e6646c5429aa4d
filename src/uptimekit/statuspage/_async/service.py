"""The bases of services: on a page, and on an organization."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from uptimekit._runtime.facade_errors import service
from uptimekit.statuspage._arguments import Paging, refuse_unknown
from uptimekit.statuspage.errors import ConfigurationError

if TYPE_CHECKING:
    from uptimekit._runtime import AsyncPager, ListRequest

    from .http_client import AsyncHttpClient

__all__ = ["AsyncOnOrganization", "AsyncOnPage"]

T = TypeVar("T")


class _AsyncService:
    def __init__(self, http_client: AsyncHttpClient) -> None:
        self.http_client = http_client
        self._client = http_client.api

    def _pages(self, request: ListRequest[Any, T], paging: Paging | None = None) -> AsyncPager[T]:
        options = paging or {}
        refuse_unknown("iter", options, Paging.__optional_keys__)
        request.called = f"{service(type(self))}.iter"
        return self._client.paginate(request, **options)


class AsyncOnPage(_AsyncService):
    """A service on a page; normally a client makes it."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of page {self.page_id}>"

    def __init__(self, http_client: AsyncHttpClient, page_id: str) -> None:
        super().__init__(http_client)
        self.page_id = page_id


class AsyncOnOrganization(_AsyncService):
    """A service on an organization; normally a client makes it."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of organization {self.organization_id}>"

    def __init__(self, http_client: AsyncHttpClient, organization_id: str | None) -> None:
        super().__init__(http_client)
        self.organization_id = organization_id

    @property
    def _organization(self) -> str:
        if not self.organization_id:
            raise ConfigurationError(
                "no organization_id was given; pass organization_id= to the client, or set STATUSPAGE_ORGANIZATION_ID"
            )
        return self.organization_id
