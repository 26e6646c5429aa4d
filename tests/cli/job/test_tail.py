"""The end of an output: bounded, in whole characters, with what it lacks in its first line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit.cli.job.tail import Tail


@given(st.lists(st.binary(max_size=50)), st.integers(0, 100), st.integers(0, 200))
def test_it_never_grows_and_never_exceeds_a_limit(pieces: list[bytes], capacity: int, limit: int) -> None:
    """It keeps at most twice its capacity, and its text is UTF-8 within the limit."""
    tail = Tail(capacity)
    for piece in pieces:
        tail.add(piece)
        assert len(tail._kept) <= 2 * capacity
    text = tail.text(limit)
    text.decode()
    assert len(text) <= min(limit, capacity)


@pytest.mark.parametrize("sizes", [[1000], [1] * 1000, [300, 700]])
def test_the_line_counts_all_that_is_cut(sizes: list[int]) -> None:
    """Bytes that were dropped on the way and those of the last cut are counted together."""
    tail = Tail(100)
    for size in sizes:
        tail.add(b"x" * size)
    first, _, rest = tail.text(80).partition(b"\n")
    assert first == b"[... %d bytes cut ...]" % (1000 - len(rest))


def test_a_character_is_not_cut() -> None:
    """Half a character at the beginning is left out."""
    tail = Tail(100)
    tail.add("ä".encode() * 100 + b"x")
    assert tail.text(100).decode().partition("\n")[2].strip("ä") == "x"


def test_a_line_of_ours_stands_alone() -> None:
    """It begins on a new line, whether the output ended with one or not."""
    for output in (b"", b"12 rows\n", b"12 rows"):
        tail = Tail(100)
        tail.add(output)
        tail.add_line("killed by SIGKILL")
        assert tail.text(100).splitlines() == [*output.splitlines(), b"uptimekit run: killed by SIGKILL"]
