"""Which slices are committed together, and which alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from uptimekit import ServerError
from uptimekit.warehouse import WarehouseSource, slice_loader
from uptimekit.warehouse.progress import Progress
from uptimekit.warehouse.slice_loader import SliceLoader

from ._jobs import JOBS, NOW, RUNS, Parts, load_reading, pipeline, reading, rows

LOADS = "SELECT count(*) FROM _dlt_loads"
SLUGS = "SELECT slug FROM healthchecks_runs ORDER BY slug"


def runs(*slugs: str) -> list[Any]:
    """A row for each."""
    return [(RUNS, {"slug": slug, "at": NOW}) for slug in slugs]


def test_small_slices_are_committed_together(tmp_path: Path) -> None:
    """Those of several readings too; the next load begins after all of them."""
    first, second = Parts([("a", runs("1")), ("b", runs("2"))]), Parts([("c", runs("3"))], name="others")
    with SliceLoader(pipeline(tmp_path)) as both:
        both.load(reading(first))
        both.load(reading(second))
    assert rows(tmp_path, LOADS) == [(1,)]
    assert rows(tmp_path, SLUGS) == [("1",), ("2",), ("3",)]
    with SliceLoader(pipeline(tmp_path)) as both:
        both.load(reading(first))
        both.load(reading(second))
    assert (first.states[-1], second.states[-1]) == ({"done": ["a", "b"]}, {"done": ["c"]})
    assert rows(tmp_path, LOADS) == [(1,)]


def test_after_some_seconds_what_was_read_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A load that is stopped then loses no more than the slice that is being read."""
    monkeypatch.setattr(slice_loader, "MOST_SECONDS", 0)
    told: list[Progress] = []
    load_reading(pipeline(tmp_path), reading(Parts([("a", runs("1")), ("b", runs("2"))])), told.append)
    assert rows(tmp_path, LOADS) == [(2,)]
    assert [(each.part, each.loaded) for each in told] == [
        ("a", False),
        ("a", True),
        ("b", False),
        ("b", True),
    ]


def test_a_large_slice_is_committed_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows are not all in memory: what follows the first of them is read while they are loaded."""
    monkeypatch.setattr(slice_loader, "MOST_ROWS", 3)
    told: list[Progress] = []
    waited: list[int] = []

    def large() -> Iterator[Any]:
        for number, row in enumerate(runs("2", "3", "4", "5", "6")):
            waited.append(sum(each.loaded for each in told))
            assert number < 3 or waited[-1] == 1  # the slice before it is there by then
            yield row

    feed = Parts([("a", runs("1")), ("b", large()), ("c", runs("7")), ("d", runs("8"))])
    load_reading(pipeline(tmp_path), reading(feed), told.append)
    assert waited == [0, 0, 0, 1, 1]
    assert rows(tmp_path, LOADS) == [(3,)]
    assert rows(tmp_path, SLUGS) == [(f"{number}",) for number in range(1, 9)]


def test_a_large_slice_that_fails_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what was read before it, nor what is read after it, nor the mark of what is gone."""
    monkeypatch.setattr(slice_loader, "MOST_ROWS", 2)

    def large() -> Iterator[Any]:
        yield from runs("2", "3", "4")
        raise ServerError("out of order")

    before, bad = Parts([("a", [*runs("1"), (JOBS, {"slug": "x"})])]), Parts([("b", large())], name="bad")
    after = Parts([("c", runs("5"))], name="after")
    with SliceLoader(pipeline(tmp_path)) as all_three:
        all_three.load(reading(before))
        with pytest.raises(ServerError):
            all_three.load(reading(bad))
        all_three.load(reading(after))
    assert rows(tmp_path, SLUGS) == [("1",), ("5",)]
    load_reading(pipeline(tmp_path), reading(bad))
    assert bad.states[-1] == {}


def test_what_there_is_already_is_not_made_again(tmp_path: Path) -> None:
    """A slice with rows for one table of three loads that one alone: each takes a tenth of a second."""
    load_reading(pipeline(tmp_path), reading(Parts([("a", [])])))
    made = pipeline(tmp_path)
    load_reading(made, reading(Parts([("b", runs("1"))])))
    (package,) = made.last_trace.last_load_info.load_packages
    loaded = {job.job_file_info.table_name for job in package.jobs["completed_jobs"]}
    assert loaded == {"healthchecks_runs", "_dlt_pipeline_state"}


@pytest.mark.parametrize("refresh", ["drop_resources", "drop_sources"])
def test_what_is_dropped_first_is_made_again(tmp_path: Path, refresh: Any) -> None:
    """A pipeline of your own may be told to begin anew; the tables without a row are there, too."""
    feed = Parts([("a", runs("1"))])
    pipeline(tmp_path).run(WarehouseSource([reading(feed)]))
    pipeline(tmp_path).run(WarehouseSource([reading(feed)]), refresh=refresh)
    assert rows(tmp_path, SLUGS) == [("1",)]
    assert rows(tmp_path, "SELECT count(*) FROM healthchecks_days") == [(0,)]
