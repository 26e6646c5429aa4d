"""The state of a Healthchecks server: projects, channels, checks, pings and flips."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from uptimekit.sandbox.healthchecks._ping_log import PingLog

__all__ = ["Channel", "Check", "Flip", "Kind", "Ping", "PingType", "Project", "State"]


class State(StrEnum):
    """The status of a check; a server stores only NEW, UP, DOWN and PAUSED and computes the others."""

    NEW = "new"
    UP = "up"
    DOWN = "down"
    PAUSED = "paused"
    GRACE = "grace"
    STARTED = "started"


class Kind(StrEnum):
    """How a check knows when the next ping is due."""

    SIMPLE = "simple"
    CRON = "cron"
    ONCALENDAR = "oncalendar"


class PingType(StrEnum):
    """What a ping was taken for, in the words of the ping list."""

    SUCCESS = "success"
    START = "start"
    FAIL = "fail"
    LOG = "log"
    IGNORED = "ign"


@dataclass(frozen=True, slots=True)
class Channel:
    """An integration of a project: where alerts would go."""

    id: UUID
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project, the scope of every key."""

    name: str
    api_key: str = field(repr=False)
    readonly_key: str = field(repr=False)
    ping_key: str = field(repr=False)
    badge_key: str = field(repr=False)
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class Ping:
    """One received ping; `n` counts from 1 within its check."""

    type: PingType
    date: datetime
    n: int
    scheme: str
    remote_addr: str | None
    method: str
    ua: str
    rid: UUID | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Flip:
    """A change of the stored status."""

    timestamp: datetime
    to: State


@dataclass(slots=True)
class Check:
    """A check: what was configured, and what has happened to it since."""

    uuid: UUID
    badge_uuid: UUID
    project: Project
    name: str = ""
    slug: str = ""
    tags: str = ""
    desc: str = ""
    kind: Kind = Kind.SIMPLE
    timeout: int = 86_400
    grace: int = 3_600
    schedule: str = "* * * * *"
    tz: str = "UTC"
    manual_resume: bool = False
    methods: str = ""
    start_kw: str = ""
    success_kw: str = ""
    failure_kw: str = ""
    filter_subject: bool = False
    filter_body: bool = False
    filter_http_body: bool = False
    filter_default_fail: bool = False
    channels: frozenset[UUID] = frozenset()
    stored: State = State.NEW
    n_pings: int = 0
    last_ping: datetime | None = None
    last_start: datetime | None = None
    last_start_rid: UUID | None = None
    last_duration: int | None = None
    pings: PingLog = field(default_factory=PingLog)
    flips: list[Flip] = field(default_factory=lambda: list[Flip]())

    @property
    def unique_key(self) -> str:
        """40 hex digits known to read-only keys: SHA-1 of the first 16 hex digits of the UUID, as text."""
        return hashlib.sha1(self.uuid.hex[:16].encode(), usedforsecurity=False).hexdigest()

    @property
    def tag_list(self) -> list[str]:
        """The tags, split at spaces alone; other white space is only taken off their ends."""
        return [tag for part in self.tags.split(" ") if (tag := part.strip())]

    def flip(self, to: State, at: datetime) -> None:
        """Store a new status and leave a trace of it; nothing happens if it is the stored one."""
        if self.stored is not to:
            self.flips.append(Flip(at, to))
            self.stored = to
