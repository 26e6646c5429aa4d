"""The screen of ``status``: a summary, what needs attention, and the accounts that could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import Any, Final, TextIO

import attrs

from uptimekit.fleet import Filter, Fleet, Incident, Item, Kind, Reading, State
from uptimekit.fleet.beginnings import unknown_begins
from uptimekit.fleet.urgency import URGENT, by_urgency, needs_attention, state_word

from .exit_codes import CANNOT_TELL, NOT_WELL, OK
from .faults import fault_row, fault_text, show_faults
from .item_filters import require_items
from .item_rows import STATE_STYLES, item_row, table_row
from .name_cache import NameCache
from .output import Column, OutputFormat, write_object, write_rows

__all__ = ["exit_code", "read_status", "show_status", "show_unread", "show_urgent", "summary"]

_COLUMNS: Final = (
    Column("state", style=STATE_STYLES.get),
    Column("for"),
    Column("kind"),
    Column("name"),
    Column("account"),
    Column("progress", "incident"),
)
_MACHINE_COLUMNS: Final = ("state", "kind", "account", "provider", "id", "name", "since", "word", "url")
_LEAST: Final = 1.0
"""Seconds for the question since when, after a reading that took all the time because an account hangs."""
_ORDER: Final = (*URGENT, State.UP.value, State.MAINTENANCE.value, State.PENDING.value, State.PAUSED.value)


def exit_code(reading: Reading[Item]) -> int:
    """Return 2 if an account could not be read, else 1 if anything needs attention, else 0."""
    if not reading.complete:
        return CANNOT_TELL
    return NOT_WELL if any(map(needs_attention, reading.items)) else OK


def summary(reading: Reading[Item]) -> str:
    """Return one line: the number of items by state, and of open incidents."""
    counts = _counts(reading)
    parts = [f"{number} {word}" for word, number in counts.items()] or [
        "no items found" if reading.complete else "nothing could be read"
    ]
    if opened := sum(isinstance(item, Incident) and needs_attention(item) for item in reading.items):
        parts.append(f"{opened} open incident{'s' * (opened > 1)}")
    well = "All well: " if exit_code(reading) == OK and counts else ""
    return well + ", ".join(parts)


def read_status(fleet: Fleet, where: Filter, now: datetime, *, require: bool = False) -> Reading[Item]:
    """Read all items; those that need attention with the time since when, if it can be found.

    That is looked for in what is left of the fleet's deadline, though in a second at least.  A reading of everything
    also renews the names that shells complete.

    With *require*, raises InputError if nothing has the name or the tags that are wanted, in whatever state.
    """
    end = monotonic() + fleet.deadline
    in_all_states = attrs.evolve(where, states=frozenset[State]())
    everything = fleet.survey(where=in_all_states)
    if everything.complete and in_all_states == Filter():
        NameCache.of(fleet.accounts).write(everything.items, tuple(Kind))
    if require and everything.complete:
        require_items(in_all_states, everything.items, lambda wide: fleet.survey(where=wide).items)
    reading = attrs.evolve(everything, items=tuple(filter(where.matches, everything.items)))
    left = max(end - monotonic(), min(_LEAST, fleet.deadline))
    known = {
        each.key: each for each in fleet.with_since(unknown_begins(reading.items), now=now, deadline=left)
    }
    items = (known.get(each.key, each) for each in reading.items)
    return attrs.evolve(reading, items=tuple(items))


def show_status(reading: Reading[Item], output: OutputFormat, now: datetime, stream: TextIO) -> None:
    """Print *reading*: JSON is one object, JSON lines and CSV have a row for each item that needs attention."""
    urgent = by_urgency(filter(needs_attention, reading.items))
    if output == "json":
        write_object(_document(reading, urgent), output, stream=stream)
    elif output == "table":
        show_urgent(reading, now, stream)
        show_unread(reading, stream)
    else:
        write_rows(map(_machine_row, urgent), output, _MACHINE_COLUMNS, stream=stream)
        show_faults(reading.faults)


def _document(reading: Reading[Item], urgent: Sequence[Item]) -> dict[str, Any]:
    return {
        "well": exit_code(reading) == OK,
        "counts": _counts(reading),  # incidents are not among them
        "items": [*map(_machine_row, urgent)],
        "faults": [*map(fault_row, reading.faults)],
    }


def _machine_row(item: Item) -> dict[str, Any]:
    return {**item_row(item), "state": state_word(item)}


def show_urgent(reading: Reading[Item], now: datetime, stream: TextIO) -> None:
    """Print the summary, and a table of what needs attention."""
    urgent = by_urgency(filter(needs_attention, reading.items))
    stream.write(f"{summary(reading)}\n")
    if urgent:
        stream.write("\n")
        columns = _COLUMNS if any(isinstance(item, Incident) for item in urgent) else _COLUMNS[:-1]
        write_rows([table_row(item, now) for item in urgent], "table", columns, stream=stream)


def show_unread(reading: Reading[Item], stream: TextIO) -> None:
    """Print a line for each account that could not be read; nothing if all could."""
    if reading.faults:
        stream.write("\nCould not read:\n")
        for fault in reading.faults:
            stream.write(f"  {fault_text(fault)}\n")


def _counts(reading: Reading[Item]) -> dict[str, int]:
    found = Counter(state_word(item) for item in reading.items if not isinstance(item, Incident))
    return {word: found[word] for word in _ORDER if found[word]}
