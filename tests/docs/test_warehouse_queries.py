"""The SQL of the page about warehouses fits the tables."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from uptimekit.warehouse.columns import columns_of
from uptimekit.warehouse.feed import FLEET, table_name
from uptimekit.warehouse.feeds import feeds_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "warehouse.md"
TYPES = {"text": "VARCHAR", "timestamp": "TIMESTAMPTZ"}
"""Types of columns that have another name in DuckDB."""


def test_each_query_runs() -> None:
    """Each query of the page runs on empty tables that have the columns of the feeds."""
    (queries,) = re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    with duckdb.connect() as connection:
        for provider in (FLEET, "statuspage"):
            for table in (table for feed in feeds_of(provider) for table in feed.tables):
                columns = {each.name: TYPES.get(each.type, each.type) for each in columns_of(provider, table)}
                listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
                connection.execute(f'CREATE TABLE "{table_name(provider, table)}" ({listed})')
        statements = connection.extract_statements(queries)

        assert [connection.execute(each).fetchall() for each in statements] == [[], [], []]
