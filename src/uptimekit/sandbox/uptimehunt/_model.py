"""What an UptimeHunt server remembers: users, projects and services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

__all__ = ["OPERATIONAL", "PENDING", "Project", "Service", "User", "Watch"]

PENDING = "pending"
OPERATIONAL = "operational"


@dataclass(slots=True, eq=False)
class User:
    """Somebody with an account."""

    id: int
    email: str
    password: str = field(repr=False)
    first_name: str
    last_name: str
    joined: datetime


@dataclass(slots=True, eq=False)
class Project:
    """A project of one user."""

    id: int
    owner: User
    created: datetime
    modified: datetime
    name: str = ""
    description: str = ""
    color: str = ""
    icon: str = ""
    order: int = 0


@dataclass(slots=True)
class Watch:
    """A stretch of time in which a service is checked: first at `since`, then `every` so often, before `until`."""

    since: datetime
    every: timedelta
    until: datetime | None = None

    def checks(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """The moments of the checks after `start`, up to and including `end`; oldest first."""
        skipped = max(0, (start - self.since) // self.every + 1)
        moment = self.since + skipped * self.every
        while moment <= end and (self.until is None or moment < self.until):
            yield moment
            moment += self.every


@dataclass(slots=True, eq=False)
class Service:
    """A service of one user: what is watched, when it was checked, and what the checks found.

    states: from when on checks find which state; the first one has always been there.
    """

    id: int
    owner: User
    created: datetime
    modified: datetime
    states: list[tuple[datetime, str]]
    name: str = ""
    type: str = ""
    config: dict[str, object] = field(default_factory=lambda: dict[str, object]())
    project: Project | None = None
    interval: int = 3
    enabled: bool = True
    watches: list[Watch] = field(default_factory=lambda: list[Watch]())

    def state_at(self, moment: datetime) -> str:
        """What a check at `moment` finds."""
        known = [state for since, state in self.states if since <= moment]
        return known[-1] if known else self.states[0][1]

    def status(self, now: datetime) -> str:
        """How it is doing: pending until it was checked for the first time."""
        checked = any(watch.since <= now and watch.since != watch.until for watch in self.watches)
        return self.state_at(now) if checked else PENDING

    def checks(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """The moments of its checks after `start`, up to and including `end`; oldest first."""
        for watch in self.watches:
            yield from watch.checks(start, end)

    def watch(self, since: datetime, now: datetime) -> None:
        """Be checked as `enabled` and `interval` say: from `since` on if that is new, else as it was."""
        every = timedelta(minutes=self.interval)
        last = self.watches[-1] if self.watches else None
        going = last is not None and last.until is None
        if last is not None and going and (not self.enabled or last.every != every):
            last.until = max(now, last.since)
            going = False
        if self.enabled and not going:
            self.watches.append(Watch(since, every))
