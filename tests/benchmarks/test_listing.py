"""The group of paged listings, in its small form."""

from __future__ import annotations

from random import Random

from benchmarks.listing import measure
from benchmarks.sizes import SMALL


def test_it_measures_with_and_without_prefetch() -> None:
    """Both listings run to their end (a wrong number of items is an error) and are compared with httpx."""
    rows = measure(SMALL, Random(0))
    assert [row.name for row in rows] == [
        "3 pages of 0 ms, one by one / httpx",
        "3 pages of 0 ms, prefetch=4 / httpx",
    ]
    assert all(row.ours > 0 and row.reference > 0 and row.target is None for row in rows)
