"""Pausing of monitors and heartbeats, one by one or by group."""

from __future__ import annotations

from datetime import datetime

from uptimekit.sandbox.betterstack._behavior import Behavior, Draft
from uptimekit.sandbox.betterstack._call import Backend, Call
from uptimekit.sandbox.betterstack._incident_log import resolve_ongoing
from uptimekit.sandbox.betterstack._model import Record
from uptimekit.sandbox.betterstack._times import stamp

__all__ = ["PausingGroup", "switch_pause"]


def switch_pause(backend: Backend, record: Record, now: datetime) -> None:
    """Bring the status in line with `paused`: paused, or pending until the next check or ping.

    An ongoing incident is resolved, because nothing would ever do it later.
    """
    paused = bool(record.attributes["paused"])
    if paused == (record.attributes["status"] == "paused"):
        return
    if paused:
        record.change(now, status="paused", paused_at=stamp(now))
        backend.beats.cancel(record.id)
        resolve_ongoing(backend, record, now)
    else:
        record.change(now, status="pending", paused_at=None)


class PausingGroup(Behavior):
    """A group that passes `paused` on to those who are in it at that moment."""

    def __init__(self, member: str, attribute: str) -> None:
        self._member = member
        self._attribute = attribute

    def saved(self, call: Call, record: Record, draft: Draft) -> None:
        """Pause or resume the members."""
        if "paused" not in draft.sent:
            return
        for member in call.backend.store.all(self._member):
            if member.attributes[self._attribute] == record.number:
                member.attributes["paused"] = record.attributes["paused"]
                switch_pause(call.backend, member, call.now)
