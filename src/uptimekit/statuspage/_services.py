"""What all services are: where they send, and on which page or organization they act."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from ._action import Asynchronous, Synchronous
from .errors import ConfigurationError

if TYPE_CHECKING:
    from .http_client import AsyncHttpClient, HttpClient

__all__ = [
    "AsyncOnOrganization",
    "AsyncOnPage",
    "OnOrganization",
    "OnPage",
    "Paging",
    "SyncOnOrganization",
    "SyncOnPage",
]


class Paging(TypedDict, total=False):
    """How a lazy listing is read.

    Attributes:
        start_at: page to begin with: the ``page_token`` of an error that broke a listing.
        prefetch: pages to fetch ahead of the reader.  Default 0.
        max_pages: pages to read at most; more are a PaginationError.  Default 10,000.
    """

    start_at: str | None
    prefetch: int
    max_pages: int


class OnPage:
    """What acts on a page."""

    page_id: str


class OnOrganization:
    """What acts on an organization."""

    organization_id: str | None

    @property
    def _organization(self) -> str:
        if not self.organization_id:
            raise ConfigurationError("no organization_id was given; pass organization_id= to the client")
        return self.organization_id


class SyncOnPage(Synchronous):
    """A service on a page; normally a client makes it."""

    def __init__(self, http_client: HttpClient, page_id: str) -> None:
        self.http_client = http_client
        self.page_id = page_id


class AsyncOnPage(Asynchronous):
    """An asynchronous service on a page; normally a client makes it."""

    def __init__(self, http_client: AsyncHttpClient, page_id: str) -> None:
        self.http_client = http_client
        self.page_id = page_id


class SyncOnOrganization(Synchronous):
    """A service on an organization; normally a client makes it."""

    def __init__(self, http_client: HttpClient, organization_id: str | None) -> None:
        self.http_client = http_client
        self.organization_id = organization_id


class AsyncOnOrganization(Asynchronous):
    """An asynchronous service on an organization; normally a client makes it."""

    def __init__(self, http_client: AsyncHttpClient, organization_id: str | None) -> None:
        self.http_client = http_client
        self.organization_id = organization_id
