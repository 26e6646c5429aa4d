"""The group of calls in flight at once, in its small form."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from random import Random

import benchmarks.concurrency as group
import pytest
from benchmarks.measure import LeftOut, Row
from benchmarks.sizes import SMALL

_QUICK = ("2 in flight, 0 ms, a call / httpx", "3 in flight, 0 ms, a call / httpx")


def test_it_measures_short_and_long_waits() -> None:
    """Two numbers of calls at once are compared with httpx, for both waits, and the memory of more with itself."""
    rows = group.measure(SMALL, Random(0))
    measured = [row for row in rows if isinstance(row, Row)]
    assert all(row.ours > 0 and row.reference > 0 for row in measured)
    assert {row.name: row.target for row in measured if row.target is not None} == {
        **(dict.fromkeys(_QUICK, group.FAST_TARGET) if find_spec("msgspec") else {}),
        "2 in flight, 0 ms, a call without msgspec / httpx": group.TARGET,
        "3 in flight, 0 ms, a call without msgspec / httpx": group.TARGET,
        "2 in flight, 1 ms, a call / httpx": group.NO_SLOWER,
        "3 in flight, 1 ms, a call / httpx": group.NO_SLOWER,
        "50 in flight, peak memory of later calls / of as many before": group.FLAT,
    }
    assert len([row for row in measured if row.noise]) == 2


def test_clients_that_are_not_installed_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows against them say so, and the others are measured."""
    samples = {name: [1.0, 2.0] for name in ("httpx", "httpx again", "uptimekit", "without msgspec")}
    monkeypatch.setattr(group, "_samples", lambda *_: (samples, samples))
    monkeypatch.setattr(group, "find_spec", lambda _: None)
    rows = group._rows(group._Flight("", [], 2, 1), "2 in flight", SMALL, Random(0))
    assert [row.reason for row in rows if isinstance(row, LeftOut)] == [
        "msgspec is not installed",
        "httpx2 is not installed",
        "aiohttp is not installed",
    ]
    assert [row.target for row in rows if isinstance(row, Row)] == [None, group.TARGET, None]


def test_a_call_that_fails_ends_the_run() -> None:
    """No figure comes from calls that failed."""

    async def fail(uuid: str) -> object:
        raise ValueError(uuid)

    flight = group._Flight("http://127.0.0.1:9", ["one"], 3, 2)
    with pytest.raises(ValueError, match="one"):
        asyncio.run(flight.by(fail))


def test_every_task_has_a_part_in_all_calls() -> None:
    """As many calls are made as there are tasks times calls, of all checks in turn."""
    made: list[str] = []

    async def get(uuid: str) -> object:
        made.append(uuid)
        return await asyncio.sleep(0)

    asyncio.run(group._Flight("http://127.0.0.1:9", ["one", "two"], 3, 4).by(get))
    assert made == ["one", "two"] * 6
