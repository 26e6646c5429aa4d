"""The items of a fleet: monitors, heartbeats and components, as they are at each reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from uptimekit.fleet import Fleet, Item
from uptimekit.warehouse.feed import ColumnType, Row, Slice, Span, Table

from .listing import WATCHED, identity, read_items

__all__ = ["ITEMS", "ItemFeed"]

_FIELDS: Final[Mapping[str, ColumnType]] = {
    "name": "text",
    "state": "text",
    "word": "text",
    "since": "timestamp",
    "url": "text",
    "tags": "json",
    "target": "text",
    "checked": "timestamp",
    "schedule": "text",
    "grace": "double",
    "last_ping": "timestamp",
    "late": "bool",
    "page": "text",
    "description": "text",
}
"""Fields of an item, of whichever kind has them, that are columns of the same name."""

ITEMS: Final = Table(
    name="items",
    key=("kind", "item_id"),
    columns={"provider": "text", "kind": "text", "item_id": "text", **_FIELDS, "component_group": "text"},
    whole=True,
)


class ItemFeed:
    """Lists all items, so that those that are gone are marked."""

    name = "items"
    tables = (ITEMS,)

    def slices(self, client: Fleet, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:  # noqa: ARG002
        """Yield one slice."""
        items = read_items(client, *WATCHED)
        yield Slice(
            label=f"{len(items)} items", rows=lambda: ((ITEMS, _row(item)) for item in items), state={}
        )


def _row(item: Item) -> Row:
    return {
        **identity(item),
        **{name: getattr(item, name, None) for name in _FIELDS},
        "component_group": getattr(item, "group", None),
    }
