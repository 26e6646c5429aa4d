"""Behaviour of a kind of resource, beyond create, read, update and delete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from uptimekit.sandbox.betterstack._model import Kind, Record, Team

if TYPE_CHECKING:
    from uptimekit.sandbox.betterstack._call import Call

__all__ = ["PLAIN", "Behavior", "Draft"]


@dataclass(slots=True)
class Draft:
    """A resource about to be created (no `record` yet) or changed.

    attributes: all of them, as they will be.
    sent: what the body set, converted, with the fields that are never shown.
    """

    kind: Kind
    team: Team | None
    parent: Record | None
    record: Record | None
    attributes: dict[str, object]
    sent: dict[str, object]

    @property
    def above(self) -> Record:
        """The parent, of a kind that has one."""
        return cast("Record", self.parent)

    @property
    def creating(self) -> bool:
        """Whether this is a new resource."""
        return self.record is None


class Behavior:
    """Nothing special; what is special overrides one of these."""

    includes_in_lists = False

    def find(self, call: Call, kind: Kind, record_id: str) -> Record | None:
        """The record that an id in the path means."""
        return call.backend.store.get(kind.name, record_id)

    def narrow(self, call: Call, records: list[Record]) -> list[Record]:
        """The records that the query of a list asks for, where equality of attributes will not do."""
        del call
        return records

    def check(self, call: Call, draft: Draft) -> None:
        """Refuse the draft (InvalidError, RefusalError) or complete it, before anything is changed."""

    def saved(self, call: Call, record: Record, draft: Draft) -> None:
        """Do what follows from a create or an update."""

    def removed(self, call: Call, record: Record) -> None:
        """Do what follows from a delete."""

    def show(self, call: Call, record: Record, resource: dict[str, object]) -> None:
        """Complete the JSON of a resource; only called where the kind is not cached."""

    def included(self, call: Call, records: Sequence[Record]) -> list[object] | None:
        """The top-level `included`, or None for none."""
        del call, records
        return None


PLAIN = Behavior()
