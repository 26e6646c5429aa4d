"""No fault case may be forgotten, and the page of policies shows them all."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from . import _coverage
from ._coverage import WAYS
from ._table import FAULTS, ROWS, Fault

collected = cache(_coverage.collected)


def _excused(fault: Fault, way: str) -> bool:
    return bool({way, *way.split("-")} & fault.without.keys())


def test_every_case_is_played_in_all_four_ways() -> None:
    """Each case runs in process and over a socket, with both clients, or the reason stands beside it."""
    ways = collected()
    assert ways.keys() == FAULTS.keys()
    for number, fault in FAULTS.items():
        needed = {way for way in WAYS if not _excused(fault, way)}
        assert ways[number] >= needed, f"case {number} is not played as {sorted(needed - ways[number])}"
        assert ways[number] <= set(WAYS), (
            f"a test of case {number} does not say its level or client: {ways[number]}"
        )


def test_no_reason_is_out_of_date() -> None:
    """A reason for a missing way stands only where the way is missing."""
    ways = collected()
    for number, fault in FAULTS.items():
        for name in fault.without:
            excused = {way for way in WAYS if name in (way, *way.split("-"))}
            assert excused, f"case {number}: {name} is no way"
            assert not excused & ways[number], f"case {number} is played as {name} after all"


def test_a_number_is_given_once() -> None:
    """Rows stand in the order of their numbers, each of which names one fault."""
    numbers = [row.number for row in ROWS]
    assert numbers == sorted(set(numbers))


def test_the_page_shows_every_case() -> None:
    """docs/policy.md has the table of today; `python -m tests.faults` writes it."""
    from .__main__ import PAGE, page

    text = Path(PAGE).read_text("utf-8")
    assert page(text) == text
