"""On-call schedules and their events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from uptimekit._runtime import list_of
from uptimekit._runtime.reading import object_of, part_of
from uptimekit._runtime.tracebacks import forget_locals, hides_locals
from uptimekit_clients.betterstack.records import OnCallCalendarAttributesRecord, OnCallEventRecord

from ._fields import copied
from ._nested import NestedObject
from ._response import part_of_answer, resource_in
from .base import BaseAPIObject

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Self

    from .api import PaginatedAPI

__all__ = ["OnCallCalendar", "OnCallEvent"]


@hides_locals
class OnCallEvent(OnCallEventRecord, NestedObject):
    """A time in which someone is on call."""

    _url_endpoint = "on-calls/{calendar_id}/events"
    _above = ("calendar_id",)
    _name_field = "starts_at"
    _allowed_query_parameters = ("starts_at", "ends_at")

    id: str  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride]  (the wire's is a number)
    _calendar_id: str | None = None

    @classmethod
    def _listed(
        cls, api: PaginatedAPI, url: str, parameters: Mapping[str, Any], above: Mapping[str, Any]
    ) -> Generator[Self, None, None]:
        answer = data = made = None
        try:
            for answer in api.get(url, parameters=dict(parameters)):
                for data in part_of_answer(answer, "events", list_of(object_of)):
                    made = cls._from_api_response(api, data)
                    vars(made).update(above)
                    yield made
        except BaseException as error:  # by hand: a decorator would cost a call for each item
            forget_locals(error)
            del url, parameters, above, answer, data, made
            raise

    def _attributes_in(self, data: Mapping[str, Any]) -> dict[str, Any]:
        # Events come bare, without an envelope.
        return {name: value for name, value in data.items() if name != "id"}


@hides_locals
class OnCallCalendar(OnCallCalendarAttributesRecord, BaseAPIObject):
    """A schedule: who is on call, and when."""

    _url_endpoint = "on-calls"
    _allowed_query_parameters = ("team_name",)

    _on_call_users: list[dict[str, Any]] | None = None
    _events: list[OnCallEvent] | None = None

    @property
    def on_call_users(self) -> list[dict[str, Any]]:
        """Who is on call now: dicts of ``id``, ``type`` and ``meta`` with the ``email``."""
        return self._on_call_users or []

    @property
    def events(self) -> list[OnCallEvent]:
        """The events of this schedule; fetched once, see :meth:`fetch_events`."""
        if self._events is None:
            self.fetch_events()
        return self._events or []

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
        fields = {"starts_at": starts_at, "ends_at": ends_at, "users": users}
        more = {} if override is None else {"override": override}
        return OnCallEvent.new(self._api, calendar_id=self.id, **fields, **more)

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
        body = {
            "users": users,
            "rotation_length": rotation_length,
            "rotation_interval": rotation_period,  # what samples and the vendor's client call it
            "start_rotations_at": start_rotations_at,
            "end_rotations_at": end_rotations_at,
        }
        return resource_in(self._api.post(f"{self.generate_url()}/rotation", body=body))

    def _absorb(self, data: Mapping[str, Any]) -> None:
        super()._absorb(data)
        related = part_of(data, "relationships", "OnCallCalendar")
        users = part_of(related, "on_call_users", "OnCallCalendar")
        if users.get("data") is not None:
            self._on_call_users = copied(users["data"])
