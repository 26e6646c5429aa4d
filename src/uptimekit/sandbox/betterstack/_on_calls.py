"""On-call schedules, as resources; their events and rotations are in `_views_on_calls`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from uptimekit.sandbox.betterstack._behavior import Behavior, Draft
from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._fields import Mode, flag, text
from uptimekit.sandbox.betterstack._http import RefusalError, errors
from uptimekit.sandbox.betterstack._members import Member
from uptimekit.sandbox.betterstack._model import Kind, Record
from uptimekit.sandbox.betterstack._schedule import Schedule
from uptimekit.sandbox.betterstack._times import parse_moment

__all__ = ["ON_CALL"]


class _OnCalls(Behavior):
    includes_in_lists = True

    def find(self, call: Call, kind: Kind, record_id: str) -> Record | None:
        if record_id != "default":
            return super().find(call, kind, record_id)
        own = (one for one in call.backend.store.all(kind.name) if call.sees(one))
        return next((one for one in own if one.attributes["default_calendar"]), None)

    def saved(self, call: Call, record: Record, draft: Draft) -> None:
        if draft.creating:
            call.backend.schedules[record.id] = Schedule()

    def removed(self, call: Call, record: Record) -> None:
        call.backend.schedules.pop(record.id, None)

    def show(self, call: Call, record: Record, resource: dict[str, object]) -> None:
        users = [
            {"id": one.id, "type": "user", "meta": {"email": one.email}} for one in _on_call(call, record)
        ]
        resource["relationships"] = {"on_call_users": {"data": users}}

    def included(self, call: Call, records: Sequence[Record]) -> list[object] | None:
        everybody = {one.id: one.user() for record in records for one in _on_call(call, record)}
        return list(everybody.values())


def _on_call(call: Call, record: Record) -> list[Member]:
    schedule = call.backend.schedules[record.id]
    members = (call.backend.members.find(record.team, email) for email in schedule.users_at(_moment(call)))
    return [member for member in members if member is not None]


def _moment(call: Call) -> datetime:
    """The `date` of the query, by default now."""
    sent = call.query.get("date")
    if not sent:
        return call.now
    # A "+" that was not escaped arrives as a blank.
    moment = parse_moment(sent.replace(" ", "+"))
    if moment is None:
        raise RefusalError(errors(400, "date must be a date or a date and time"))
    return moment


ON_CALL = Kind(
    name="on_call_calendar",
    path="v2/on-calls",
    fields=(text("name", required=True), flag("default_calendar", mode=Mode.READ)),
    behavior=_OnCalls(),
    cached=False,
)
