"""On-call schedules and their events.

An event has the e-mail addresses of people on call: they are loaded only where secrets are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from uptimekit.warehouse.feed import Row, Table
from uptimekit.warehouse.whole_listing import WholeListing

from .resource_rows import resource_row

if TYPE_CHECKING:
    from uptimekit.betterstack import UptimeAPI
    from uptimekit_clients.betterstack.models import OnCallCalendar

__all__ = ["ON_CALLS"]

_CALENDARS: Final = Table(
    name="on_call_calendars",
    model="OnCallCalendarAttributes",
    key=("id",),
    columns={"id": "text", "on_call_user_ids": "json"},
    whole=True,
)
_EVENTS: Final = Table(
    name="on_call_events",
    model="OnCallEvent",
    key=("calendar_id", "id"),
    columns={"calendar_id": "text", "user_count": "bigint"},
    secrets=frozenset({"users"}),
    whole=True,
)


def _rows(client: UptimeAPI) -> Iterator[tuple[Table, Row]]:
    for calendar in client.api.on_calls.iter():
        yield _CALENDARS, resource_row(calendar, on_call_user_ids=_user_ids(calendar))
        for event in client.api.on_call_events.list(calendar.id):
            yield (
                _EVENTS,
                {**event.to_dict(), "calendar_id": calendar.id, "user_count": len(event.users or ())},
            )


def _user_ids(calendar: OnCallCalendar) -> list[str]:
    """Return the ids of the users who are on call now."""
    users = calendar.relationships and calendar.relationships.on_call_users
    return [each.id for each in (users and users.data) or () if each.id is not None]


ON_CALLS: Final = WholeListing("on_calls", (_CALENDARS, _EVENTS), _rows)
