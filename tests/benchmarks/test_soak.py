"""The soak, in its small form."""

from __future__ import annotations

import sys
from dataclasses import replace
from random import Random

import pytest
from benchmarks.measure import LeftOut, Row
from benchmarks.sizes import SMALL
from benchmarks.soak import measure

from uptimekit._runtime.constants import MAX_KEEPALIVE

WHAT = ("connections", "open files and sockets", "threads", "tasks", "memory")


@pytest.mark.skipif(sys.platform != "linux", reason="what a process holds is read from /proc")
def test_it_looks_at_everything_a_process_holds() -> None:
    """Each kind of client makes all its calls, gives up one in fifty, and leaves no task, thread or file behind."""
    rows = [row for row in measure(SMALL, Random(0)) if isinstance(row, Row)]
    kinds = ("one after the other", "5 threads", "50 tasks")
    assert [row.name for row in rows if row.target] == [
        f"{kind}: {what}, after / before" for kind in kinds for what in WHAT
    ]
    for row in rows:
        assert row.reference > 0
        if "given up" in row.name:
            assert (row.ours, row.reference) == (SMALL.soak // 50, SMALL.soak)
        elif "threads, " in row.name or "tasks, " in row.name:
            assert row.ours == row.reference, row.name
        elif "connections" in row.name:  # after so few calls the pool need not be full
            assert row.ours <= MAX_KEEPALIVE


def test_elsewhere_it_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no /proc nothing is measured, and the reader is told."""
    monkeypatch.setattr(sys, "platform", "darwin")
    (row,) = measure(replace(SMALL, soak=10), Random(0))
    assert isinstance(row, LeftOut)
