"""The loading of slices: small ones are committed together, since each run of the engine takes about a second."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from attrs import evolve

from uptimekit._runtime.errors import UptimeKitError

from .constants import MOST_ROWS, MOST_SECONDS
from .deletions import mark_deletions
from .engine import DltSource, Schema
from .feed import Slice
from .feed_reading import SOURCE, FeedReading
from .progress import OnProgress, Progress

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["SliceLoader"]

T = TypeVar("T")


class SliceLoader:
    """Loads the readings of one account into a pipeline, which it first lets finish what it had begun.

    The first run of a pipeline takes over the state that the destination has; later ones rely on their own.  What has been
    read is committed at the end of the block, also if a client raised an error.
    """

    def __init__(self, pipeline: Pipeline, on_progress: OnProgress | None = None) -> None:
        self._pipeline = pipeline
        self._on_progress = on_progress
        self._waiting: dict[FeedReading, list[Slice]] = {}
        self._rows = 0  # of the slices that wait
        self._since = monotonic()
        self._begun: set[FeedReading] = set()
        self._ended: list[FeedReading] = []

    def __enter__(self) -> Self:
        self._pipeline.run()
        while self._pipeline.has_pending_data:
            self._pipeline.run()
        return self

    def __exit__(self, _: object, error: BaseException | None, __: TracebackType | None) -> None:
        if error is None or isinstance(error, UptimeKitError):
            self._commit()

    def load(self, reading: FeedReading) -> None:
        """Load all that is new of a reading; the last slices are committed later."""
        begun = False
        for part in reading.slices(_state(self._pipeline, reading)):
            self._tell(reading, part, loaded=False)
            self._add(reading, part)
            begun = True
        if begun:  # a reading that was not made tells of nothing that it is gone
            self._ended.append(reading)

    def _add(self, reading: FeedReading, part: Slice) -> None:
        """Read a slice, but no more than so many rows of it: the others are read while they are loaded."""
        rows = iter(reading.rows(part))
        first = deque(islice(rows, MOST_ROWS))
        if self._rows + len(first) >= MOST_ROWS:
            self._commit()
        self._waiting.setdefault(reading, []).append(evolve(part, rows=lambda: chain(_taken(first), rows)))
        self._rows += len(first)
        if self._rows >= MOST_ROWS or monotonic() - self._since >= MOST_SECONDS:
            self._commit()

    def _commit(self) -> None:
        waiting, self._waiting, self._rows = self._waiting, {}, 0
        ended, self._ended = self._ended, []
        if waiting:
            resources = [
                reading.resource(parts, empty=reading not in self._begun)
                for reading, parts in waiting.items()
            ]
            _run(self._pipeline, DltSource(Schema(SOURCE), SOURCE, resources))
            self._begun |= waiting.keys()
        for reading, parts in waiting.items():
            for part in parts:
                self._tell(reading, part, loaded=True)
        mark_deletions(self._pipeline, ended)
        self._since = monotonic()

    def _tell(self, reading: FeedReading, part: Slice, *, loaded: bool) -> None:
        if self._on_progress:
            self._on_progress(Progress(reading.account, reading.name, part.label, loaded))


def _taken(rows: deque[T]) -> Iterator[T]:
    """Yield rows, and forget each."""
    while rows:
        yield rows.popleft()


def _run(pipeline: Pipeline, source: DltSource) -> None:
    wrapped: BaseException | None
    try:
        pipeline.run(source, loader_file_format=_file_format(pipeline))
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


def _state(pipeline: Pipeline, reading: FeedReading) -> Mapping[str, Any]:
    """Return the state of the account after the last slice that was committed."""
    sources: dict[str, Any] = dict(pipeline.state.get("sources") or {})
    resources = sources.get(SOURCE, {}).get("resources", {})
    state: dict[str, Any] = resources.get(reading.name, {}).get(reading.account, {})
    return state
