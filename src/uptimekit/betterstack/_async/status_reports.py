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

from .base import AsyncBaseAPIObject

if TYPE_CHECKING:
    from typing import Self, Unpack

    from uptimekit.betterstack.filters import Paging
    from uptimekit.betterstack.listing import AsyncListing
    from uptimekit_clients.betterstack.fields import (
        StatusReportFields,
        StatusReportInput,
        StatusUpdateFields,
        StatusUpdateInput,
    )

    from .api import AsyncPaginatedAPI as Api
    from .base import Extras, Id, Name

__all__ = ["AsyncStatusReport", "AsyncStatusUpdate"]


@facade_errors
class AsyncStatusUpdate(
    StatusUpdateAttributesRecord, AsyncBaseAPIObject, builders=lambda: requests.status_updates
):
    """One message of a report."""

    _above = ("status_page_id", "status_report_id")
    _name_field = "message"

    _status_page_id: str | None = None
    _status_report_id: str | None = None

    if TYPE_CHECKING:

        @classmethod
        async def new(
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
        ) -> AsyncListing[Self]: ...
        @classmethod
        async def find(
            cls,
            api: Api,
            name: Name = None,
            *,
            status_page_id: Id,
            status_report_id: Id,
            **kw: Unpack[StatusUpdateFields],
        ) -> Self: ...
        @classmethod
        async def get_or_create(
            cls, api: Api, *, status_page_id: Id, status_report_id: Id, **kw: Unpack[StatusUpdateInput]
        ) -> tuple[bool, Self]: ...


@facade_errors
class AsyncStatusReport(
    StatusReportAttributesRecord, AsyncBaseAPIObject, builders=lambda: requests.status_reports
):
    """What a status page says about an incident or a maintenance; see :meth:`AsyncStatusPage.open_report`."""

    _above = ("status_page_id",)
    _name_field = "title"
    _create_only = frozenset({"report_type"})

    _status_page_id: str | None = None
    _updates: list[AsyncStatusUpdate] | None = None

    # sync only: @property
    async def updates(self) -> list[AsyncStatusUpdate]:
        """The updates of this report; fetched once, see :meth:`fetch_updates`."""
        return await self.fetch_updates() if self._updates is None else self._updates

    async def fetch_updates(self) -> list[AsyncStatusUpdate]:
        """Fetch the updates of this report afresh, and return them."""
        page_id, report_id = self._ids()
        listing = AsyncStatusUpdate.filter(self._api, status_page_id=page_id, status_report_id=report_id)
        self._updates = [each async for each in listing]
        return self._updates

    async def update(
        self,
        message: str,
        affected_resources: Iterable[AffectedResource] | None = None,
        *,
        status: str | None = None,
        **kwargs: Any,
    ) -> AsyncStatusUpdate:
        """Add an update and return it.

        Args:
            message: what is new.
            affected_resources: as in :meth:`AsyncStatusPage.open_report`.  Default: those of the report.
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
        made = await AsyncStatusUpdate.new(
            self._api,
            status_page_id=page_id,
            status_report_id=report_id,
            message=message,
            affected_resources=affected,
            **kwargs,
        )
        self._updates = None
        found = await self._api.api.call(self._own_request().reading(read_resource))
        self._absorb_answer(found, {})
        return made

    async def resolve(self, message: str, **kwargs: Any) -> AsyncStatusUpdate:
        """Say that it is over: all resources are resolved, or the maintenance ends now.

        Args:
            message: the last update.
            kwargs: ``notify_subscribers``, ``published_at``.
        """
        if self.report_type != MAINTENANCE:
            return await self.update(message, status="resolved", **kwargs)
        made = await self.update(message, **kwargs)
        now = datetime.datetime.fromtimestamp(self._api.clock.time(), datetime.UTC)
        await self._change({"ends_at": now.isoformat()})
        return made

    if TYPE_CHECKING:

        @classmethod
        async def new(
            cls, api: Api, *, _extras: Extras = None, status_page_id: Id, **kw: Unpack[StatusReportInput]
        ) -> Self: ...
        @classmethod
        def filter(cls, api: Api, *, status_page_id: Id, **kw: Unpack[Paging]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(
            cls, api: Api, name: Name = None, *, status_page_id: Id, **kw: Unpack[StatusReportFields]
        ) -> Self: ...
        @classmethod
        async def get_or_create(
            cls, api: Api, *, status_page_id: Id, **kw: Unpack[StatusReportInput]
        ) -> tuple[bool, Self]: ...
