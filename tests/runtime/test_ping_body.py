"""Bodies cut to what the server keeps: never above the limit, never within a character, never silently."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime.ping_body import first_bytes, last_bytes

TEXTS = st.text(st.characters(codec="utf-8"), max_size=300)


_MARK = re.compile(rb"\[\.\.\. (\d+) bytes cut \.\.\.\]\n")


@given(text=TEXTS, limit=st.integers(40, 400))
def test_last_bytes(text: str, limit: int) -> None:
    """The end of a text fits the limit and uses it, is whole characters, and its mark counts the cut exactly."""
    whole, cut = text.encode(), last_bytes(text, limit)
    if len(whole) <= limit:
        assert cut == whole
        return
    assert limit - 5 <= len(cut) <= limit  # up to 3 bytes of a character, and 2 digits of the mark
    mark = _MARK.match(cut)
    assert mark is not None
    tail = cut[mark.end() :]
    assert text.endswith(tail.decode())
    assert int(mark[1]) == len(whole) - len(tail)


@given(text=TEXTS, limit=st.integers(1, 39))
def test_last_bytes_of_a_tiny_limit(text: str, limit: int) -> None:
    """A limit that may not even hold the mark is kept too, and the end of the text wins."""
    cut = last_bytes(text, limit)
    assert len(cut) <= limit
    assert text.endswith(_MARK.sub(b"", cut).decode())


@given(data=st.one_of(TEXTS, st.binary(max_size=300)), limit=st.integers(1, 400))
def test_first_bytes(data: str | bytes, limit: int) -> None:
    """The beginning of text or bytes fits the limit, and loses at most what there is of one character."""
    whole = data.encode() if isinstance(data, str) else data
    cut = first_bytes(data, limit)
    assert whole.startswith(cut)
    assert len(cut) <= limit
    assert len(cut) >= min(limit, len(whole)) - 3


@given(text=TEXTS, limit=st.integers(1, 400), as_bytes=st.booleans())
def test_first_bytes_are_whole_characters(text: str, limit: int, as_bytes: bool) -> None:
    """A text is cut between characters, also if it comes as bytes."""
    cut = first_bytes(text.encode() if as_bytes else text, limit)
    assert text.startswith(cut.decode())


@pytest.mark.parametrize("cut", [first_bytes, last_bytes])
def test_half_a_surrogate_pair(cut: object) -> None:
    """A text that is no valid Unicode is sent with a question mark instead of failing."""
    assert cut("a\ud800b", 10) == b"a?b"  # type: ignore[operator]  # one of the two functions


@given(text=TEXTS, limit=st.integers(60, 400), gone=st.integers(1, 10**9))
def test_last_bytes_of_what_was_cut_before(text: str, limit: int, gone: int) -> None:
    """Bytes that are gone already count as cut, also if the rest fits."""
    cut = last_bytes(text, limit, gone)
    line, _, rest = cut.partition(b"\n")
    assert line == b"[... %d bytes cut ...]" % (gone + len(text.encode()) - len(rest))
    assert text.encode().endswith(rest)
    assert len(cut) <= limit
