"""Loads that are stopped in the middle: what is loaded after them is as if they had not been."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from uptimekit.warehouse import slice_loader
from uptimekit.warehouse.duckdb_file import DuckDBFile

from ._jobs import DAYS, JOBS, NOW, RUNS, Parts, reading, rows

ROOT = Path(__file__).resolve().parents[2]
FILE = "stopped.duckdb"
PLACES = {
    "while rows are read": "dlt.extract.storage.ExtractorItemStorage.write_data_item",
    "before a load is begun": "dlt.load.load.Load.load_single_package",
    "when its tables are there": "dlt.load.load.Load.start_new_jobs",
    "when its rows are there": "dlt.destinations.job_client_impl.SqlJobClientBase.complete_load",
    "when it is committed": "dlt.load.load.Load.gather_metrics",
}


class Stopped(BaseException):
    """Ends a load wherever it is."""


def feed() -> Parts:
    """Two slices of rows in all tables."""
    parts: list[Any] = [
        (
            str(part),
            [
                *((RUNS, {"slug": f"{part}-{number}", "at": NOW, "seconds": number}) for number in range(20)),
                (DAYS, {"slug": str(part), "day": "2026-11-28"}),
                (JOBS, {"slug": f"job{part}"}),
            ],
        )
        for part in range(2)
    ]
    return Parts(parts)


def load(folder: Path, feed: Parts) -> None:
    """Load it into the file as an export does, each slice alone."""
    with pytest.MonkeyPatch.context() as patch, DuckDBFile(folder / FILE).opened() as pipeline:
        patch.setattr(slice_loader, "MOST_SECONDS", 0)
        with slice_loader.SliceLoader(pipeline) as loading:
            loading.load(reading(feed, now=NOW + timedelta(hours=len(feed.states))))


def content(folder: Path) -> list[Any]:
    """All that the tables have, but for the time of the reading."""
    return [
        rows(folder, f"SELECT * EXCLUDE loaded_at FROM healthchecks_{table} ORDER BY ALL", FILE)
        for table in ("runs", "days")
    ] + [rows(folder, "SELECT slug FROM healthchecks_jobs ORDER BY ALL", FILE)]


def stopping(function: Callable[..., Any], call: int) -> Callable[..., Any]:
    """The function, whose call with this number ends the load before it does anything."""
    calls = iter(range(1, 1_000))

    def wrapped(*arguments: Any, **options: Any) -> Any:
        if next(calls) == call:
            raise Stopped
        return function(*arguments, **options)

    return wrapped


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What the tables have after a load that nothing stops."""
    folder = tmp_path_factory.mktemp("undisturbed")
    load(folder, feed())
    return content(folder)


@pytest.mark.parametrize("place", PLACES)
def test_no_row_is_missing_or_double(
    place: str, tmp_path: Path, undisturbed: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the second slice is stopped, the next load ends with the rows that an undisturbed one has."""
    module, _, name = PLACES[place].rpartition(".")
    owner: Any = getattr(import_module(module.rpartition(".")[0]), module.rpartition(".")[2])

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, stopping(getattr(owner, name), 9 if "read" in place else 2))
        with pytest.raises(Stopped):
            load(tmp_path, feed())
    load(tmp_path, feed())

    assert content(tmp_path) == undisturbed
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


def test_interrupted_while_it_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a load at once, also when the destination is being written, and nothing of the slice counts."""
    client = import_module("dlt.load.load").Load
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    load_package = client.load_single_package

    def interrupted(*arguments: Any) -> None:
        signal.raise_signal(signal.SIGINT)
        load_package(*arguments)

    try:
        with monkeypatch.context() as patch:
            patch.setattr(client, "load_single_package", interrupted)
            with pytest.raises(KeyboardInterrupt):
                load(tmp_path, feed())
    finally:
        signal.signal(signal.SIGINT, before)
    second = feed()
    load(tmp_path, second)

    assert second.states == [{}]


def test_kill(tmp_path: Path) -> None:
    """A process that is killed leaves its folder behind, which the next load replaces, and goes on where it was."""
    child = (
        "from pathlib import Path\n"
        "from dlt.destinations.job_client_impl import SqlJobClientBase as Client\n"
        "from tests.warehouse import test_stopped as here\n"
        "Client.complete_load = here.killing(Client.complete_load, 2)\n"
        f"here.load(Path({str(tmp_path)!r}), here.feed())\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "generated", "."])}
    done = subprocess.run(
        [sys.executable, "-c", child], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert {each.name for each in tmp_path.iterdir()} >= {FILE, f".{FILE}.loading"}
    second = feed()
    load(tmp_path, second)

    assert second.states == [{"done": ["0"]}]
    assert [len(table) for table in content(tmp_path)] == [40, 2, 2]
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


def killing(function: Callable[..., Any], call: int) -> Callable[..., Any]:
    """The function, whose call with this number kills the process."""
    stopped = stopping(function, call)

    def wrapped(*arguments: Any, **options: Any) -> Any:
        try:
            return stopped(*arguments, **options)
        except Stopped:
            os.kill(os.getpid(), signal.SIGKILL)

    return wrapped
