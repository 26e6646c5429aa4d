"""The state of a sandbox, and its look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from uptimekit.sandbox.healthchecks._model import Check, Project, State
from uptimekit.sandbox.healthchecks._seeds import IdStream, ProjectSeed
from uptimekit.sandbox.healthchecks._status import overdue_since

__all__ = ["Store"]


class Store:
    """Projects and checks of one server, all belonging to one account. Not thread safe: callers lock."""

    def __init__(self, seed: int, projects: Sequence[ProjectSeed]) -> None:
        self._ids = IdStream(seed)
        named = {item.name: self._ids.project(item) for item in projects}
        self.projects: Mapping[str, Project] = MappingProxyType(named)
        self.secret = self._ids.secret
        self.last_ping_id = 0
        self._checks: dict[UUID, Check] = {}

    @property
    def count(self) -> int:
        """How many checks the account has, all projects together: what the check limit is about."""
        return len(self._checks)

    def draft(self, project: Project) -> Check:
        """A new check that is not stored yet."""
        return Check(uuid=self._ids.uuid(), badge_uuid=self._ids.uuid(), project=project)

    def add(self, check: Check) -> None:
        """Store a check."""
        self._checks[check.uuid] = check

    def remove(self, check: Check) -> None:
        """Forget a check with its pings and flips."""
        del self._checks[check.uuid]

    def get(self, uuid: UUID) -> Check | None:
        """The check with this UUID, in any project."""
        return self._checks.get(uuid)

    def checks(self, project: Project) -> list[Check]:
        """The checks of a project, oldest first."""
        return [check for check in self._checks.values() if check.project is project]

    def all_checks(self) -> Iterable[Check]:
        """The checks of every project, oldest first."""
        return self._checks.values()

    def by_unique_key(self, project: Project, unique_key: str) -> Check | None:
        """The check of this project that a read-only key knows by this name."""
        matches = (check for check in self.checks(project) if check.unique_key == unique_key)
        return next(matches, None)

    def tick(self, now: datetime) -> int:
        """Note which checks have gone down by `now`, each with a flip; return how many did."""
        flipped = 0
        for check in self._checks.values():
            since = overdue_since(check, now)
            if since is not None:
                check.flip(State.DOWN, since)
                flipped += 1
        return flipped
