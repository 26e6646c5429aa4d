"""The decoding group, in its small form."""

from __future__ import annotations

from random import Random

from benchmarks.decoding import NO_WORSE, TIME_TARGET, measure
from benchmarks.sizes import SMALL


def test_it_measures_models_listings_and_memory() -> None:
    """Every row has positive figures, the models' rows carry their targets, and the listings are not left out."""
    rows = measure(SMALL, Random(0))
    assert all(row.ours > 0 and row.reference > 0 for row in rows)
    targets = {row.name: row.target for row in rows}
    assert targets["20 objects of 45 fields / json.loads"] == TIME_TARGET
    assert targets["20 objects of 45 fields / stock client"] == NO_WORSE
    assert targets["memory of an object / stock"] == NO_WORSE
    kinds = ("generated", "facade", "standard library")
    assert {f"listing of 20 checks, {kind} / httpx + .json()" for kind in kinds} <= targets.keys()
