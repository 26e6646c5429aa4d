"""Status pages, their sections and resources, and groups of pages."""

# The classes take fewer arguments than their base does:
# mypy: disable-error-code="override"
# pyright: reportIncompatibleMethodOverride=false

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from uptimekit.betterstack.affected_resources import MAINTENANCE, AffectedResource, with_status
from uptimekit.betterstack.exceptions import facade_errors
from uptimekit_clients.betterstack import requests
from uptimekit_clients.betterstack.records import (
    StatusPageAttributesRecord,
    StatusPageGroupAttributesRecord,
    StatusPageResourceAttributesRecord,
    StatusPageSectionAttributesRecord,
)

from .base import AsyncBaseAPIObject
from .status_reports import AsyncStatusReport

if TYPE_CHECKING:
    from typing import Self, Unpack

    from uptimekit.betterstack.filters import Paging
    from uptimekit.betterstack.listing import AsyncListing
    from uptimekit_clients.betterstack.fields import (
        StatusPageFields,
        StatusPageGroupFields,
        StatusPageGroupInput,
        StatusPageInput,
        StatusPageResourceFields,
        StatusPageResourceInput,
        StatusPageSectionFields,
        StatusPageSectionInput,
    )

    from .api import AsyncPaginatedAPI as Api
    from .base import Extras, Id, Name

__all__ = ["AsyncStatusPage", "AsyncStatusPageGroup", "AsyncStatusPageResource", "AsyncStatusPageSection"]


@facade_errors
class AsyncStatusPageSection(
    StatusPageSectionAttributesRecord, AsyncBaseAPIObject, builders=lambda: requests.status_page_sections
):
    """A part of a status page with resources in it."""

    _above = ("status_page_id",)

    # Documented attributes that the server was not seen to send.
    created_at: str | None = None
    """When the section was created."""
    updated_at: str | None = None
    """When the section was last changed."""

    _status_page_id: str | None = None

    if TYPE_CHECKING:

        @classmethod
        async def new(
            cls, api: Api, *, _extras: Extras = None, status_page_id: Id, **kw: Unpack[StatusPageSectionInput]
        ) -> Self: ...
        @classmethod
        def filter(cls, api: Api, *, status_page_id: Id, **kw: Unpack[Paging]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(
            cls, api: Api, _name: Name = None, /, *, status_page_id: Id, **kw: Unpack[StatusPageSectionFields]
        ) -> Self: ...
        @classmethod
        async def get_or_create(
            cls, api: Api, *, status_page_id: Id, **kw: Unpack[StatusPageSectionInput]
        ) -> tuple[bool, Self]: ...


@facade_errors
class AsyncStatusPageResource(
    StatusPageResourceAttributesRecord, AsyncBaseAPIObject, builders=lambda: requests.status_page_resources
):
    """A monitor, heartbeat or other item on a status page; ``resource_id`` is that item's id."""

    _above = ("status_page_id",)
    _name_field = "public_name"

    _status_page_id: str | None = None

    def _changes(self) -> dict[str, Any]:
        changes = super()._changes()
        if "resource_id" in changes and self.resource_type is not None:  # the id alone names no item
            changes["resource_type"] = self.resource_type
        return changes

    if TYPE_CHECKING:

        @classmethod
        async def new(
            cls,
            api: Api,
            *,
            _extras: Extras = None,
            status_page_id: Id,
            **kw: Unpack[StatusPageResourceInput],
        ) -> Self: ...
        @classmethod
        def filter(cls, api: Api, *, status_page_id: Id, **kw: Unpack[Paging]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(
            cls, api: Api, name: Name = None, *, status_page_id: Id, **kw: Unpack[StatusPageResourceFields]
        ) -> Self: ...
        @classmethod
        async def get_or_create(
            cls, api: Api, *, status_page_id: Id, **kw: Unpack[StatusPageResourceInput]
        ) -> tuple[bool, Self]: ...


@facade_errors
class AsyncStatusPage(StatusPageAttributesRecord, AsyncBaseAPIObject, builders=lambda: requests.status_pages):
    """What the public sees of how services are."""

    _name_field = "company_name"
    _sets = frozenset({"ip_allowlist"})

    _sections: list[AsyncStatusPageSection] | None = None
    _resources: list[AsyncStatusPageResource] | None = None
    _reports: list[AsyncStatusReport] | None = None

    # sync only: @property
    async def sections(self) -> list[AsyncStatusPageSection]:
        """The sections of this page; fetched once, see :meth:`fetch_sections`."""
        return await self.fetch_sections() if self._sections is None else self._sections

    # sync only: @property
    async def resources(self) -> list[AsyncStatusPageResource]:
        """The resources of this page; fetched once, see :meth:`fetch_resources`."""
        return await self.fetch_resources() if self._resources is None else self._resources

    # sync only: @property
    async def reports(self) -> list[AsyncStatusReport]:
        """The reports on this page; fetched once, see :meth:`fetch_reports`."""
        return await self.fetch_reports() if self._reports is None else self._reports

    async def fetch_sections(self) -> list[AsyncStatusPageSection]:
        """Fetch the sections of this page afresh, and return them."""
        self._sections = [
            each async for each in AsyncStatusPageSection.filter(self._api, status_page_id=self.id)
        ]
        return self._sections

    async def fetch_resources(self) -> list[AsyncStatusPageResource]:
        """Fetch the resources of this page afresh, and return them."""
        self._resources = [
            each async for each in AsyncStatusPageResource.filter(self._api, status_page_id=self.id)
        ]
        return self._resources

    async def fetch_reports(self) -> list[AsyncStatusReport]:
        """Fetch the reports on this page afresh, and return them."""
        self._reports = [each async for each in AsyncStatusReport.filter(self._api, status_page_id=self.id)]
        return self._reports

    async def open_report(
        self,
        title: str,
        message: str,
        affected_resources: Iterable[AffectedResource] = (),
        *,
        status: str = "downtime",
        **kwargs: Any,
    ) -> AsyncStatusReport:
        """Tell the public of trouble or maintenance, and return the report.

        Args:
            title: headline.
            message: the first update.
            affected_resources: resources of this page, as objects, as their ids, or as dicts of
                ``status_page_resource_id`` and ``status``.
            status: of those that come without one: ``downtime``, ``degraded`` or ``resolved``; of a maintenance
                always ``maintenance``.
            kwargs: ``report_type`` (``manual`` or ``maintenance``), ``notify_subscribers``, ``starts_at``,
                ``ends_at`` (needed for a maintenance), ``published_at``.
        """
        status = MAINTENANCE if kwargs.get("report_type") == MAINTENANCE else status
        affected = with_status(affected_resources, status)
        return await AsyncStatusReport.new(
            self._api,
            status_page_id=self.id,
            title=title,
            message=message,
            affected_resources=affected,
            **kwargs,
        )

    if TYPE_CHECKING:

        @classmethod
        async def new(cls, api: Api, *, _extras: Extras = None, **kw: Unpack[StatusPageInput]) -> Self: ...
        @classmethod
        def filter(cls, api: Api, **kw: Unpack[Paging]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(cls, api: Api, name: Name = None, **kw: Unpack[StatusPageFields]) -> Self: ...
        @classmethod
        async def get_or_create(cls, api: Api, **kw: Unpack[StatusPageInput]) -> tuple[bool, Self]: ...


@facade_errors
class AsyncStatusPageGroup(
    StatusPageGroupAttributesRecord, AsyncBaseAPIObject, builders=lambda: requests.status_page_groups
):
    """Status pages that belong together."""

    _status_pages: list[AsyncStatusPage] | None = None

    # sync only: @property
    async def status_pages(self) -> list[AsyncStatusPage]:
        """The pages of this group; fetched once."""
        if self._status_pages is None:
            request = requests.status_page_groups.list_status_pages(self.id)
            self._status_pages = [each async for each in self._related(request, AsyncStatusPage)]
        return self._status_pages

    if TYPE_CHECKING:

        @classmethod
        async def new(
            cls, api: Api, *, _extras: Extras = None, **kw: Unpack[StatusPageGroupInput]
        ) -> Self: ...
        @classmethod
        def filter(cls, api: Api, **kw: Unpack[Paging]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(cls, api: Api, _name: Name = None, /, **kw: Unpack[StatusPageGroupFields]) -> Self: ...
        @classmethod
        async def get_or_create(cls, api: Api, **kw: Unpack[StatusPageGroupInput]) -> tuple[bool, Self]: ...
