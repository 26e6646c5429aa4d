"""The choice of one item by its id or its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from uptimekit._runtime.errors import InputError, NotFoundError
from uptimekit._runtime.sanitize import sanitized
from uptimekit._runtime.spelling import nearest

from .errors import UnreadAccountsError
from .reading import Reading
from .vocabulary import Incident, Item, Kind

__all__ = ["is_over", "only_one"]

_SHOWN: Final = 5
"""Candidates that an error lists."""


def only_one(reading: Reading[Item], wanted: str, kinds: Iterable[Kind]) -> Item:
    """Return the item whose id is *wanted*, else the one with that name, whatever its case, else the one that is shown so.

    Incidents often have the name of their monitor: one is found by its name only where nothing else of *kinds* has it, and
    one that is over only where no open one has it.
    Tables and messages show ``nightly  backup `` as ``nightly backup``, which is all that a person can type.

    Raises NotFoundError if there is none, UnreadAccountsError if there may be one in an account that could not be
    read, and InputError if there are several.
    """
    found = (
        [item for item in reading.items if item.id == wanted]
        or _lasting([item for item in reading.items if item.name.casefold() == wanted.casefold()])
        or _lasting([item for item in reading.items if _shown(item.name) == _shown(wanted) != ""])
    )
    if len(found) == 1:
        return found[0]
    what = f"{_noun(kinds)} {sanitized(wanted)!r}"
    if found:
        listed = ", ".join(map(_candidate, found[:_SHOWN]))
        more = ", …" if found[_SHOWN:] else ""
        raise InputError(f"{len(found)} items match {what}: {listed}{more}; choose by account, kind or id")
    near = nearest(wanted, (item.name for item in reading.items))
    missing = f"there is no {what}{f'; did you mean {sanitized(near)!r}?' if near else ''}"
    if reading.faults:
        raise UnreadAccountsError(missing, reading.faults)
    raise NotFoundError(missing)


def _lasting(found: list[Item]) -> list[Item]:
    """Return what lasts of *found*: what is no incident, else open incidents, else the one that ended last."""
    return (
        [item for item in found if not isinstance(item, Incident)]
        or [item for item in found if not is_over(item)]
        or sorted(found, key=_ended)[-1:]
    )


def is_over(item: Item) -> bool:
    """Whether *item* is an incident that is resolved."""
    return isinstance(item, Incident) and not item.is_open


def _ended(item: Item) -> float:
    return item.resolved.timestamp() if isinstance(item, Incident) and item.resolved is not None else 0.0


def _noun(kinds: Iterable[Kind]) -> str:
    wanted = [*kinds]
    return "item" if len(wanted) == len(Kind) else " or ".join(wanted)


def _candidate(item: Item) -> str:
    return f"{item.kind} {item.id} of {item.account} ({sanitized(item.name)})"


def _shown(name: str) -> str:
    return sanitized(name, len(name) + 1).casefold()
