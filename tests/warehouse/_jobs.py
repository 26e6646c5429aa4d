"""A made-up feed, whose rows a test writes down, and a pipeline to load them with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import dlt
import duckdb
from attrs import Factory, define

from uptimekit.warehouse.feed import Slice, Span, Table
from uptimekit.warehouse.feed_reading import FeedReading
from uptimekit.warehouse.progress import OnProgress
from uptimekit.warehouse.slice_loader import SliceLoader

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
JOBS = Table(name="jobs", model="Check", key=("slug",), whole=True)
RUNS = Table(
    name="runs",
    key=("slug", "at"),
    columns={"slug": "text", "at": "timestamp", "seconds": "double", "notes": "json"},
)
DAYS = Table(name="days", key=("slug", "day"), columns={"slug": "text", "day": "date"}, replaces=("slug",))


@define
class Parts:
    """A feed of slices that a test gives: each is a label and rows, or an error."""

    parts: list[tuple[str, Iterable[tuple[Table, Mapping[str, Any]]] | Exception]] = Factory(list)
    name: str = "jobs"
    tables: tuple[Table, ...] = (JOBS, RUNS, DAYS)
    states: list[Mapping[str, Any]] = Factory(list)

    def slices(self, client: Any, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        self.states.append(state)
        for label, rows in self.parts:
            if label not in state.get("done", ()):
                state = {"done": [*state.get("done", ()), label]}
                yield Slice(label=label, rows=partial(_given, rows), state=state)


def _given(rows: Any) -> Any:
    if isinstance(rows, Exception):
        raise rows
    return rows


def reading(
    feed: Parts, account: str = "main", now: datetime = NOW, with_secrets: bool = False
) -> FeedReading:
    """A reading of the feed, as one of Healthchecks."""
    span = Span(now - timedelta(days=90), now, timedelta(days=7))
    return FeedReading("healthchecks", feed, None, account, span, with_secrets)


def pipeline(folder: Path, name: str = "test.duckdb") -> dlt.Pipeline:
    """A pipeline to a DuckDB file, with an empty working folder, as on a new machine."""
    folder.mkdir(exist_ok=True)
    place = folder / f"work{len([*folder.iterdir()])}"
    return dlt.pipeline(
        "test",
        pipelines_dir=str(place),
        destination=dlt.destinations.duckdb(str(folder / name)),
        dataset_name="main",
    )


def load_reading(pipeline: dlt.Pipeline, reading: FeedReading, on_progress: OnProgress | None = None) -> None:
    """Load all that is new of one reading.  A DuckDB file is open all the time, which saves a third of what it takes."""
    file = pipeline.destination.config_params.get("credentials")
    held = duckdb.connect(file) if isinstance(file, str) else nullcontext()
    with held, SliceLoader(pipeline, on_progress) as loader:
        loader.load(reading)


def rows(folder: Path, query: str, name: str = "test.duckdb") -> list[tuple[Any, ...]]:
    """The rows that a query finds in the file."""
    with duckdb.connect(folder / name, read_only=True) as connection:
        return connection.execute(query).fetchall()
