"""The feeds of Statuspage in a DuckDB file."""

from __future__ import annotations

from pathlib import Path

from uptimekit.warehouse.reading import Reading
from uptimekit.warehouse.sources import WarehouseSource
from uptimekit.warehouse.statuspage import FEEDS

from .._jobs import pipeline, rows
from ._server import Server
from .test_feeds import furnish


def test_all_tables_are_loaded(tmp_path: Path, server: Server) -> None:
    """With times, numbers and texts as they are."""
    furnish(server)
    readings = [Reading("statuspage", each, server.client, "main", server.span(days=5)) for each in FEEDS]
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
