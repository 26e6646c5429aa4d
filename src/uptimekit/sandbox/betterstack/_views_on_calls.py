"""Events and rotation of an on-call schedule: plain objects without `data`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.betterstack._call import Call, missing
from uptimekit.sandbox.betterstack._collection import find_record
from uptimekit.sandbox.betterstack._fields import (
    Field,
    choice,
    flag,
    moment,
    number,
    objects,
    read_fields,
    texts,
)
from uptimekit.sandbox.betterstack._http import InvalidError, RefusalError, empty, json_reply
from uptimekit.sandbox.betterstack._model import Record
from uptimekit.sandbox.betterstack._on_calls import ON_CALL
from uptimekit.sandbox.betterstack._schedule import Event, Rotation, Schedule
from uptimekit.sandbox.betterstack._times import day_start, parse_moment

__all__ = [
    "create_on_call_event",
    "create_on_call_rotation",
    "delete_on_call_event",
    "get_on_call_event",
    "get_on_call_rotation",
    "list_on_call_events",
    "replace_on_call_events",
    "update_on_call_event",
]

_EVENT: Sequence[Field] = (
    moment("starts_at", required=True),
    moment("ends_at", required=True),
    texts("users", required=True),
    flag("override"),
)
_ROTATION: Sequence[Field] = (
    texts("users", required=True),
    number("rotation_length", 1, required=True),
    choice("rotation_interval", ("hour", "day", "week"), required=True),
    moment("start_rotations_at", required=True),
    moment("end_rotations_at", required=True),
)
# Not a rule of the service, which surely has one of its own: hourly turns for a year.
_MOST_TURNS = 8_784


def list_on_call_events(call: Call) -> Response:
    """GET events: all at once; `starts_at` and `ends_at` in the query are a window."""
    _, schedule = _schedule(call, call.ids)
    window = [parse_moment(call.query.get(name, "").replace(" ", "+")) for name in ("starts_at", "ends_at")]
    return _events(schedule.between(*window))


def get_on_call_event(call: Call) -> Response:
    """GET events/{id}."""
    return json_reply(_event(call)[2].shown())


def create_on_call_event(call: Call) -> Response:
    """POST events: answered with 200, unlike other creations."""
    calendar, schedule = _schedule(call, call.ids)
    event = _read_event(call, calendar, call.json_object())
    schedule.events.append(event)
    return json_reply(event.shown())


def update_on_call_event(call: Call) -> Response:
    """PATCH events/{id}: 422 once its day is over."""
    calendar, schedule, event = _event(call)
    _forbid_past(call, event.starts_at)
    changed = _read_event(call, calendar, call.json_object(), event)
    schedule.events[schedule.events.index(event)] = changed
    return json_reply(changed.shown())


def delete_on_call_event(call: Call) -> Response:
    """DELETE events/{id}: 422 once its day is over."""
    _, schedule, event = _event(call)
    _forbid_past(call, event.starts_at)
    schedule.events.remove(event)
    return empty(204)


def replace_on_call_events(call: Call) -> Response:
    """PUT events: `events` takes the place of everything from today on."""
    calendar, schedule = _schedule(call, call.ids)
    sent = read_fields((objects("events", required=True),), call.json_object(), creating=True)
    try:
        given = cast("list[dict[str, object]]", sent["events"])
        events = [_read_event(call, calendar, one) for one in given]
    except (InvalidError, _BaseRefusalError) as exc:
        body = {"errors": "One of the events is not valid", "allowed_values": {"event": exc.complaints}}
        raise RefusalError(json_reply(body, 422)) from exc
    schedule.replace_from(day_start(call.now.date()), events)
    return _events(schedule.between(None, None))


def get_on_call_rotation(call: Call) -> Response:
    """GET rotation: an empty 404 where none was set."""
    rotation = _schedule(call, call.ids)[1].rotation
    return empty(404) if rotation is None else json_reply(rotation.shown())


def create_on_call_rotation(call: Call) -> Response:
    """POST rotation: sets it, and makes the events of every turn."""
    calendar, schedule = _schedule(call, call.ids)
    sent = read_fields(_ROTATION, call.json_object(), creating=True)
    rotation = Rotation(
        users=_known_users(call, calendar, sent["users"]),
        length=int(str(sent["rotation_length"])),
        interval=str(sent["rotation_interval"]),
        starts_at=_moment(sent["start_rotations_at"]),
        ends_at=_moment(sent["end_rotations_at"]),
    )
    if not rotation.users or not 0 < rotation.turns <= _MOST_TURNS:
        raise InvalidError({"base": [f"A rotation needs users and between 1 and {_MOST_TURNS} turns"]})
    schedule.rotate(rotation, [int(call.backend.store.next_id()) for _ in range(rotation.turns)])
    # The documentation says 200; the vendor's own client, tested on the service, accepts 201 alone.
    return json_reply(rotation.shown(), 201)


class _BaseRefusalError(RefusalError):
    """A refusal that concerns an event as a whole: 422 with the complaint under "base"."""

    def __init__(self, complaint: str) -> None:
        self.complaints = {"base": [complaint]}
        super().__init__(json_reply({"errors": self.complaints}, 422))


def _schedule(call: Call, ids: Sequence[str]) -> tuple[Record, Schedule]:
    calendar = find_record(call, ON_CALL, ids[:1])
    return calendar, call.backend.schedules[calendar.id]


def _event(call: Call) -> tuple[Record, Schedule, Event]:
    calendar, schedule = _schedule(call, call.ids)
    for event in schedule.events:
        if str(event.id) == call.ids[1]:
            return calendar, schedule, event
    raise missing("on-call event", call.ids[1])


def _read_event(call: Call, calendar: Record, body: dict[str, object], before: Event | None = None) -> Event:
    sent = read_fields(_EVENT, body, creating=before is None)
    known: dict[str, object] = {} if before is None else before.shown()
    merged = {**known, **sent}
    event = Event(
        id=int(call.backend.store.next_id()) if before is None else before.id,
        users=_known_users(call, calendar, merged["users"]),
        starts_at=_moment(merged["starts_at"]),
        ends_at=_moment(merged["ends_at"]),
        override=bool(merged.get("override")),
    )
    _forbid_past(call, event.starts_at)
    if event.ends_at <= event.starts_at:
        raise _BaseRefusalError("An event must end after it starts")
    return event


def _known_users(call: Call, calendar: Record, sent: object) -> list[str]:
    users = [str(user) for user in cast("list[object]", sent)]
    for user in users:
        if call.backend.members.find(calendar.team, user) is None:
            raise _BaseRefusalError(f"{user} is not in the team")
    return users


def _forbid_past(call: Call, moment: datetime) -> None:
    if moment < day_start(call.now.date()):
        raise _BaseRefusalError("Events before today (UTC) cannot be made, changed or removed")


def _moment(checked: object) -> datetime:
    return cast("datetime", parse_moment(str(checked)))


def _events(events: Sequence[Event]) -> Response:
    return json_reply({"events": [event.shown() for event in events]})
