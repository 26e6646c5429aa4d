"""On-call schedules and their events."""

# The classes take fewer arguments than their base does:
# mypy: disable-error-code="override"
# pyright: reportIncompatibleMethodOverride=false

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from uptimekit._runtime import Request, list_of, read_json
from uptimekit._runtime.reading import object_of, part_of
from uptimekit.betterstack.exceptions import facade_errors
from uptimekit.betterstack.response import read_resource
from uptimekit.betterstack.tracked_object import copied
from uptimekit_clients.betterstack import requests
from uptimekit_clients.betterstack.records import OnCallCalendarAttributesRecord, OnCallEventRecord

from .base import AsyncBaseAPIObject
from .read_each import read_each

if TYPE_CHECKING:
    from typing import Unpack

    from uptimekit.betterstack.filters import EventFilters, TeamFilters
    from uptimekit.betterstack.listing import AsyncListing
    from uptimekit_clients.betterstack.fields import (
        OnCallCalendarFields,
        OnCallCalendarInput,
        OnCallEventFields,
        OnCallEventInput,
    )

    from .api import AsyncPaginatedAPI as Api
    from .base import Extras, Id, Name

__all__ = ["AsyncOnCallCalendar", "AsyncOnCallEvent"]


@facade_errors
class AsyncOnCallEvent(OnCallEventRecord, AsyncBaseAPIObject, builders=lambda: requests.on_call_events):
    """A time in which someone is on call."""

    _above = ("calendar_id",)
    _name_field = "starts_at"

    id: str = field(kw_only=False)  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues]  (the wire's is a number)
    _calendar_id: str | None = None

    @classmethod
    def _listed(
        cls, api: Api, above: tuple[str, ...], query: Mapping[str, Any], method: str
    ) -> AsyncListing[Self]:
        events = _events(api, cls._list_request(above, query))
        return read_each(events, partial(cls._made, api, above), f"{cls.__name__}.{method}")

    def _attributes_in(self, data: Mapping[str, Any]) -> dict[str, Any]:
        # Events come bare, without an envelope.
        return {name: value for name, value in data.items() if name != "id"}

    if TYPE_CHECKING:

        @classmethod
        async def new(
            cls, api: Api, *, _extras: Extras = None, calendar_id: Id, **kw: Unpack[OnCallEventInput]
        ) -> Self: ...
        @classmethod
        def filter(cls, api: Api, *, calendar_id: Id, **kw: Unpack[EventFilters]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(
            cls, api: Api, name: Name = None, *, calendar_id: Id, **kw: Unpack[OnCallEventFields]
        ) -> Self: ...
        @classmethod
        async def get_or_create(
            cls, api: Api, *, calendar_id: Id, **kw: Unpack[OnCallEventInput]
        ) -> tuple[bool, Self]: ...


@facade_errors
class AsyncOnCallCalendar(
    OnCallCalendarAttributesRecord, AsyncBaseAPIObject, builders=lambda: requests.on_calls
):
    """A schedule: who is on call, and when."""

    _on_call_users: list[dict[str, Any]] | None = None
    _events: list[AsyncOnCallEvent] | None = None

    @property
    def on_call_users(self) -> list[dict[str, Any]]:
        """Who is on call now: dicts of ``id``, ``type`` and ``meta`` with the ``email``."""
        return self._on_call_users or []

    # sync only: @property
    async def events(self) -> list[AsyncOnCallEvent]:
        """The events of this schedule; fetched once, see :meth:`fetch_events`."""
        return await self.fetch_events() if self._events is None else self._events

    async def fetch_events(self) -> list[AsyncOnCallEvent]:
        """Fetch the events of this schedule afresh, and return them."""
        self._events = [each async for each in AsyncOnCallEvent.filter(self._api, calendar_id=self.id)]
        return self._events

    async def create_event(
        self, starts_at: str, ends_at: str, users: list[str], override: bool | None = None
    ) -> AsyncOnCallEvent:
        """Put users on call.

        Args:
            starts_at: begin, in ISO 8601; not before today 00:00 UTC.
            ends_at: end, in ISO 8601.
            users: e-mail addresses.
            override: whether it stands above the rotation.
        """
        fields: OnCallEventInput = {"starts_at": starts_at, "ends_at": ends_at, "users": users}
        if override is not None:
            fields["override"] = override
        return await AsyncOnCallEvent.new(self._api, calendar_id=self.id, **fields)

    async def create_rotation(
        self,
        users: list[str],
        rotation_length: int,
        rotation_period: str,
        start_rotations_at: str,
        end_rotations_at: str,
    ) -> dict[str, Any]:
        """Let users take turns, and return the rotation as the server has it.

        Args:
            users: e-mail addresses, in their order.
            rotation_length: how many periods a turn lasts.
            rotation_period: ``hour``, ``day`` or ``week``.
            start_rotations_at: begin, in ISO 8601.
            end_rotations_at: end, in ISO 8601.
        """
        times: Any = {"start_rotations_at": start_rotations_at, "end_rotations_at": end_rotations_at}
        request = requests.on_call_rotations.create(
            self.id,
            users=users,
            rotation_length=rotation_length,
            rotation_interval=rotation_period,  # what samples and the vendor's client call it
            **times,
        )
        return await self._api.api.call(request.reading(read_resource))

    def _absorb(self, data: Mapping[str, Any]) -> None:
        super()._absorb(data)
        related = part_of(data, "relationships", "OnCallCalendar")
        users = part_of(related, "on_call_users", "OnCallCalendar")
        if users.get("data") is not None:
            self._on_call_users = copied(users["data"])

    if TYPE_CHECKING:

        @classmethod
        async def new(
            cls, api: Api, *, _extras: Extras = None, **kw: Unpack[OnCallCalendarInput]
        ) -> Self: ...
        @classmethod
        def filter(cls, api: Api, **kw: Unpack[TeamFilters]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(cls, api: Api, _name: Name = None, /, **kw: Unpack[OnCallCalendarFields]) -> Self: ...
        @classmethod
        async def get_or_create(cls, api: Api, **kw: Unpack[OnCallCalendarInput]) -> tuple[bool, Self]: ...


async def _events(api: Api, request: Request[Any]) -> AsyncListing[Mapping[str, Any]]:
    """Yield the events of a calendar, which come on one page."""
    for data in await api.api.call(request.reading(read_json(list_of(object_of), "events"))):
        yield data
