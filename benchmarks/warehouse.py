"""A long history into DuckDB: time, memory, the requests of a second load, and loads that are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

from .long_history import LongHistory, long_history
from .measure import LeftOut, Result, Row
from .sizes import Sizes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["measure"]

MEMORY_TARGET = 1.25  # of ten times as many rows
SECOND_TARGET = 0.05  # requests of a load when nothing is new, to those of the first
PINGS = "healthchecks_pings"
INCIDENTS = "betterstack_incidents"


@dataclass(frozen=True)
class Loaded:
    """A load that came to its end."""

    seconds: float
    megabytes: float
    requests: int


def measure(sizes: Sizes, rng: Random) -> list[Result]:
    """Return the rows of this group."""
    if find_spec("dlt") is None:
        return [LeftOut("warehouse", "needs dlt: pip install 'uptimekit[warehouse]'")]
    with TemporaryDirectory() as folder:
        # The incidents come first: comparing files takes memory here, with which a new process seems to begin.
        incidents = _incidents(sizes, Path(folder))
        return [*_pings(sizes, rng, Path(folder)), *incidents]


def _pings(sizes: Sizes, rng: Random, folder: Path) -> list[Result]:
    with long_history("healthchecks", sizes.checks // 10, sizes.pings) as few:
        small = load(few, folder / "small.duckdb", PINGS)
    with long_history("healthchecks", sizes.checks, sizes.pings) as many:
        alone = read_alone(many)
        whole = load(many, folder / "whole.duckdb", PINGS)
        again = load(many, folder / "whole.duckdb", PINGS)
        kill(many, folder / "killed.duckdb", rng, sizes.kills, whole.seconds)
        load(many, folder / "killed.duckdb", PINGS)
    pings = sizes.checks * sizes.pings
    wrong = differing_rows(folder / "whole.duckdb", folder / "killed.duckdb", pings)
    return [
        Row.single(f"{pings:,} pings: load / reading alone", whole.seconds, alone, "s"),
        Row.single(f"peak memory: {pings:,} pings / {pings // 10:,}", whole.megabytes, small.megabytes, "MB", MEMORY_TARGET),
        Row.single("requests: second load / first", again.requests, whole.requests, "", SECOND_TARGET),
        Row.single(f"killed {sizes.kills} times: rows + wrong ones / rows", pings + wrong, pings, "", 1.0),
    ]  # fmt: skip


def _incidents(sizes: Sizes, folder: Path) -> list[Result]:
    with long_history("betterstack", 10, sizes.incidents) as history:
        whole = load(history, folder / "incidents.duckdb", INCIDENTS)
        again = load(history, folder / "incidents.duckdb", INCIDENTS)
    rows = count(folder / "incidents.duckdb", INCIDENTS)
    return [
        Row.single("incidents: rows + wrong ones / rows", sizes.incidents + abs(rows - sizes.incidents), sizes.incidents, "", 1.0),
        Row.single(f"{rows:,} incidents: seconds / requests", whole.seconds, whole.requests, "s"),
        Row.single("incidents: requests of the second load / first", again.requests, whole.requests, "", SECOND_TARGET),
    ]  # fmt: skip


def load(history: LongHistory, to: Path | str, table: str) -> Loaded:
    """Load a table by the command; *to* is a file of DuckDB, or a destination.  Raises RuntimeError if that fails."""
    before, start = sum(history.requests().values()), time.perf_counter()
    process = _begun(history, to, table)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the load ended with {process.returncode}")
    return Loaded(seconds, used.ru_maxrss / 1024, sum(history.requests().values()) - before)


def kill(history: LongHistory, to: Path, rng: Random, times: int, seconds: float) -> None:
    """Begin a load that takes so many *seconds* and kill it in the middle, several times."""
    for _ in range(times):
        process = _begun(history, to, PINGS)
        try:
            process.wait(rng.uniform(0.1, 0.9) * seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()


def _begun(history: LongHistory, to: Path | str, table: str) -> subprocess.Popen[bytes]:
    destination = f"duckdb:{to}" if isinstance(to, Path) else to
    command = [
        sys.executable,
        "-m",
        "uptimekit",
        "export",
        "--to",
        destination,
        "--since",
        "365d",
        "--table",
        table,
    ]
    return subprocess.Popen(command, env=_environment(history.variables), stdout=subprocess.DEVNULL)  # fmt: skip


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "TMPDIR", "LANG")
    }
    return {**kept, **variables, "HOME": gettempdir()}


def read_alone(history: LongHistory) -> float:
    """Return the seconds that it takes to read all pings and to load none."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", __name__], env=_environment(history.variables), check=True)
    return time.perf_counter() - start


def _read() -> None:
    from datetime import UTC, datetime, timedelta

    from uptimekit.healthchecks import Client
    from uptimekit.warehouse import Span, healthchecks

    now = datetime.now(UTC)
    span = Span(since=now - timedelta(days=365), now=now, window=timedelta(days=7))
    feed = next(each for each in healthchecks.FEEDS if each.name == "pings")
    with Client(api_url=f"{os.environ['HEALTHCHECKS_BASE_URL']}/api/") as client:
        for part in feed.slices(client, {}, span):
            for _ in part.rows():
                pass


def differing_rows(one: Path, other: Path, expected: int) -> int:
    """Return how many pings are in one file only or twice in one, and how many are not the expected number."""
    import duckdb

    with duckdb.connect() as both:
        for name, path in (("one", one), ("other", other)):
            both.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")
        tables = [f"{name}.{PINGS}" for name in ("one", "other")]
        columns = "check_id, n, type, date"
        differences = [
            f"SELECT count(*) FROM (SELECT {columns} FROM {a} EXCEPT ALL SELECT {columns} FROM {b})"
            for a, b in (tables, tables[::-1])
        ]
        differing = sum(_number(both, each) for each in differences)
        return differing + sum(
            abs(_number(both, f"FROM {each} SELECT count(*)") - expected) for each in tables
        )


def count(path: Path, table: str) -> int:
    """Return the number of rows of a table."""
    import duckdb

    with duckdb.connect(path, read_only=True) as file:
        return _number(file, f"FROM {table} SELECT count(*)")


def _number(connection: DuckDBPyConnection, query: str) -> int:
    found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0


if __name__ == "__main__":
    _read()
