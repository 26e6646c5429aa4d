"""The group of large accounts, in its small form.  The library's place is taken by our own facade: same names."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from random import Random

import benchmarks.betterstack as group
import pytest
from benchmarks.measure import LeftOut, Row
from benchmarks.registry import UnavailableError
from benchmarks.sizes import SMALL

AGAINST_HTTPX = {
    "300 monitors, wall time / httpx, one by one": 1.1,
    "300 monitors, without msgspec / the same": None,
    "300 monitors, 1 ms an answer / httpx, five at a time": 1.05,
}
AGAINST_THE_LIBRARY = {
    "300 monitors, wall time / betterstack-uptime": 0.15,
    "300 monitors, CPU time / betterstack-uptime": 0.15,
    "300 monitors, wall time / betterstack-uptime, 250 a page": None,
    "300 monitors, CPU time / betterstack-uptime, 250 a page": None,
    "peak memory, all kept in a list / betterstack-uptime": 1.0,
    "peak memory, each let go / betterstack-uptime": 1.0,
    "300 monitors, 1 ms an answer / betterstack-uptime": None,
}


@pytest.fixture(autouse=True)
def _one_environment(python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group, "environment", lambda *_: nullcontext(python))


@pytest.fixture
def stand_in(python: Path) -> Iterator[Path]:
    """The environment with a module of the library's name, which has what the measurement uses of it."""
    (packages,) = python.parent.parent.glob("lib/python*/site-packages")
    home = packages / "betterstack"
    home.mkdir()
    text = "from uptimekit.betterstack import BearerAuth, Monitor, PaginatedAPI\n"
    (home / "uptime.py").write_text(text, encoding="utf-8")
    yield python
    shutil.rmtree(home)


def _refused(requirement: str) -> AbstractContextManager[Path]:
    raise UnavailableError(f"no registry has {requirement}")


def test_small_sizes_leave_the_library_out_and_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is installed; the rows against httpx are made, those against the library give the reason."""
    monkeypatch.setattr(group, "installed", _refused)
    figures = {
        "items": SMALL.monitors,
        "wall": 1.0,
        "cpu": 1.0,
    }  # the test with the library runs real listings
    monkeypatch.setattr(group.Account, "run", lambda *_: figures)
    rows = group.measure(SMALL, Random(0))
    measured = [row for row in rows if isinstance(row, Row)]
    assert all(row.ours > 0 and row.reference > 0 for row in measured)
    assert {row.name: row.target for row in measured if not row.noise} == AGAINST_HTTPX
    left_out = {row.name: row.reason for row in rows if isinstance(row, LeftOut)}
    assert left_out == dict.fromkeys(AGAINST_THE_LIBRARY, "small sizes ask no package registry")


def test_a_library_that_cannot_be_had_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason of pip reaches the rows."""
    monkeypatch.setattr(group, "installed", _refused)
    with group._clients(registry=True) as (clients, reason):
        assert set(clients) == {
            "uptimekit",
            "uptimekit, standard library",
            "uptimekit, generated client",
            "httpx",
            "httpx, five at a time",
        }
    assert reason == f"no registry has {group.REFERENCE}"


def test_with_the_library_every_row_is_measured(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each comparison has figures, and the targets are those of docs/performance.md."""

    def installed(requirement: str) -> AbstractContextManager[Path]:
        assert requirement == group.REFERENCE
        return nullcontext(stand_in)

    monkeypatch.setattr(group, "installed", installed)
    rows = group.measure(replace(SMALL, registry=True), Random(0))
    measured = [row for row in rows if isinstance(row, Row)]
    assert measured == rows
    assert all(row.ours > 0 and row.reference > 0 for row in measured)
    assert {row.name: row.target for row in measured if not row.noise} == AGAINST_HTTPX | AGAINST_THE_LIBRARY


def test_a_listing_that_loses_a_monitor_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fast listing that is not complete does not count."""
    answer = '{"items": 299, "wall": 1.0, "cpu": 1.0}'
    account = group.Account("http://127.0.0.1:9", 300, {"uptimekit": _saying(answer, monkeypatch)})
    with pytest.raises(RuntimeError, match="299 monitors instead of 300"):
        account.run("uptimekit", "time")


def _saying(answer: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    class Done:
        returncode = 0
        stdout = answer

    monkeypatch.setattr(group.subprocess, "run", lambda *_, **__: Done)
    return Path("python")
