"""Names, ids and tags of items as of a few minutes ago, so that a shell completes them without a request.

``$XDG_CACHE_HOME/uptimekit/names-<accounts>.json`` (default ``~/.cache``), which only its owner may read, has these, the
kind and the provider of each item, and nothing else.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import frozen

from .whole_file import write_private

if TYPE_CHECKING:
    from uptimekit.fleet import Account, Item

__all__ = ["MAX_AGE", "Name", "NameCache"]

MAX_AGE: Final = 300.0
"""Seconds for which names are good."""


class Name(NamedTuple):
    """What is kept of an item."""

    kind: str
    name: str
    id: str
    provider: str
    tags: tuple[str, ...]

    @classmethod
    def of(cls, item: Item) -> Name:
        """Return what is kept of *item*."""
        return cls(item.kind.value, item.name, item.id, item.provider, item.tags)


@frozen
class NameCache:
    """The names of the items of some accounts.

    Attributes:
        path: where they are kept; None for a user without a home folder, of whom nothing is kept.
        clock: returns the seconds since 1970.
    """

    path: Path | None
    clock: Callable[[], float] = time.time

    @classmethod
    def of(cls, accounts: Iterable[Account], environment: Mapping[str, str] = os.environ) -> NameCache:
        """Return the cache for these accounts, whatever their secrets."""
        known = sorted((each.name, each.provider, *sorted(each.settings.items())) for each in accounts)
        digest = sha256(json.dumps(known).encode()).hexdigest()[:16]
        base = environment.get("XDG_CACHE_HOME") or "~/.cache"
        try:
            folder = Path(base).expanduser()
        except RuntimeError:
            return cls(None)
        return cls(folder / "uptimekit" / f"names-{digest}.json")

    def read(self, *, max_age: float = MAX_AGE) -> tuple[Name, ...] | None:
        """Return the names; None if there are none, or if they are older than *max_age* seconds."""
        if self.path is None:
            return None
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            age = self.clock() - found["written"]
            names = tuple(_name(*each) for each in found["names"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return names if 0 <= age <= max_age else None

    def write(self, items: Iterable[Item]) -> None:
        """Keep the names of *items*; nothing happens if the folder cannot be written."""
        if self.path is None:
            return
        names = [*map(Name.of, items)]
        text = json.dumps({"written": self.clock(), "names": names})
        try:
            write_private(self.path, text)
        except OSError:  # completion then reads the accounts
            return


def _name(kind: str, name: str, id_: str, provider: str, tags: Iterable[str]) -> Name:
    return Name(str(kind), str(name), str(id_), str(provider), tuple(map(str, tags)))
