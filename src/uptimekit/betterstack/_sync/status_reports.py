# Derived by scripts/generate.py from ../_async/status_reports.py; do not edit.
"""Reports on a status page, and their updates."""

# The classes take fewer arguments than their base does:
# mypy: disable-error-code="override"
# pyright: reportIncompatibleMethodOverride=false

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from uptimekit.betterstack.affected_resources import MAINTENANCE, AffectedResource, with_status
from uptimekit.betterstack.exceptions import facade_errors
from uptimekit.betterstack.response import read_resource
from uptimekit_clients.betterstack import requests
from uptimekit_clients.betterstack.records import StatusReportAttributesRecord, StatusUpdateAttributesRecord

from .base import BaseAPIObject

if TYPE_CHECKING:
    from typing import Self, Unpack

    from uptimekit.betterstack.filters import Paging
    from uptimekit.betterstack.listing import Listing
    from uptimekit_clients.betterstack.fields import (
        StatusReportFields,
        StatusReportInput,
        StatusUpdateFields,
        StatusUpdateInput,
    )

    from .api import PaginatedAPI as Api
    from .base import Extras, Id, Name

__all__ = ["StatusReport", "StatusUpdate"]


@facade_errors
class StatusUpdate(StatusUpdateAttributesRecord, BaseAPIObject, builders=lambda: requests.status_updates):
    """One message of a report."""

    _above = ("status_page_id", "status_report_id")
    _name_field = "message"

    _status_page_id: str | None = None
    _status_report_id: str | None = None

    if TYPE_CHECKING:

        @classmethod
        def new(
            cls,
            api: Api,
            *,
            _extras: Extras = None,
            status_page_id: Id,
            status_report_id: Id,
            **kw: Unpack[StatusUpdateInput],
        ) -> Self: ...
        @classmethod
        def filter(
            cls, api: Api, *, status_page_id: Id, status_report_id: Id, **kw: Unpack[Paging]
        ) -> Listing[Self]: ...
        @classmethod
        def find(
            cls,
            api: Api,
            name: Name = None,
            *,
            status_page_id: Id,
            status_report_id: Id,
            **kw: Unpack[StatusUpdateFields],
        ) -> Self: ...
        @classmethod
        def get_or_create(
            cls, api: Api, *, status_page_id: Id, status_report_id: Id, **kw: Unpack[StatusUpdateInput]
        ) -> tuple[bool, Self]: ...


@facade_errors
class StatusReport(StatusReportAttributesRecord, BaseAPIObject, builders=lambda: requests.status_reports):
    """What a status page says about an incident or a maintenance; see :meth:`StatusPage.open_report`."""

    _above = ("status_page_id",)
    _name_field = "title"
    _create_only = frozenset({"report_type"})

    _status_page_id: str | None = None
    _updates: list[StatusUpdate] | None = None

    @property
    def updates(self) -> list[StatusUpdate]:
        """The updates of this report; fetched once, see :meth:`fetch_updates`."""
        return self.fetch_updates() if self._updates is None else self._updates

    def fetch_updates(self) -> list[StatusUpdate]:
        """Fetch the updates of this report afresh, and return them."""
        page_id, report_id = self._ids()
        listing = StatusUpdate.filter(self._api, status_page_id=page_id, status_report_id=report_id)
        self._updates = list(listing)
        return self._updates

    def update(
        self,
        message: str,
        affected_resources: Iterable[AffectedResource] | None = None,
        *,
        status: str | None = None,
        **kwargs: Any,
    ) -> StatusUpdate:
        """Add an update and return it.

        Args:
            message: what is new.
            affected_resources: as in :meth:`StatusPage.open_report`.  Default: those of the report.
            status: new state of these resources.  Default: the one that each has, or "downtime".
            kwargs: ``notify_subscribers``, ``published_at``.
        """
        given = (self.affected_resources or []) if affected_resources is None else affected_resources
        maintained = self.report_type == MAINTENANCE
        affected = with_status(
            given,
            MAINTENANCE if maintained else status or "downtime",
            force=affected_resources is None and status is not None,
        )
        page_id, report_id = self._ids()
        made = StatusUpdate.new(
            self._api,
            status_page_id=page_id,
            status_report_id=report_id,
            message=message,
            affected_resources=affected,
            **kwargs,
        )
        self._updates = None
        found = self._api.api.call(self._own_request().reading(read_resource))
        self._absorb_answer(found, {})
        return made

    def resolve(self, message: str, **kwargs: Any) -> StatusUpdate:
        """Say that it is over: all resources are resolved, or the maintenance ends now.

        Args:
            message: the last update.
            kwargs: ``notify_subscribers``, ``published_at``.
        """
        if self.report_type != MAINTENANCE:
            return self.update(message, status="resolved", **kwargs)
        made = self.update(message, **kwargs)
        now = datetime.datetime.fromtimestamp(self._api.clock.time(), datetime.UTC)
        self._change({"ends_at": now.isoformat()})
        return made

    if TYPE_CHECKING:

        @classmethod
        def new(
            cls, api: Api, *, _extras: Extras = None, status_page_id: Id, **kw: Unpack[StatusReportInput]
        ) -> Self: ...
        @classmethod
        def filter(cls, api: Api, *, status_page_id: Id, **kw: Unpack[Paging]) -> Listing[Self]: ...
        @classmethod
        def find(
            cls, api: Api, name: Name = None, *, status_page_id: Id, **kw: Unpack[StatusReportFields]
        ) -> Self: ...
        @classmethod
        def get_or_create(
            cls, api: Api, *, status_page_id: Id, **kw: Unpack[StatusReportInput]
        ) -> tuple[bool, Self]: ...
