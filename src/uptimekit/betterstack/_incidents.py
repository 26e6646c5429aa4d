"""Incidents, and what can be done about them."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping
from typing import TYPE_CHECKING, Any, Final, Self

from uptimekit._runtime import segment
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.reading import part_of
from uptimekit._runtime.tracebacks import hides_locals
from uptimekit_clients.betterstack.records import IncidentAttributesRecord

from ._response import resource_in
from .base import BaseAPIObject
from .exceptions import ValidationError

if TYPE_CHECKING:
    from .api import PaginatedAPI

__all__ = ["Incident"]

_ID_DIGITS: Final = 20  # those of the largest 64-bit number; more is no id


@hides_locals
class Incident(IncidentAttributesRecord, BaseAPIObject):
    """A time of trouble, found by a monitor or heartbeat or reported by someone.  It lives in version 3 of the API.

    The API has no call that changes an incident's attributes, so :meth:`save` refuses; see the methods here.
    """

    _url_endpoint = "/api/v3/incidents"
    _allowed_query_parameters = (
        "team_name",
        "from",
        "to",
        "monitor_id",
        "heartbeat_id",
        "resolved",
        "acknowledged",
        "metadata",
    )
    _aliases = {"summary": "cause"}  # noqa: RUF012  (a class variable of the base)

    # Documented attributes that the server sends as relationships.
    monitor_id: int | None = None
    """Id of the monitor that found it."""
    heartbeat_id: int | None = None
    """Id of the heartbeat that found it."""

    @classmethod
    def filter(cls, api: PaginatedAPI, **kwargs: Any) -> Generator[Self, None, None]:
        """Yield the incidents that the server finds, newest first, page by page.

        Args:
            kwargs: ``open=True`` (not resolved) or ``open=False``, ``resolved``, ``acknowledged``,
                ``monitor_id``, ``heartbeat_id``, ``team_name``, ``from_`` and ``to`` (days as YYYY-MM-DD, also
                as ``from_date`` and ``to_date``), ``metadata`` (key -> value).

        Raises ValidationError for any other parameter.
        """
        return super().filter(api, **_renamed(kwargs))

    @classmethod
    def _matching(
        cls, api: PaginatedAPI, wanted: Mapping[str, Any], *, strict: bool = False
    ) -> Generator[Self, None, None]:
        return super()._matching(api, _renamed(wanted), strict=strict)

    @classmethod
    def _query(cls, parameters: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(parameters)
        wanted: Mapping[str, Any] = found.pop("metadata", None) or {}
        return found | {f"metadata[{key}][][value]": value for key, value in wanted.items()}

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

    def acknowledge(self, acknowledged_by: str | None = None) -> None:
        """Say that someone takes care, which stops further escalation.

        Args:
            acknowledged_by: who does.  Default: the owner of the token.

        Raises ConflictError (409) if it is acknowledged or resolved already.
        """
        self._act("acknowledge", acknowledged_by=acknowledged_by)

    def resolve(self, resolved_by: str | None = None) -> None:
        """Say that it is over, which stops all notifications.

        Args:
            resolved_by: who says so.  Default: the owner of the token.

        Raises ConflictError (409) if it is resolved already.
        """
        self._act("resolve", resolved_by=resolved_by)

    def reopen(self, reopened_by: str | None = None) -> None:
        """Say that it is not over after all.

        Args:
            reopened_by: who says so.  Default: the owner of the token.

        Raises ConflictError (409) if it is not resolved, ForbiddenError (403) if it is only shared with the team.
        """
        self._act("reopen", reopened_by=reopened_by)

    def escalate(self, escalation_type: str, **kwargs: Any) -> None:
        """Alert someone else.

        Args:
            escalation_type: ``User``, ``Team``, ``Schedule``, ``Policy`` or ``Organization``.
            kwargs: who exactly (``user_email``, ``user_id``, ``team_name``, ``team_id``, ``schedule_id``,
                ``policy_id``), and how (``call``, ``sms``, ``email``, ``push``, ``critical_alert``).

        Raises ConflictError (409) if it is resolved.
        """
        self._act("escalate", escalation_type=escalation_type, **kwargs)

    def comment(self, content: str, user_email: str | None = None) -> dict[str, Any]:
        """Add a comment and return its attributes.

        Args:
            content: Markdown.
            user_email: a member of the team to mention.
        """
        body = {"content": content} | ({} if user_email is None else {"user_email": user_email})
        return part_of(resource_in(self._api.post(self._comments_url, body=body)), "attributes", "Comment")

    def comments(self) -> list[dict[str, Any]]:
        """Return the attributes of all comments."""
        return [part_of(data, "attributes", "Comment") for data in self._api.get(self._comments_url)]

    def timeline(self) -> list[dict[str, Any]]:
        """Return the attributes of all that happened: ``item_type``, ``at`` and ``data``."""
        url = f"{self.generate_url()}/timeline"
        return [part_of(data, "attributes", "TimelineItem") for data in self._api.get(url)]

    @property
    def _comments_url(self) -> str:
        return f"incidents/{segment(self.id, 'id')}/comments"  # comments are on version 2 only

    def _act(self, action: str, **arguments: Any) -> None:
        body = {name: value for name, value in arguments.items() if value is not None}
        self._absorb_answer(self._api.post(f"{self.generate_url()}/{action}", body=body), {})


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
