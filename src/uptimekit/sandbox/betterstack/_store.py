"""The records of a sandbox, and their look-up."""

from __future__ import annotations

import random
import string
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from uptimekit.sandbox.betterstack._model import Kind, Record, Team
from uptimekit.sandbox.betterstack._times import stamp
from uptimekit.sandbox.betterstack._tokens import Tokens

__all__ = ["Store"]

_LETTERS = string.ascii_letters + string.digits


class Store:
    """Teams, tokens and records of one organisation. Not thread safe: callers lock.

    Ids are digits from one sequence for all kinds, so that an id of the wrong kind is never found by luck.
    """

    def __init__(self, seed: int, teams: Sequence[str]) -> None:
        self._random = random.Random(seed)
        self._last_id = self._random.randrange(100_000, 900_000)
        self._tables: dict[str, dict[str, Record]] = {}
        self.tokens = Tokens(self.secret(), self.secret())
        named = {name: Team(self.next_id(), name, self.secret(), self.secret()) for name in teams}
        self.teams: Mapping[str, Team] = MappingProxyType(named)

    @property
    def first_team(self) -> Team:
        """The owner of what names no owner."""
        return next(iter(self.teams.values()))

    def secret(self, length: int = 24) -> str:
        """Letters and digits that nobody can guess who does not know the seed."""
        return "".join(self._random.choices(_LETTERS, k=length))

    def next_id(self) -> str:
        """An id that was never used."""
        self._last_id += 1
        return str(self._last_id)

    def add(
        self,
        kind: Kind,
        team: Team | None,
        attributes: Mapping[str, object],
        now: datetime,
        parent: Record | None = None,
    ) -> Record:
        """Store a new record with these attributes, the kind's defaults, its team's name and its dates."""
        complete = {**kind.defaults, **attributes}
        if kind.team_attribute and team is not None:
            complete["team_name"] = team.name
        if kind.stamped:
            complete["created_at"] = complete["updated_at"] = stamp(now)
        record = Record(self.next_id(), kind, team, parent, complete, now)
        self._table(kind.name)[record.id] = record
        return record

    def get(self, kind_name: str, record_id: str) -> Record | None:
        """The record of this kind with this id."""
        return self._table(kind_name).get(record_id)

    def all(self, kind_name: str) -> Iterable[Record]:
        """The records of this kind, oldest first."""
        return self._table(kind_name).values()

    def children(self, kind_name: str, parent: Record) -> list[Record]:
        """The records of this kind below `parent`, oldest first."""
        return [record for record in self.all(kind_name) if record.parent is parent]

    def remove(self, record: Record) -> None:
        """Forget a record, what is below it, and every mention of it in other records."""
        del self._table(record.kind.name)[record.id]
        for table in self._tables.values():
            for child in [child for child in table.values() if child.parent is record]:
                self.remove(child)
        self._forget(record)

    def _forget(self, record: Record) -> None:
        for table in self._tables.values():
            kind = next((other.kind for other in table.values()), None)
            names = [] if kind is None else [f.name for f in kind.fields if f.ref == record.kind.name]
            for name in names:
                for other in table.values():
                    if str(other.attributes.get(name)) == record.id:
                        other.attributes[name] = None
                        other.written = None

    def _table(self, kind_name: str) -> dict[str, Record]:
        return self._tables.setdefault(kind_name, {})
