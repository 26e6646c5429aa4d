"""The feeds of Statuspage in a DuckDB file."""

from __future__ import annotations

from pathlib import Path

from uptimekit.warehouse.feed_reading import FeedReading
from uptimekit.warehouse.sources import WarehouseSource
from uptimekit.warehouse.statuspage import FEEDS
from uptimekit.warehouse.statuspage.incidents import INCIDENTS

from .._jobs import load_reading, pipeline, rows
from ._server import Server
from .test_feeds import furnish


def test_all_tables_are_loaded(tmp_path: Path, server: Server) -> None:
    """With times, numbers and texts as they are."""
    furnish(server)
    readings = [FeedReading("statuspage", each, server.client, "main", server.span(days=5)) for each in FEEDS]
    pipeline(tmp_path).run(WarehouseSource(readings), loader_file_format="parquet")
    found = rows(
        tmp_path,
        """
        SELECT i.name, epoch(i.resolved_at - i.started_at), c.name, count(*)
        FROM statuspage_incidents i
        JOIN statuspage_incident_updates u ON u.incident_id = i.id
        JOIN statuspage_components c ON list_contains(CAST(i.components AS VARCHAR[]), c.id)
        GROUP BY ALL
        """,
    )
    assert found == [("fire", 3600.0, "API", 2)]
    outages = "SELECT c.name, u.major_outage FROM statuspage_component_uptime u JOIN statuspage_components c ON c.id = u.component_id ORDER BY 1"
    assert rows(tmp_path, outages) == [("API", 3600), ("Website", 0)]
    assert rows(tmp_path, "SELECT count(*) FROM statuspage_pages") == [(1,)]


def test_an_incident_that_was_deleted_is_marked(tmp_path: Path, server: Server) -> None:
    """One that went on, or began within the window; an older one that was over is not looked for."""
    ids: dict[str, str] = {}
    for day, name in ((20, "old"), (20, "kept"), (20, "open"), (27, "new"), (27, "other")):
        server.at(11, day)
        ids[name] = server.incident(name, resolved=name != "open")
    made = pipeline(tmp_path)
    for day in (28, 29):
        server.at(11, day)
        times = server.span(days=15, window=3)
        load_reading(made, FeedReading("statuspage", INCIDENTS, server.client, "main", times))
        if day == 28:
            for name in ("old", "open", "new"):
                server.client.incidents.delete(ids[name])
    marked = "SELECT name FROM statuspage_incidents WHERE deleted_at IS NOT NULL ORDER BY 1"
    assert rows(tmp_path, marked) == [("new",), ("open",)]
    assert rows(tmp_path, "SELECT count(*) FROM statuspage_incidents") == [(5,)]
