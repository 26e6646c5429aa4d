"""The events of an on-call schedule, its rotation, and the users on call at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from uptimekit.sandbox.betterstack._times import stamp

__all__ = ["Event", "Rotation", "Schedule"]


@dataclass(slots=True, kw_only=True)
class Event:
    """A shift: these users (e-mail addresses) are on call from `starts_at` until `ends_at`."""

    id: int
    users: list[str]
    starts_at: datetime
    ends_at: datetime
    override: bool = False

    def shown(self) -> dict[str, object]:
        """The bare object that the API answers with; unlike everywhere else its id is a number."""
        return {
            "id": self.id,
            "users": self.users,
            "starts_at": stamp(self.starts_at),
            "ends_at": stamp(self.ends_at),
            "override": self.override,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """Users who take turns of `length` times `interval` (hour, day or week)."""

    users: list[str]
    length: int
    interval: str
    starts_at: datetime
    ends_at: datetime

    @property
    def turn(self) -> timedelta:
        """How long one turn lasts."""
        return timedelta(**{f"{self.interval}s": self.length})

    @property
    def turns(self) -> int:
        """How many turns there are, the last one perhaps cut short."""
        return -((self.starts_at - self.ends_at) // self.turn)

    def shown(self) -> dict[str, object]:
        """The bare object that the API answers with."""
        return {
            "users": self.users,
            "rotation_length": self.length,
            "rotation_interval": self.interval,
            "start_rotations_at": stamp(self.starts_at),
            "end_rotations_at": stamp(self.ends_at),
        }


@dataclass(slots=True)
class Schedule:
    """The events of one on-call schedule, in the order in which they were made."""

    events: list[Event] = field(default_factory=lambda: list[Event]())
    rotation: Rotation | None = None

    def users_at(self, moment: datetime) -> list[str]:
        """Who is on call: those of an override, if one covers the moment, else those of the other events."""
        covering = [event for event in self.events if event.starts_at <= moment < event.ends_at]
        deciding = [event for event in covering if event.override] or covering
        return list(dict.fromkeys(user for event in deciding for user in event.users))

    def between(self, start: datetime | None, end: datetime | None) -> list[Event]:
        """The events that overlap the window, by start."""
        events = [
            event
            for event in self.events
            if (start is None or event.ends_at > start) and (end is None or event.starts_at < end)
        ]
        return sorted(events, key=lambda event: (event.starts_at, event.id))

    def replace_from(self, moment: datetime, events: list[Event]) -> None:
        """Put `events` in the place of everything that starts at `moment` or later."""
        self.events = [event for event in self.events if event.starts_at < moment] + events

    def rotate(self, rotation: Rotation, ids: list[int]) -> None:
        """Set the rotation: its events replace those within its range that are no overrides."""
        kept = [
            event
            for event in self.events
            if event.override or event.starts_at < rotation.starts_at or event.starts_at >= rotation.ends_at
        ]
        self.rotation = rotation
        self.events = kept + [_turn(rotation, number, event_id) for number, event_id in enumerate(ids)]


def _turn(rotation: Rotation, number: int, event_id: int) -> Event:
    start = rotation.starts_at + number * rotation.turn
    return Event(
        id=event_id,
        users=[rotation.users[number % len(rotation.users)]],
        starts_at=start,
        ends_at=min(start + rotation.turn, rotation.ends_at),
    )
