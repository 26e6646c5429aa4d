"""Incidents, and what can be done about them."""

# The classes take fewer arguments than their base does:
# mypy: disable-error-code="override"
# pyright: reportIncompatibleMethodOverride=false

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypedDict

from uptimekit._runtime import UNSET, ListRequest, OpenStrEnum
from uptimekit._runtime import query as query_values
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.reading import part_of
from uptimekit.betterstack.exceptions import ValidationError, facade_errors
from uptimekit.betterstack.response import read_attributes, read_resource
from uptimekit_clients.betterstack import requests
from uptimekit_clients.betterstack.records import IncidentAttributesRecord

from .base import AsyncBaseAPIObject

if TYPE_CHECKING:
    from typing import Self, Unpack

    from uptimekit.betterstack.filters import IncidentFilters, IncidentSearch
    from uptimekit.betterstack.listing import AsyncListing
    from uptimekit_clients.betterstack.fields import IncidentInput

    from .api import AsyncPaginatedAPI as Api
    from .base import Extras, Name

__all__ = ["AsyncIncident"]

_ID_DIGITS: Final = 20  # those of the largest 64-bit number; more is no id


class EscalationOptions(TypedDict, total=False):
    """Whom to alert, and how."""

    user_email: str
    user_id: int
    team_name: str
    team_id: int
    schedule_id: int
    policy_id: int
    call: bool
    sms: bool
    email: bool
    push: bool
    critical_alert: bool


@facade_errors
class AsyncIncident(IncidentAttributesRecord, AsyncBaseAPIObject, builders=lambda: requests.incidents):
    """A time of trouble, found by a monitor or heartbeat or reported by someone.  It lives in version 3 of the API.

    The API has no call that changes an incident's attributes, so :meth:`save` refuses; see the methods here.
    :meth:`filter` takes ``open=True`` (not resolved) or ``open=False``, ``resolved``, ``acknowledged``,
    ``monitor_id``, ``heartbeat_id``, ``team_name``, ``from_`` and ``to`` (days as YYYY-MM-DD, also as ``from_date``
    and ``to_date``) and ``metadata`` (key -> value); in which order they come is not documented.
    """

    _aliases = {"summary": "cause"}  # noqa: RUF012  (a class variable of the base)

    # Documented attributes that the server sends as relationships.
    monitor_id: int | None = None
    """Id of the monitor that found it."""
    heartbeat_id: int | None = None
    """Id of the heartbeat that found it."""

    @classmethod
    def _split(cls, kwargs: Mapping[str, Any]) -> tuple[tuple[str, ...], dict[str, Any]]:
        return super()._split(_renamed(kwargs))

    @classmethod
    def _filters(cls, api: Api) -> Collection[str]:
        return {*super()._filters(api), "metadata"}

    @classmethod
    def _list_request(cls, above: tuple[str, ...], query: Mapping[str, Any]) -> ListRequest[Any, Any]:
        rest = dict(query)
        wanted: Mapping[str, Any] = rest.pop("metadata", None) or {}
        request = super()._list_request(above, rest)
        request.query |= query_values({f"metadata[{key}][][value]": value for key, value in wanted.items()})
        return request

    @classmethod
    def _refuse_read_only(cls, names: Collection[str], *, creating: bool) -> None:
        if not creating:
            raise ValidationError(
                f"{', '.join(names)}: the API has no call that changes an incident's attributes; "
                "nothing was sent"
            )
        super()._refuse_read_only(names, creating=creating)

    def _attributes_in(self, data: Mapping[str, Any]) -> dict[str, Any]:
        related = part_of(data, "relationships", "Incident")
        owners = {f"{kind}_id": _owner(related.get(kind)) for kind in ("monitor", "heartbeat")}
        found = super()._attributes_in(data)
        return {**{name: value for name, value in owners.items() if value is not None}, **found}

    @property
    def is_resolved(self) -> bool:
        """Whether the incident is over."""
        return self.resolved_at is not None or self.status == "Resolved"

    @property
    def is_acknowledged(self) -> bool:
        """Whether someone has acknowledged the incident."""
        return self.acknowledged_at is not None or self.status == "Acknowledged"

    async def acknowledge(self, acknowledged_by: str | None = None) -> None:
        """Say that someone takes care, which stops further escalation.

        Args:
            acknowledged_by: who does.  Default: the owner of the token.

        Raises:
            ConflictError: 409, if it is acknowledged or resolved already.
        """
        await self._act(requests.incidents.acknowledge(self.id, acknowledged_by=acknowledged_by or UNSET), {})

    async def resolve(self, resolved_by: str | None = None) -> None:
        """Say that it is over, which stops all notifications.

        Args:
            resolved_by: who says so.  Default: the owner of the token.

        Raises:
            ConflictError: 409, if it is resolved already.
        """
        await self._act(requests.incidents.resolve(self.id, resolved_by=resolved_by or UNSET), {})

    async def reopen(self, reopened_by: str | None = None) -> None:
        """Say that it is not over after all.

        Args:
            reopened_by: who says so.  Default: the owner of the token.

        Raises:
            ConflictError: 409, if it is not resolved.
            ForbiddenError: 403, if it is only shared with the team.
        """
        await self._act(requests.incidents.reopen(self.id, reopened_by=reopened_by or UNSET), {})

    async def escalate(self, escalation_type: str, **kwargs: Unpack[EscalationOptions]) -> None:
        """Alert someone else.

        Args:
            escalation_type: ``User``, ``Team``, ``Schedule``, ``Policy`` or ``Organization``.
            kwargs: who exactly (``user_email``, ``user_id``, ``team_name``, ``team_id``, ``schedule_id``,
                ``policy_id``), and how (``call``, ``sms``, ``email``, ``push``, ``critical_alert``).

        Raises:
            ConflictError: 409, if it is resolved.
        """
        request = requests.incidents.escalate(self.id, escalation_type=escalation_type, **kwargs)
        await self._act(request, {})

    async def comment(self, content: str, user_email: str | None = None) -> dict[str, Any]:
        """Add a comment and return its attributes.

        Args:
            content: Markdown.
            user_email: a member of the team to mention.
        """
        request = requests.incident_comments.create(
            self.id, content=content, user_email=UNSET if user_email is None else user_email
        )
        made = await self._api.api.call(request.reading(read_resource))
        return part_of(made, "attributes", "Comment")

    async def comments(self) -> list[dict[str, Any]]:
        """Return the attributes of all comments."""
        request = requests.incident_comments.list(self.id).reading_items(_comment)
        return [each async for each in self._api.api.paginate(request, prefetch=self._api.max_workers)]

    async def timeline(self) -> list[dict[str, Any]]:
        """Return the attributes of all that happened: ``item_type``, ``at`` and ``data``."""
        request = requests.incidents.get_timeline(self.id)
        return await self._api.api.call(request.reading(read_attributes("TimelineItem")))

    @classmethod
    def _statuses(cls) -> Iterable[OpenStrEnum]:
        from uptimekit_clients.betterstack.models import IncidentStatus

        return IncidentStatus

    if TYPE_CHECKING:

        @classmethod
        async def new(cls, api: Api, *, _extras: Extras = None, **kw: Unpack[IncidentInput]) -> Self: ...
        @classmethod
        def filter(cls, api: Api, **kw: Unpack[IncidentFilters]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(cls, api: Api, _name: Name = None, /, **kw: Unpack[IncidentSearch]) -> Self: ...
        @classmethod
        async def get_or_create(cls, api: Api, **kw: Unpack[IncidentInput]) -> tuple[bool, Self]: ...


def _comment(data: Any) -> dict[str, Any]:
    return part_of(data, "attributes", "Comment")


def _renamed(parameters: Mapping[str, Any]) -> dict[str, Any]:
    renames = {"from_date": "from", "to_date": "to", "open": "resolved"}
    found = {renames.get(name, name): value for name, value in parameters.items()}
    if parameters.get("open") is not None:
        found["resolved"] = not parameters["open"]
    return found


def _owner(related: Any) -> int | None:
    one = related.get("data") if is_object(related) else None
    number = str(one.get("id", "")) if is_object(one) else ""
    return int(number) if number.isdecimal() and len(number) <= _ID_DIGITS else None
