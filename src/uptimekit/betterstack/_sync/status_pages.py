# Derived by scripts/generate.py from ../_async/status_pages.py; do not edit.
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

from .base import BaseAPIObject
from .status_reports import StatusReport

if TYPE_CHECKING:
    from typing import Self, Unpack

    from uptimekit.betterstack.filters import Paging
    from uptimekit.betterstack.listing import Listing
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

    from .api import PaginatedAPI as Api
    from .base import Extras, Id, Name

__all__ = ["StatusPage", "StatusPageGroup", "StatusPageResource", "StatusPageSection"]


@facade_errors
class StatusPageSection(
    StatusPageSectionAttributesRecord, BaseAPIObject, builders=lambda: requests.status_page_sections
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
        def new(
            cls, api: Api, *, _extras: Extras = None, status_page_id: Id, **kw: Unpack[StatusPageSectionInput]
        ) -> Self: ...
        @classmethod
        def filter(cls, api: Api, *, status_page_id: Id, **kw: Unpack[Paging]) -> Listing[Self]: ...
        @classmethod
        def find(
            cls, api: Api, _name: Name = None, /, *, status_page_id: Id, **kw: Unpack[StatusPageSectionFields]
        ) -> Self: ...
        @classmethod
        def get_or_create(
            cls, api: Api, *, status_page_id: Id, **kw: Unpack[StatusPageSectionInput]
        ) -> tuple[bool, Self]: ...


@facade_errors
class StatusPageResource(
    StatusPageResourceAttributesRecord, BaseAPIObject, builders=lambda: requests.status_page_resources
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
        def new(
            cls,
            api: Api,
            *,
            _extras: Extras = None,
            status_page_id: Id,
            **kw: Unpack[StatusPageResourceInput],
        ) -> Self: ...
        @classmethod
        def filter(cls, api: Api, *, status_page_id: Id, **kw: Unpack[Paging]) -> Listing[Self]: ...
        @classmethod
        def find(
            cls, api: Api, name: Name = None, *, status_page_id: Id, **kw: Unpack[StatusPageResourceFields]
        ) -> Self: ...
        @classmethod
        def get_or_create(
            cls, api: Api, *, status_page_id: Id, **kw: Unpack[StatusPageResourceInput]
        ) -> tuple[bool, Self]: ...


@facade_errors
class StatusPage(StatusPageAttributesRecord, BaseAPIObject, builders=lambda: requests.status_pages):
    """What the public sees of how services are."""

    _name_field = "company_name"
    _sets = frozenset({"ip_allowlist"})

    _sections: list[StatusPageSection] | None = None
    _resources: list[StatusPageResource] | None = None
    _reports: list[StatusReport] | None = None

    @property
    def sections(self) -> list[StatusPageSection]:
        """The sections of this page; fetched once, see :meth:`fetch_sections`."""
        return self.fetch_sections() if self._sections is None else self._sections

    @property
    def resources(self) -> list[StatusPageResource]:
        """The resources of this page; fetched once, see :meth:`fetch_resources`."""
        return self.fetch_resources() if self._resources is None else self._resources

    @property
    def reports(self) -> list[StatusReport]:
        """The reports on this page; fetched once, see :meth:`fetch_reports`."""
        return self.fetch_reports() if self._reports is None else self._reports

    def fetch_sections(self) -> list[StatusPageSection]:
        """Fetch the sections of this page afresh, and return them."""
        self._sections = list(StatusPageSection.filter(self._api, status_page_id=self.id))
        return self._sections

    def fetch_resources(self) -> list[StatusPageResource]:
        """Fetch the resources of this page afresh, and return them."""
        self._resources = list(StatusPageResource.filter(self._api, status_page_id=self.id))
        return self._resources

    def fetch_reports(self) -> list[StatusReport]:
        """Fetch the reports on this page afresh, and return them."""
        self._reports = list(StatusReport.filter(self._api, status_page_id=self.id))
        return self._reports

    def open_report(
        self,
        title: str,
        message: str,
        affected_resources: Iterable[AffectedResource] = (),
        *,
        status: str = "downtime",
        **kwargs: Any,
    ) -> StatusReport:
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
        return StatusReport.new(
            self._api,
            status_page_id=self.id,
            title=title,
            message=message,
            affected_resources=affected,
            **kwargs,
        )

    if TYPE_CHECKING:

        @classmethod
        def new(cls, api: Api, *, _extras: Extras = None, **kw: Unpack[StatusPageInput]) -> Self: ...
        @classmethod
        def filter(cls, api: Api, **kw: Unpack[Paging]) -> Listing[Self]: ...
        @classmethod
        def find(cls, api: Api, name: Name = None, **kw: Unpack[StatusPageFields]) -> Self: ...
        @classmethod
        def get_or_create(cls, api: Api, **kw: Unpack[StatusPageInput]) -> tuple[bool, Self]: ...


@facade_errors
class StatusPageGroup(
    StatusPageGroupAttributesRecord, BaseAPIObject, builders=lambda: requests.status_page_groups
):
    """Status pages that belong together."""

    _status_pages: list[StatusPage] | None = None

    @property
    def status_pages(self) -> list[StatusPage]:
        """The pages of this group; fetched once."""
        if self._status_pages is None:
            request = requests.status_page_groups.list_status_pages(self.id)
            self._status_pages = list(self._related(request, StatusPage))
        return self._status_pages

    if TYPE_CHECKING:

        @classmethod
        def new(cls, api: Api, *, _extras: Extras = None, **kw: Unpack[StatusPageGroupInput]) -> Self: ...
        @classmethod
        def filter(cls, api: Api, **kw: Unpack[Paging]) -> Listing[Self]: ...
        @classmethod
        def find(cls, api: Api, _name: Name = None, /, **kw: Unpack[StatusPageGroupFields]) -> Self: ...
        @classmethod
        def get_or_create(cls, api: Api, **kw: Unpack[StatusPageGroupInput]) -> tuple[bool, Self]: ...
