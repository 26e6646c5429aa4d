"""Old states of a pipeline, of which dlt keeps one for every slice, for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .constants import STATES_KEPT
from .feed_reading import SOURCE

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["drop_old_states"]


def drop_old_states(pipeline: Pipeline) -> None:
    """Remove all but the newest states of *pipeline* from its destination."""
    if SOURCE not in pipeline.schemas:
        return
    table = pipeline.schemas[SOURCE].state_table_name
    with pipeline.sql_client(SOURCE) as client:
        client.execute_sql(
            f"DELETE FROM {client.make_qualified_table_name(table)} WHERE pipeline_name = %s AND version <= %s",  # noqa: S608  (a name of dlt's)
            pipeline.pipeline_name,
            pipeline.state.get("_state_version", 0) - STATES_KEPT,
        )
