"""Loading sources into any pipeline of dlt: what was committed stays, and the next load goes on there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from uptimekit._runtime.errors import ConfigurationError

from .progress import OnProgress
from .slice_loader import SliceLoader
from .sources import WarehouseSource

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["load"]


def load(
    pipeline: Pipeline, sources: Iterable[WarehouseSource], on_progress: OnProgress | None = None
) -> None:
    """Load all that is new, slice by slice, and mark the rows of what was deleted.

    Small slices of a source are committed together.  A pipeline that was stopped in the middle finishes first what it had
    begun to load.

    Args:
        pipeline: any pipeline of dlt, with a destination that can merge.
        sources: sources of ``uptimekit.warehouse``; the resources that are selected are loaded.
        on_progress: called before each slice is read, and after it was committed.

    Raises:
        ConfigurationError: the destination cannot merge rows, as a folder of files cannot.
        UptimeKitError: an error of a client; slices that were read before are committed, and the next load goes on there.
        dlt.pipeline.exceptions.PipelineStepFailed: the destination failed.
    """
    _check_merges(pipeline)
    pipeline.sync_destination()  # another process may have loaded since
    for source in sources:
        with SliceLoader(pipeline, on_progress) as loader:
            for reading in source.selected_readings:
                loader.load(reading)


def _check_merges(pipeline: Pipeline) -> None:
    strategies = pipeline.destination.capabilities().supported_merge_strategies or ()
    if "delete-insert" not in strategies:
        kind = pipeline.destination.destination_name
        raise ConfigurationError(
            f"the destination {kind} cannot replace rows; choose a database, or append with pipeline.run(source)"
        )
