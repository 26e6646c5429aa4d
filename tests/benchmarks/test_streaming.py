"""The group of very long listings, in its small form."""

from __future__ import annotations

import json
import subprocess
import sys
from random import Random

import pytest
from benchmarks import streaming
from benchmarks.history import ROOT
from benchmarks.measure import LeftOut, Row
from benchmarks.sizes import SMALL


def test_both_halves_of_both_clients_are_compared() -> None:
    """Each client has a row for time and one for memory, and no half takes nothing."""
    rows = streaming.measure(SMALL, Random(0))
    whats = ["CPU time, second half / first half", "peak memory, second half / first half"]
    assert [row.name for row in rows] == [
        f"1,000 monitors, {client}, {what}" for client in ("facade", "generated") for what in whats
    ]
    assert all(isinstance(row, Row) and row.ours > 0 and row.reference > 0 for row in rows)
    assert {row.target for row in rows if isinstance(row, Row)} == {1.05}


_KEEPING = """
import json
from benchmarks.list_monitors import MEASURES

kept = []

def listing():
    for number in range(1_000):
        kept.append(b"x" * (100_000 if number >= 500 else 10))
        yield number

print(json.dumps(MEASURES["halves"](listing, 4)))
"""


def test_what_a_half_holds_is_seen() -> None:
    """A listing that keeps what it gave has a higher peak in its second half; a process has but one peak."""
    done = subprocess.run(
        [sys.executable, "-c", _KEEPING], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert found["items"] == 1_000
    assert found["peak 2"] > found["peak 1"] + 25_000_000


def test_a_system_that_tells_no_peak(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the peak of a process its rows are left out, and say why."""
    halves = {"cpu 1": 1.0, "cpu 2": 1.0, "peak 1": 0.0, "peak 2": 0.0}
    monkeypatch.setattr(streaming.Account, "run", lambda *_: halves)
    left_out = [row for row in streaming.measure(SMALL, Random(0)) if isinstance(row, LeftOut)]
    assert [row.reason for row in left_out] == ["the system does not tell the peak of a process"] * 2
