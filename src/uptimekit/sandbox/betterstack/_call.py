"""A request for an operation, and the state that operations work on."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from starlette.datastructures import QueryParams
from starlette.responses import Response

from uptimekit.sandbox.betterstack._beats import Beats
from uptimekit.sandbox.betterstack._http import RefusalError, errors, parse_object
from uptimekit.sandbox.betterstack._members import Members
from uptimekit.sandbox.betterstack._model import Record, Team
from uptimekit.sandbox.betterstack._schedule import Schedule
from uptimekit.sandbox.betterstack._settings import Settings
from uptimekit.sandbox.betterstack._store import Store
from uptimekit.sandbox.betterstack._tokens import Access

__all__ = ["Backend", "Call", "Handler", "missing"]


@dataclass(slots=True)
class Backend:
    """The settings and the state of one sandbox."""

    settings: Settings
    store: Store
    members: Members
    order: random.Random
    beats: Beats = field(default_factory=Beats)
    schedules: dict[str, Schedule] = field(default_factory=lambda: dict[str, Schedule]())
    timelines: dict[str, list[object]] = field(default_factory=lambda: dict[str, list[object]]())


@dataclass(slots=True, kw_only=True)
class Call:
    """One request, its body read, at one moment of the sandbox's clock.

    root: the origin that the caller used, without a final slash.
    ids: what stands in the path where the route has a placeholder.
    """

    backend: Backend
    access: Access
    method: str
    path: str
    root: str
    query: QueryParams
    raw_body: bytes
    ids: tuple[str, ...]
    now: datetime

    @property
    def version(self) -> int:
        """2 or 3."""
        return 3 if self.path.startswith("/api/v3/") else 2

    def json_object(self) -> dict[str, object]:
        """The body as a JSON object; 400 if it is something else."""
        return parse_object(self.raw_body)

    def sees(self, record: Record) -> bool:
        """Whether the token is good for this record."""
        team = self.access.team
        return team is None or record.team is None or record.team is team or team in record.shared_with

    def team(self, name: object) -> Team | None:
        """The team of this name, if the token is good for it."""
        team = self.backend.store.teams.get(name) if isinstance(name, str) else None
        return team if team is not None and self.access.sees(team) else None


Handler = Callable[[Call], Response]


def missing(what: str, record_id: str) -> RefusalError:
    """404 with a sentence that names type and id, as recorded."""
    return RefusalError(errors(404, f"There is no {what} with id {record_id}"))
