"""The view counts as the command does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from uptimekit.fleet.availability import DEFINITION
from uptimekit.warehouse.availability import COLUMNS
from uptimekit.warehouse.availability_query import read_availability
from uptimekit.warehouse.availability_view import VIEW, view_statements
from uptimekit.warehouse.months import Month
from uptimekit.warehouse.warehouse_reader import WarehouseReader, open_warehouse

from ._tables import Row, fill


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with two monitors."""
    rows = [
        Row(
            name="API",
            states=[("2026-02-27", "up"), ("2026-02-28T12", "down"), ("2026-03-01T12", "degraded"), ("2026-03-02", "up"),
                    ("2026-03-03", "maintenance"), ("2026-03-04", "paused"), ("2026-03-05", "pending"),
                    ("2026-03-06", "unknown"), ("2026-03-07", "up")],
            until="2026-04-03",
        ),
        Row(name="new", states=[("2026-02-27", "absent"), ("2026-03-31", "paused")], until="2026-04-02"),
    ]  # fmt: skip
    fill(tmp_path / "uptime.duckdb", rows)
    return tmp_path / "uptime.duckdb"


def test_it_has_the_figures_of_the_command(path: Path) -> None:
    """For each item and month in UTC."""
    with open_warehouse(f"duckdb:{path}") as warehouse:
        found = read_availability(warehouse, Month(2026, 3), now=datetime(2026, 5, 1, tzinfo=UTC))
    names = ", ".join(f"{name}_seconds" for name in COLUMNS)
    with duckdb.connect(path) as connection:
        seen = connection.execute(
            f"SELECT name, availability, complete, {names} FROM {VIEW} WHERE month = '2026-03-01' ORDER BY name"
        ).fetchall()
    assert seen == [
        (
            each.item.name,
            each.times.availability,
            True,
            *(getattr(each.times, name) for name in COLUMNS),
        )
        for each in found.items
    ]
    assert seen[0][1] == pytest.approx(636 / 648)


def test_the_zone_of_the_machine_does_not_count(path: Path) -> None:
    """A day on which clocks are put forward where the query runs has 24 hours, in the view and in the command."""
    with duckdb.connect(path) as connection:
        connection.execute("SET TimeZone = 'America/St_Johns'")  # on 8 March 2026
        seen = connection.execute(
            f"SELECT up_seconds FROM {VIEW} WHERE name = 'API' AND month = '2026-03-01'"
        ).fetchone()
        reader = WarehouseReader(connection, duckdb.Error, "main")
        found = read_availability(reader, Month(2026, 3), now=datetime(2026, 5, 1, tzinfo=UTC))
    assert seen == (found.items[0].times.up,)
    assert found.items[0].times.total == 31 * 86_400


def test_a_month_without_all_its_days_is_not_complete(path: Path) -> None:
    """As the months before and after."""
    with duckdb.connect(path) as connection:
        seen = connection.execute(f"SELECT DISTINCT month, complete FROM {VIEW} ORDER BY month").fetchall()
    assert seen == [(date(2026, 2, 1), False), (date(2026, 3, 1), True), (date(2026, 4, 1), False)]


def test_it_states_the_definition(path: Path) -> None:
    """And may be made again."""
    with duckdb.connect(path) as connection:
        for statement in view_statements("main"):
            connection.execute(statement)
        comment = connection.execute(
            "SELECT comment FROM duckdb_views() WHERE view_name = ?", [VIEW]
        ).fetchone()
    assert comment == (DEFINITION,)
