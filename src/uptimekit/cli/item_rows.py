"""Items of a fleet as rows: every field for programs, the telling ones for a table of 80 columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import attrs

from uptimekit.fleet import Heartbeat, Incident, Item, Kind
from uptimekit.fleet.relative_time import since
from uptimekit.fleet.urgency import state_word

from .output import Column

__all__ = ["STATE_STYLES", "TABLE_COLUMNS", "item_row", "row_fields", "table_row"]

STATE_STYLES: Final[Mapping[str, str]] = {
    "down": "bold red",
    "degraded": "yellow",
    "late": "yellow",
    "unknown": "magenta",
    "up": "green",
    "maintenance": "blue",
    "paused": "dim",
    "pending": "dim",
}
"""Colour of a state on a terminal."""

STATE: Final = Column("state", "STATE", STATE_STYLES.get)
_FIRST: Final = (STATE, Column("name", "NAME"), Column("account", "ACCOUNT"), Column("for", "FOR"))

TABLE_COLUMNS: Final[Mapping[Kind, tuple[Column, ...]]] = {
    Kind.MONITORS: (*_FIRST, Column("target", "TARGET")),
    Kind.HEARTBEATS: (*_FIRST, Column("last_ping", "LAST PING"), Column("schedule", "SCHEDULE")),
    Kind.INCIDENTS: (*_FIRST, Column("progress", "PROGRESS"), Column("cause", "CAUSE")),
    Kind.COMPONENTS: (*_FIRST, Column("page", "PAGE"), Column("group", "GROUP")),
}
"""What ``ls`` shows of a kind in a table; see :func:`table_row`."""


def row_fields(kind: type[Item]) -> list[str]:
    """Return the names of the members of :func:`item_row`."""
    return ["kind", *(field.name for field in attrs.fields(kind) if field.name != "native")]


def item_row(item: Item) -> dict[str, Any]:
    """Return every field of *item* but the provider's own object and its kind."""
    row: dict[str, Any] = {name: getattr(item, name) for name in row_fields(type(item))}
    row["kind"] = item.kind.value
    return row


def table_row(item: Item, now: datetime) -> dict[str, Any]:
    """Return *item* for a table: its fields, with times as the time since then."""
    row: dict[str, Any] = {
        name: since(value, now) if isinstance(value, datetime) else value
        for name, value in item_row(item).items()
    }
    row["state"] = state_word(item)
    row["for"] = row["since"]
    if isinstance(item, Heartbeat):
        row["last_ping"] = row["last_ping"] and f"{row['last_ping']} ago"
    if isinstance(item, Incident):
        row["for"] = row["started"] or row["since"]
        row["progress"] = _progress(item, now)
    return row


def _progress(incident: Incident, now: datetime) -> str:
    if incident.resolved is not None:
        return f"resolved {since(incident.resolved, now)} ago"
    return f"acknowledged {since(incident.acknowledged, now)} ago" if incident.acknowledged else "open"
