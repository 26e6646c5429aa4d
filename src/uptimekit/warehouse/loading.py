"""Loads sources slice by slice: each is committed as a whole, so that a load that was stopped goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from uptimekit._runtime.errors import ConfigurationError, UptimeKitError

from .deletions import mark_deletions
from .engine import DltResource, DltSource, Schema
from .reading import SOURCE, Reading
from .sources import WarehouseSource

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["Progress", "load", "load_reading"]


@frozen
class Progress:
    """What is being loaded.

    Attributes:
        account: name of the account.
        feed: name of the feed, with the provider before it.
        part: the slice in words.
        loaded: whether it has been loaded; false before that.
    """

    account: str
    feed: str
    part: str
    loaded: bool


OnProgress = Callable[[Progress], object]


def load(
    pipeline: Pipeline, sources: Iterable[WarehouseSource], on_progress: OnProgress | None = None
) -> None:
    """Load all that is new, slice by slice, and mark the rows of what was deleted.

    A pipeline that was stopped in the middle finishes first what it had begun to load.

    Args:
        pipeline: any pipeline of dlt, with a destination that can merge.
        sources: sources of ``uptimekit.warehouse``; the resources that are selected are loaded.
        on_progress: called before and after each slice.

    Raises:
        ConfigurationError: the destination cannot merge rows, as a folder of files cannot.
        UptimeKitError: what a client raises; what has been loaded before stays, and the next load goes on there.
        dlt.pipeline.exceptions.PipelineStepFailed: the destination failed.
    """
    _check_merges(pipeline)
    for source in sources:
        for reading in source.selected_readings:
            load_reading(pipeline, reading, on_progress)


def _check_merges(pipeline: Pipeline) -> None:
    strategies = pipeline.destination.capabilities().supported_merge_strategies or ()
    if "delete-insert" not in strategies:
        kind = pipeline.destination.destination_name
        raise ConfigurationError(
            f"the destination {kind} cannot replace rows; choose a database, or append with pipeline.run(source)"
        )


def load_reading(pipeline: Pipeline, reading: Reading, on_progress: OnProgress | None = None) -> None:
    """Load all that is new of one reading, as :func:`load` does."""
    pipeline.sync_destination()
    while pipeline.has_pending_data:
        pipeline.run()
    loaded = 0
    for part in reading.slices(_state(pipeline, reading)):
        _tell(on_progress, Progress(reading.account, reading.name, part.label, loaded=False))
        _load_slice(pipeline, reading.resource([part], empty=not loaded))
        loaded += 1
        _tell(on_progress, Progress(reading.account, reading.name, part.label, loaded=True))
    if loaded:  # a reading that was not made tells of nothing that it is gone
        mark_deletions(pipeline, reading)


def _tell(on_progress: OnProgress | None, progress: Progress) -> None:
    if on_progress:
        on_progress(progress)


def _load_slice(pipeline: Pipeline, resource: DltResource) -> None:
    wrapped: BaseException | None
    try:
        pipeline.run(DltSource(Schema(SOURCE), SOURCE, [resource]), loader_file_format=_file_format(pipeline))
    except Exception as error:
        if (wrapped := _wrapped(error)) is None:
            raise
    else:
        return
    raise wrapped  # after the block, so that dlt's errors are not its context


def _wrapped(error: BaseException) -> BaseException | None:
    """Return the error of ours, or Ctrl-C, that dlt has wrapped."""
    each: BaseException | None = error
    while each is not None and not isinstance(each, (UptimeKitError, KeyboardInterrupt)):
        each = each.__cause__ or each.__context__
    return each


def _file_format(pipeline: Pipeline) -> Literal["parquet", "csv"]:
    """Return Parquet, but where dlt would need one more driver for that: into PostgreSQL, rows are copied as CSV."""
    return "csv" if pipeline.destination.destination_type.endswith("postgres") else "parquet"


def _state(pipeline: Pipeline, reading: Reading) -> dict[str, Any]:
    """Return the state of the account after the last slice."""
    sources: dict[str, Any] = dict(pipeline.state.get("sources") or {})
    resources = sources.get(SOURCE, {}).get("resources", {})
    state: dict[str, Any] = resources.get(reading.name, {}).get(reading.account, {})
    return state
