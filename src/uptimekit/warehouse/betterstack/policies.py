"""Escalation policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from uptimekit.warehouse.feed import Row, Table
from uptimekit.warehouse.whole_listing import WholeListing

from .resource_rows import resource_row, without_addresses

if TYPE_CHECKING:
    from uptimekit.betterstack import UptimeAPI

__all__ = ["POLICIES"]

_POLICIES: Final = Table(
    name="policies",
    model="PolicyAttributes",
    key=("id",),
    columns={"id": "text", "fallback_policy_id": "text", "policy_group_id": "text"},
    whole=True,
)


def _rows(client: UptimeAPI) -> Iterator[tuple[Table, Row]]:
    for policy in client.api.policies.iter():
        row = resource_row(policy)
        yield _POLICIES, {**row, "steps": without_addresses(row.get("steps"))}


POLICIES: Final = WholeListing("policies", (_POLICIES,), _rows)
