"""History in a warehouse: what providers tell, loaded into tables by dlt.  Needs the extra ``warehouse``.

See ``docs/warehouse.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uptimekit._runtime.lazy import lazy_exports

if TYPE_CHECKING:
    from .errors import WarehouseError
    from .exporting import ExportFault, export
    from .feed import Feed, RecentRows, Slice, Span, Table
    from .feed_reading import FeedReading
    from .loading import load
    from .progress import Progress
    from .sources import (
        WarehouseSource,
        betterstack_source,
        fleet_source,
        healthchecks_source,
        statuspage_source,
        uptimehunt_source,
    )

__all__ = [
    "ExportFault",
    "Feed",
    "FeedReading",
    "Progress",
    "RecentRows",
    "Slice",
    "Span",
    "Table",
    "WarehouseError",
    "WarehouseSource",
    "betterstack_source",
    "export",
    "fleet_source",
    "healthchecks_source",
    "load",
    "statuspage_source",
    "uptimehunt_source",
]

_MODULES = {
    "errors": ("WarehouseError",),
    "exporting": ("ExportFault", "export"),
    "feed": ("Feed", "RecentRows", "Slice", "Span", "Table"),
    "feed_reading": ("FeedReading",),
    "loading": ("load",),
    "progress": ("Progress",),
    "sources": (
        "WarehouseSource",
        "betterstack_source",
        "fleet_source",
        "healthchecks_source",
        "statuspage_source",
        "uptimehunt_source",
    ),
}

if not TYPE_CHECKING:  # a type checker reads the imports above, and reports any other name
    __getattr__, __dir__ = lazy_exports(
        __name__, {name: module for module, names in _MODULES.items() for name in names}
    )
