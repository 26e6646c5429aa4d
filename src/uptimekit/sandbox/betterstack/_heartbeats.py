"""Heartbeats, their groups, and their pings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from uptimekit.sandbox.betterstack._behavior import Behavior, Draft
from uptimekit.sandbox.betterstack._call import Backend, Call
from uptimekit.sandbox.betterstack._fields import ALERTS, Mode, flag, moment, number, text
from uptimekit.sandbox.betterstack._http import InvalidError
from uptimekit.sandbox.betterstack._incident_log import ongoing, open_incident, resolve_ongoing
from uptimekit.sandbox.betterstack._maintenance import MAINTENANCE
from uptimekit.sandbox.betterstack._model import Kind, Record
from uptimekit.sandbox.betterstack._pausing import PausingGroup, switch_pause

__all__ = ["HEARTBEAT", "HEARTBEAT_GROUP", "PING_PATH", "enroll", "ping", "tick"]

PING_PATH = "/api/v1/heartbeat/"
"""What stands before the token in a ping URL."""

# A time of day means nothing to a heartbeat that comes more often than this.
_SHORTEST_ZONED_PERIOD = 3600


class _Heartbeats(Behavior):
    def check(self, call: Call, draft: Draft) -> None:
        del call
        attributes = draft.attributes
        attributes["server_timezone"] = attributes["server_timezone"] or None
        period = attributes["period"]
        short = isinstance(period, int) and period < _SHORTEST_ZONED_PERIOD
        if attributes["server_timezone"] is not None and short:
            raise InvalidError({"server_timezone": [f"needs a period of at least {_SHORTEST_ZONED_PERIOD}"]})

    def saved(self, call: Call, record: Record, draft: Draft) -> None:
        if draft.creating:
            enroll(call.backend, record)
        if "paused" in draft.sent:
            switch_pause(call.backend, record, call.now)
        _expect(call.backend, record)

    def removed(self, call: Call, record: Record) -> None:
        call.backend.beats.forget(record.id)


def enroll(backend: Backend, record: Record) -> None:
    """Give a new heartbeat its ping URL."""
    token = backend.store.secret()
    backend.beats.by_token[token] = record.id
    record.attributes["url"] = f"{PING_PATH}{token}"


def ping(backend: Backend, record: Record, now: datetime, failure: Mapping[str, object] | None) -> None:
    """Receive a ping: a paused heartbeat ignores it, a failure takes it down at once.

    failure: the attributes with which it describes the incident; None for a success.
    """
    if record.attributes["paused"]:
        return
    backend.beats.last[record.id] = now
    if failure is not None:
        _go_down(backend, record, now)
        for incident in ongoing(backend, record):
            incident.change(now, **failure)
        return
    if record.attributes["status"] != "up":
        record.change(now, status="up")
        resolve_ongoing(backend, record, now)
    _expect(backend, record)


def tick(backend: Backend, now: datetime) -> int:
    """Take down the heartbeats whose period and grace time have run out, each as of that moment."""
    late = backend.beats.overdue(now)
    for due, heartbeat in late:
        record = backend.store.get("heartbeat", heartbeat)
        if record is not None:
            _go_down(backend, record, due)
    return len(late)


def _go_down(backend: Backend, record: Record, now: datetime) -> None:
    backend.beats.cancel(record.id)
    if record.attributes["status"] != "down":
        record.change(now, status="down")
        open_incident(backend, record, now)


def _expect(backend: Backend, record: Record) -> None:
    last = backend.beats.last.get(record.id)
    if last is not None and record.attributes["status"] == "up":
        wait = int(str(record.attributes["period"])) + int(str(record.attributes["grace"]))
        backend.beats.expect(record.id, last + timedelta(seconds=wait))


HEARTBEAT_GROUP = Kind(
    name="heartbeat_group",
    path="v2/heartbeat-groups",
    fields=(text("name", required=True), number("sort_index", nullable=True), flag("paused")),
    behavior=PausingGroup("heartbeat", "heartbeat_group_id"),
    stamped=True,
)

HEARTBEAT = Kind(
    name="heartbeat",
    path="v2/heartbeats",
    fields=(
        text("url", mode=Mode.READ),
        text("name", required=True),
        number("period", 30, required=True),
        number("grace", 0, required=True),
        text("server_timezone", nullable=True),
        *ALERTS,
        number("team_wait", 0, nullable=True),
        number("heartbeat_group_id", nullable=True, ref="heartbeat_group"),
        number("sort_index", nullable=True),
        *MAINTENANCE,
        flag("paused"),
        moment("paused_at", mode=Mode.READ),
        text("policy_id", nullable=True, ref="policy"),
        text("status", mode=Mode.READ, default="pending"),
    ),
    behavior=_Heartbeats(),
    links=("url",),
    stamped=True,
)
