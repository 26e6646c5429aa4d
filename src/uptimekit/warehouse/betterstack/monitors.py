"""Monitors and their groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from uptimekit.warehouse.feed import Row, Table
from uptimekit.warehouse.whole_listing import WholeListing

from .resource_rows import resource_row, with_public_addresses

if TYPE_CHECKING:
    from uptimekit.betterstack import UptimeAPI

__all__ = ["MONITORS"]

_MONITORS: Final = Table(
    name="monitors",
    model="MonitorAttributes",
    key=("id",),
    columns={"id": "text", "expiration_policy_id": "text", "proxy_port": "bigint"},
    secrets=frozenset({"auth_username", "playwright_script", "request_body", "required_keyword"}),
    whole=True,
)
_MONITOR_GROUPS: Final = Table(
    name="monitor_groups", model="MonitorGroupAttributes", key=("id",), columns={"id": "text"}, whole=True
)


def _rows(client: UptimeAPI) -> Iterator[tuple[Table, Row]]:
    for monitor in client.api.monitors.iter():
        yield _MONITORS, with_public_addresses(resource_row(monitor))
    for group in client.api.monitor_groups.iter():
        yield _MONITOR_GROUPS, resource_row(group)


MONITORS: Final = WholeListing("monitors", (_MONITORS, _MONITOR_GROUPS), _rows)
