"""The view ``availability_by_month``, in SQL that DuckDB and PostgreSQL share.

Times are subtracted as seconds since the epoch: DuckDB's difference of two times has days of the session's time zone, and
a day has 24 hours in it even where clocks change.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from uptimekit.fleet.availability import DEFINITION

from .availability import COLUMNS
from .fleet.items import ITEMS
from .fleet.past import STATE_SPANS

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["VIEW", "make_view", "view_statements"]

VIEW: Final = "availability_by_month"


def make_view(pipeline: Pipeline) -> None:
    """Make the view where *pipeline* loads to, if its tables are there."""
    from .feed_reading import SOURCE  # with dlt, which is slow to load

    known = pipeline.schemas[SOURCE].tables if SOURCE in pipeline.schemas else {}
    if {ITEMS.name, STATE_SPANS.name} <= known.keys():
        with pipeline.sql_client(SOURCE) as client:
            for statement in view_statements(pipeline.dataset_name):
                client.execute_sql(statement)


def view_statements(schema: str) -> Iterator[str]:
    """Yield the statements that make the view in *schema*, beside the tables ``items`` and ``state_spans``.

    Views of others that stand on it stay.
    """
    place = '"{}"'.format(schema.replace('"', '""'))
    columns = ",\n    ".join(_seconds(name, states) for name, states in COLUMNS.items())
    names = ", ".join(f"{name}_seconds" for name in COLUMNS)
    yield f"""
CREATE OR REPLACE VIEW {place}.{VIEW} AS
WITH spans AS (
  SELECT account, kind, item_id, state, CAST(date_trunc('month', day) AS DATE) AS month,
    CAST(extract(epoch FROM end_at) - extract(epoch FROM start_at) AS DOUBLE PRECISION) AS seconds
  FROM {place}.state_spans
), times AS (
  SELECT account, kind, item_id, month,
    {columns},
    sum(seconds) AS loaded_seconds
  FROM spans GROUP BY account, kind, item_id, month
)
SELECT times.month, items.provider, account, kind, item_id, items.name, {names},
  up_seconds / nullif(up_seconds + down_seconds, 0) AS availability,
  loaded_seconds > extract(epoch FROM (
    CAST(times.month AS TIMESTAMP) + INTERVAL '1 month' - CAST(times.month AS TIMESTAMP))) - 1 AS complete
FROM times LEFT JOIN {place}.items AS items USING (account, kind, item_id)"""  # noqa: S608  (the schema is quoted)
    yield f"COMMENT ON VIEW {place}.{VIEW} IS '{DEFINITION}'"


def _seconds(name: str, states: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{state}'" for state in states)
    return f"coalesce(sum(seconds) FILTER (WHERE state IN ({listed})), 0) AS {name}_seconds"
