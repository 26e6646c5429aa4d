"""Names, slugs, ids and tags of items as of a few minutes ago, so that a shell completes them without a request.

``$XDG_CACHE_HOME/uptimekit/names-<accounts>.json`` (default ``~/.cache``), which only its owner may read, has these, the
kind and the provider of each item, when each kind was read, and nothing else.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import frozen

from .whole_file import write_private

if TYPE_CHECKING:
    from uptimekit.fleet import Account, Item, Kind

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
    slug: str

    @classmethod
    def of(cls, item: Item) -> Name:
        """Return what is kept of *item*; the slug is that of a check of Healthchecks."""
        slug = getattr(item.native, "slug", None)
        return cls(
            item.kind.value,
            item.name,
            item.id,
            item.provider,
            item.tags,
            slug if isinstance(slug, str) else "",
        )


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

    def read(self, kinds: Collection[Kind], *, max_age: float = MAX_AGE) -> tuple[Name, ...] | None:
        """Return the names of *kinds*; None if those of one are not there, or are older than *max_age* seconds."""
        written, names = self._kept()
        now = self.clock()
        if not all(kind in written and 0 <= now - written[kind] <= max_age for kind in kinds):
            return None
        return tuple(name for name in names if name.kind in kinds)

    def write(self, items: Iterable[Item], kinds: Collection[Kind]) -> None:
        """Keep the names of *items*, which are all of *kinds*; nothing happens if the folder cannot be written."""
        if self.path is None or not kinds:
            return
        written, names = self._kept()
        written |= dict.fromkeys((kind.value for kind in kinds), self.clock())
        kept = [name for name in names if name.kind not in kinds]
        kept += [name for name in map(Name.of, items) if name.kind in kinds]
        try:
            write_private(self.path, json.dumps({"written": written, "names": kept}))
        except OSError:  # completion then reads the accounts
            return

    def _kept(self) -> tuple[dict[str, float], list[Name]]:
        """Return when each kind was written, and the names of all."""
        if self.path is None:
            return {}, []
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            written = {str(kind): float(at) for kind, at in found["written"].items()}
            return written, [_name(*each) for each in found["names"]]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}, []


def _name(kind: str, name: str, id_: str, provider: str, tags: Iterable[str], slug: str) -> Name:
    return Name(str(kind), str(name), str(id_), str(provider), tuple(map(str, tags)), str(slug))
