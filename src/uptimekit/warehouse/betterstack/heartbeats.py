"""Heartbeats and their groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from uptimekit.warehouse.feed import Row, Table
from uptimekit.warehouse.whole_listing import WholeListing

from .resource_rows import resource_row

if TYPE_CHECKING:
    from uptimekit.betterstack import UptimeAPI

__all__ = ["HEARTBEATS"]

_HEARTBEATS: Final = Table(
    name="heartbeats",
    model="HeartbeatAttributes",
    key=("id",),
    columns={"id": "text"},
    whole=True,
)
_HEARTBEAT_GROUPS: Final = Table(
    name="heartbeat_groups", model="HeartbeatGroupAttributes", key=("id",), columns={"id": "text"}, whole=True
)


def _rows(client: UptimeAPI) -> Iterator[tuple[Table, Row]]:
    for heartbeat in client.api.heartbeats.iter():
        yield _HEARTBEATS, resource_row(heartbeat)
    for group in client.api.heartbeat_groups.iter():
        yield _HEARTBEAT_GROUPS, resource_row(group)


HEARTBEATS: Final = WholeListing("heartbeats", (_HEARTBEATS, _HEARTBEAT_GROUPS), _rows)
