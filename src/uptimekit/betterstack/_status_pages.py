"""Status pages, their sections and resources, and groups of pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from uptimekit._runtime.tracebacks import hides_locals
from uptimekit_clients.betterstack.records import (
    StatusPageAttributesRecord,
    StatusPageGroupAttributesRecord,
    StatusPageResourceAttributesRecord,
    StatusPageSectionAttributesRecord,
)

from ._nested import NestedObject
from ._status_reports import AffectedResource, StatusReport
from .base import BaseAPIObject

__all__ = ["StatusPage", "StatusPageGroup", "StatusPageResource", "StatusPageSection"]


@hides_locals
class StatusPageSection(StatusPageSectionAttributesRecord, NestedObject):
    """A part of a status page with resources in it."""

    _url_endpoint = "status-pages/{status_page_id}/sections"
    _above = ("status_page_id",)
    _allowed_query_parameters = ()

    # Documented attributes that the server was not seen to send.
    created_at: str | None = None
    """When the section was created."""
    updated_at: str | None = None
    """When the section was last changed."""

    _status_page_id: str | None = None


@hides_locals
class StatusPageResource(StatusPageResourceAttributesRecord, NestedObject):
    """A monitor, heartbeat or other item on a status page; ``resource_id`` is that item's id."""

    _url_endpoint = "status-pages/{status_page_id}/resources"
    _above = ("status_page_id",)
    _allowed_query_parameters = ()
    _name_field = "public_name"

    _status_page_id: str | None = None


@hides_locals
class StatusPage(StatusPageAttributesRecord, BaseAPIObject):
    """What the public sees of how services are."""

    _url_endpoint = "status-pages"
    _name_field = "company_name"

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
        return StatusReport.open(self._api, self.id, title, message, affected_resources, status, **kwargs)


@hides_locals
class StatusPageGroup(StatusPageGroupAttributesRecord, BaseAPIObject):
    """Status pages that belong together."""

    _url_endpoint = "status-page-groups"

    _status_pages: list[StatusPage] | None = None

    @property
    def status_pages(self) -> list[StatusPage]:
        """The pages of this group; fetched once."""
        if self._status_pages is None:
            pages = self._api.get(f"{self.generate_url()}/status-pages")
            self._status_pages = [StatusPage._from_api_response(self._api, data) for data in pages]
        return self._status_pages
