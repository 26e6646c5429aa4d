"""Heartbeats and groups of them."""

# The classes take fewer arguments than their base does:
# mypy: disable-error-code="override"
# pyright: reportIncompatibleMethodOverride=false

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from uptimekit._runtime import OpenStrEnum
from uptimekit.betterstack.exceptions import facade_errors
from uptimekit_clients.betterstack import requests
from uptimekit_clients.betterstack.records import HeartbeatAttributesRecord, HeartbeatGroupAttributesRecord

from .heartbeat_client import AsyncHeartbeatClient
from .incidents import AsyncIncident
from .pausable import AsyncPausable

if TYPE_CHECKING:
    from typing import Self, Unpack

    from uptimekit.betterstack.filters import IncidentFilters, TeamFilters
    from uptimekit.betterstack.listing import AsyncListing
    from uptimekit_clients.betterstack.fields import (
        HeartbeatFields,
        HeartbeatGroupFields,
        HeartbeatGroupInput,
        HeartbeatInput,
    )

    from .api import AsyncPaginatedAPI as Api
    from .base import Extras, Name

__all__ = ["AsyncHeartbeat", "AsyncHeartbeatGroup"]


@facade_errors
class AsyncHeartbeat(HeartbeatAttributesRecord, AsyncPausable, builders=lambda: requests.heartbeats):
    """Something that has to report in time.  Whoever knows its ``url`` can report for it."""

    _sets = frozenset({"maintenance_days"})

    @property
    def is_paused(self) -> bool:
        """Whether the heartbeat is paused."""
        return self.paused_at is not None

    def incidents(self, **kwargs: Unpack[IncidentFilters]) -> AsyncListing[AsyncIncident]:
        """Yield the incidents of this heartbeat; the arguments are those of :meth:`AsyncIncident.filter`."""
        kwargs["heartbeat_id"] = self.id
        return AsyncIncident.filter(self._api, **kwargs)

    async def ping(self) -> None:
        """Report that the job has succeeded, or that the service is alive; see :meth:`AsyncHeartbeatClient.ping`."""
        await self._pings().ping()

    async def fail(self, output: str | bytes = "") -> None:
        """Report a failure with the output of the job; see :meth:`AsyncHeartbeatClient.fail`."""
        await self._pings().fail(output)

    async def report(self, exit_code: int, output: str | bytes = "") -> None:
        """Report the exit code of a job with its output; see :meth:`AsyncHeartbeatClient.report`."""
        await self._pings().report(exit_code, output)

    def _pings(self) -> AsyncHeartbeatClient:
        return AsyncHeartbeatClient._over(self._api.api, self.url)  # pyright: ignore[reportPrivateUsage]  (same package)

    @classmethod
    def _statuses(cls) -> Iterable[OpenStrEnum]:
        from uptimekit_clients.betterstack.models import HeartbeatStatus

        return HeartbeatStatus

    if TYPE_CHECKING:

        @classmethod
        async def new(cls, api: Api, *, _extras: Extras = None, **kw: Unpack[HeartbeatInput]) -> Self: ...
        @classmethod
        def filter(cls, api: Api, **kw: Unpack[TeamFilters]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(cls, api: Api, _name: Name = None, /, **kw: Unpack[HeartbeatFields]) -> Self: ...
        @classmethod
        async def get_or_create(cls, api: Api, **kw: Unpack[HeartbeatInput]) -> tuple[bool, Self]: ...


@facade_errors
class AsyncHeartbeatGroup(
    HeartbeatGroupAttributesRecord, AsyncPausable, builders=lambda: requests.heartbeat_groups
):
    """Heartbeats that are managed together."""

    _heartbeats: list[AsyncHeartbeat] | None = None

    # sync only: @property
    async def heartbeats(self) -> list[AsyncHeartbeat]:
        """The heartbeats of this group; fetched once, see :meth:`fetch_heartbeats`."""
        if self._heartbeats is None:
            await self.fetch_heartbeats()
        return self._heartbeats or []

    async def fetch_heartbeats(self) -> None:
        """Fetch the heartbeats of this group afresh."""
        listing = self._related(requests.heartbeat_groups.heartbeats(self.id), AsyncHeartbeat)
        self._heartbeats = [each async for each in listing]

    if TYPE_CHECKING:

        @classmethod
        async def new(
            cls, api: Api, *, _extras: Extras = None, **kw: Unpack[HeartbeatGroupInput]
        ) -> Self: ...
        @classmethod
        def filter(cls, api: Api, **kw: Unpack[TeamFilters]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(cls, api: Api, _name: Name = None, /, **kw: Unpack[HeartbeatGroupFields]) -> Self: ...
        @classmethod
        async def get_or_create(cls, api: Api, **kw: Unpack[HeartbeatGroupInput]) -> tuple[bool, Self]: ...
