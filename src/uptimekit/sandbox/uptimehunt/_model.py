"""The state of an UptimeHunt server: users, projects and services."""

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
    """A stretch of time in which a service is checked: first at `since`, then `every` so often, up to `until`."""

    since: datetime
    every: timedelta
    until: datetime | None = None

    def began(self, now: datetime) -> bool:
        """Whether there was a check."""
        return self.since <= now and (self.until is None or self.since <= self.until)

    def checks(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """The moments of the checks after `start`, up to and including `end`; oldest first."""
        skipped = max(0, (start - self.since) // self.every + 1)
        moment = self.since + skipped * self.every
        last = end if self.until is None else min(end, self.until)
        while moment <= last:
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
        """How it is doing: pending until it was checked for the first time, then what a check would find now."""
        return self.state_at(now) if any(watch.began(now) for watch in self.watches) else PENDING

    def checks(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """The moments of its checks after `start`, up to and including `end`; oldest first."""
        for watch in self.watches:
            yield from watch.checks(start, end)

    def watch(self, since: datetime, now: datetime) -> None:
        """Be checked as `enabled` and `interval` say: from `since` on if that is new, else as before."""
        every = timedelta(minutes=self.interval)
        going = self.watches[-1] if self.watches and self.watches[-1].until is None else None
        if going is not None and (not self.enabled or going.every != every):
            going.until = now
            going = None
        if self.enabled and going is None:
            self.watches.append(Watch(since, every))
