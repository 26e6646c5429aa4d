"""The feeds of Better Stack in a DuckDB file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from uptimekit.warehouse import Feed
from uptimekit.warehouse.betterstack import FEEDS
from uptimekit.warehouse.betterstack.incidents import INCIDENTS
from uptimekit.warehouse.betterstack.monitors import MONITORS
from uptimekit.warehouse.betterstack.on_calls import ON_CALLS
from uptimekit.warehouse.feed_reading import FeedReading
from uptimekit.warehouse.sources import WarehouseSource

from .._jobs import load_reading, pipeline, rows
from ._server import Server
from .test_feeds import furnish

SECRET = "S3CRET"


def _load(folder: Path, server: Server, feeds: Iterable[Feed], *, with_secrets: bool = False) -> None:
    """Load all feeds in one run of dlt, which is faster than slice by slice."""
    times = server.span(days=5)
    readings = [FeedReading("betterstack", each, server.api, "main", times, with_secrets) for each in feeds]
    pipeline(folder).run(WarehouseSource(readings), loader_file_format="parquet")


def _text(folder: Path) -> str:
    """All that the tables hold."""
    tables = [
        name
        for (name,) in rows(folder, "SELECT table_name FROM information_schema.tables")
        if "_dlt" not in name
    ]
    return str([rows(folder, f"SELECT * FROM {name}") for name in tables])


def test_all_tables_are_loaded(tmp_path: Path, server: Server) -> None:
    """With times, numbers and texts as they are, and neither secrets nor addresses of people."""
    furnish(server)
    server.monitor("Till", url=f"https://user:{SECRET}@till.example/?key={SECRET}", auth_password=SECRET)
    _load(tmp_path, server, FEEDS)
    found = rows(
        tmp_path,
        """
        SELECT i.cause, epoch(i.resolved_at - i.started_at), count(*)
        FROM betterstack_incidents i JOIN betterstack_incident_events e ON e.incident_id = i.id
        GROUP BY ALL
        """,
    )
    assert found == [("fire", 3600.0, 2)]
    names = rows(tmp_path, "SELECT pronounceable_name, url FROM betterstack_monitors ORDER BY 1")
    assert names == [("Shop", "https://shop.example/"), ("Till", "https://till.example/")]
    of_month = "SELECT month, item_type, availability FROM betterstack_availability ORDER BY ALL"
    assert [(str(month), *rest) for month, *rest in rows(tmp_path, of_month)] == [
        ("2026-11-01", "heartbeat", 100.0),
        ("2026-11-01", "monitor", 100.0),
        ("2026-11-01", "monitor", 100.0),
    ]
    text = _text(tmp_path)
    assert SECRET not in text
    assert "@" not in text


def test_secrets_are_columns_where_they_are_asked_for(tmp_path: Path, server: Server) -> None:
    """Who is on call, and who resolved an incident; the password of a monitor."""
    server.monitor("Till", auth_password=SECRET)
    server.incident("fire")
    _load(tmp_path, server, (MONITORS, INCIDENTS, ON_CALLS), with_secrets=True)
    assert rows(tmp_path, "SELECT auth_password FROM betterstack_monitors") == [(SECRET,)]
    assert rows(tmp_path, "SELECT resolved_by FROM betterstack_incidents") == [("ann@example.org",)]
    assert rows(tmp_path, "SELECT users FROM betterstack_on_call_events") == [('["responder@main.example"]',)]


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
        load_reading(made, FeedReading("betterstack", INCIDENTS, server.api, "main", times))
        if day == 28:
            for name in ("old", "open", "new"):
                server.api.api.incidents.delete(ids[name])
    marked = "SELECT cause FROM betterstack_incidents WHERE deleted_at IS NOT NULL ORDER BY 1"
    assert rows(tmp_path, marked) == [("new",), ("open",)]
    assert rows(tmp_path, "SELECT count(*) FROM betterstack_incidents") == [(5,)]
