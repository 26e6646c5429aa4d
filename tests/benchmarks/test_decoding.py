"""The decoding group, in its small form."""

from __future__ import annotations

from importlib.util import find_spec
from random import Random

from benchmarks.decoding import FAST_TARGET, GAPS_TARGET, NO_WORSE, RECORDED_TARGET, TIME_TARGET, measure
from benchmarks.measure import LeftOut, Row
from benchmarks.sizes import SMALL


def test_it_measures_models_listings_and_memory() -> None:
    """Every row has positive figures, the models' rows carry their targets, and the listings are not left out."""
    results = measure(SMALL, Random(0))
    rows = [row for row in results if isinstance(row, Row)]
    assert all(row.ours > 0 and row.reference > 0 for row in rows)
    targets = {row.name: row.target for row in rows}
    left_out = {row.name for row in results if isinstance(row, LeftOut)}
    assert bool(left_out) == (find_spec("msgspec") is None)
    targets |= dict.fromkeys(left_out)
    assert targets["20 objects of 45 fields / json.loads"] == TIME_TARGET
    assert targets["20 objects of 45 fields, msgspec / json.loads"] == (None if left_out else FAST_TARGET)
    for kind in ("recorded checks of Healthchecks", "monitors of Better Stack"):
        assert targets[f"20 {kind}, msgspec / json.loads"] == (None if left_out else RECORDED_TARGET)
        assert targets[f"20 {kind} / json.loads"] == GAPS_TARGET
    assert targets["20 objects of 45 fields / stock client"] == NO_WORSE
    assert targets["memory of an object / stock"] == NO_WORSE
    kinds = ("generated", "facade", "standard library")
    assert {f"listing of 20 checks, {kind} / httpx + .json()" for kind in kinds} <= targets.keys()
