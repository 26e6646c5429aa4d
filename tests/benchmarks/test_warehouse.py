"""A long history into DuckDB."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import benchmarks.warehouse as measured
import duckdb
import pytest
from benchmarks.measure import Row
from benchmarks.sizes import SMALL


def _file(path: Path, numbers: Iterable[int]) -> Path:
    with duckdb.connect(path) as file:
        file.execute(f"CREATE TABLE {measured.PINGS} (check_id TEXT, n BIGINT, type TEXT, date TEXT)")
        file.executemany(f"INSERT INTO {measured.PINGS} VALUES ('a', ?, '', '')", [[n] for n in numbers])
    return path


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [((1, 2, 3), 0), ((1, 2), 2), ((1, 2, 3, 3), 2), ((1, 2, 4), 2)],
    ids=["equal", "missing", "double", "other"],
)
def test_rows_that_are_missing_or_double_are_counted(
    tmp_path: Path, numbers: tuple[int, ...], wrong: int
) -> None:
    """They are, in either file."""
    whole, other = _file(tmp_path / "whole", (1, 2, 3)), _file(tmp_path / "other", numbers)
    assert measured.differing_rows(whole, other, 3) == wrong
    assert measured.differing_rows(other, whole, 3) == wrong


def test_the_rows_of_the_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each target is compared with what was counted: here a load that is right, and one more that lost a row in a kill."""

    def load(history: Any, to: Path, table: str) -> measured.Loaded:
        pings = SMALL.checks * SMALL.pings
        if table == measured.PINGS and not to.exists():
            _file(to, range(pings - (history.lost and to.stem == "killed")))
        if table == measured.INCIDENTS and not to.exists():
            with duckdb.connect(to) as file:
                file.execute(f"CREATE TABLE {table} AS FROM range({SMALL.incidents})")
        return measured.Loaded(1.0, 100.0, history.asked.pop(0))

    @contextmanager
    def served(provider: str, things: int, past: int) -> Generator[Any]:
        yield SimpleNamespace(lost=lost, asked=[100, 1, 1])

    monkeypatch.setattr(measured, "load", load)
    monkeypatch.setattr(measured, "long_history", served)
    monkeypatch.setattr(measured, "read_alone", lambda history: 0.5)
    monkeypatch.setattr(measured, "kill", lambda *given: None)
    for lost in (0, 1):
        rows = measured.measure(SMALL, Random(0))
        missed = [row.name for row in rows if isinstance(row, Row) and not row.ok]
        assert missed == ["killed 1 times: rows + wrong ones / rows"] * lost
