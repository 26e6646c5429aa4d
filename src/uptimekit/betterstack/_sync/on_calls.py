# Derived by scripts/generate.py from ../_async/on_calls.py; do not edit.
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

from .base import BaseAPIObject
from .read_each import read_each

if TYPE_CHECKING:
    from typing import Unpack

    from uptimekit.betterstack.filters import EventFilters, TeamFilters
    from uptimekit.betterstack.listing import Listing
    from uptimekit_clients.betterstack.fields import (
        OnCallCalendarFields,
        OnCallCalendarInput,
        OnCallEventFields,
        OnCallEventInput,
    )

    from .api import PaginatedAPI as Api
    from .base import Extras, Id, Name

__all__ = ["OnCallCalendar", "OnCallEvent"]


@facade_errors
class OnCallEvent(OnCallEventRecord, BaseAPIObject, builders=lambda: requests.on_call_events):
    """A time in which someone is on call."""

    _above = ("calendar_id",)
    _name_field = "starts_at"

    id: str = field(kw_only=False)  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues]  (the wire's is a number)
    _calendar_id: str | None = None

    @classmethod
    def _listed(
        cls, api: Api, above: tuple[str, ...], query: Mapping[str, Any], method: str
    ) -> Listing[Self]:
        events = _events(api, cls._list_request(above, query))
        return read_each(events, partial(cls._made, api, above), f"{cls.__name__}.{method}")

    def _attributes_in(self, data: Mapping[str, Any]) -> dict[str, Any]:
        # Events come bare, without an envelope.
        return {name: value for name, value in data.items() if name != "id"}

    if TYPE_CHECKING:

        @classmethod
        def new(
            cls, api: Api, *, _extras: Extras = None, calendar_id: Id, **kw: Unpack[OnCallEventInput]
        ) -> Self: ...
        @classmethod
        def filter(cls, api: Api, *, calendar_id: Id, **kw: Unpack[EventFilters]) -> Listing[Self]: ...
        @classmethod
        def find(
            cls, api: Api, name: Name = None, *, calendar_id: Id, **kw: Unpack[OnCallEventFields]
        ) -> Self: ...
        @classmethod
        def get_or_create(
            cls, api: Api, *, calendar_id: Id, **kw: Unpack[OnCallEventInput]
        ) -> tuple[bool, Self]: ...


@facade_errors
class OnCallCalendar(OnCallCalendarAttributesRecord, BaseAPIObject, builders=lambda: requests.on_calls):
    """A schedule: who is on call, and when."""

    _on_call_users: list[dict[str, Any]] | None = None
    _events: list[OnCallEvent] | None = None

    @property
    def on_call_users(self) -> list[dict[str, Any]]:
        """Who is on call now: dicts of ``id``, ``type`` and ``meta`` with the ``email``."""
        return self._on_call_users or []

    @property
    def events(self) -> list[OnCallEvent]:
        """The events of this schedule; fetched once, see :meth:`fetch_events`."""
        return self.fetch_events() if self._events is None else self._events

    def fetch_events(self) -> list[OnCallEvent]:
        """Fetch the events of this schedule afresh, and return them."""
        self._events = list(OnCallEvent.filter(self._api, calendar_id=self.id))
        return self._events

    def create_event(
        self, starts_at: str, ends_at: str, users: list[str], override: bool | None = None
    ) -> OnCallEvent:
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
        return OnCallEvent.new(self._api, calendar_id=self.id, **fields)

    def create_rotation(
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
        return self._api.api.call(request.reading(read_resource))

    def _absorb(self, data: Mapping[str, Any]) -> None:
        super()._absorb(data)
        related = part_of(data, "relationships", "OnCallCalendar")
        users = part_of(related, "on_call_users", "OnCallCalendar")
        if users.get("data") is not None:
            self._on_call_users = copied(users["data"])

    if TYPE_CHECKING:

        @classmethod
        def new(cls, api: Api, *, _extras: Extras = None, **kw: Unpack[OnCallCalendarInput]) -> Self: ...
        @classmethod
        def filter(cls, api: Api, **kw: Unpack[TeamFilters]) -> Listing[Self]: ...
        @classmethod
        def find(cls, api: Api, _name: Name = None, /, **kw: Unpack[OnCallCalendarFields]) -> Self: ...
        @classmethod
        def get_or_create(cls, api: Api, **kw: Unpack[OnCallCalendarInput]) -> tuple[bool, Self]: ...


def _events(api: Api, request: Request[Any]) -> Listing[Mapping[str, Any]]:
    """Yield the events of a calendar, which come on one page."""
    for data in api.api.call(request.reading(read_json(list_of(object_of), "events"))):
        yield data
