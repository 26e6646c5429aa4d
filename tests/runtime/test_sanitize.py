"""Tests of how a server's text is made fit to be shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime.constants import TEXT_LIMIT
from uptimekit._runtime.sanitize import sanitized


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("no such check", "no such check"),
        ("  über \t den\r\n\r\nRand \u2028 \x85", "über den Rand"),
        ("\x1b[31mred\x07", "\ufffd[31mred\ufffd"),
        ("a\u202eb\u2066c\u200f", "a\ufffdb\ufffdc\ufffd"),
        ("half \ud800", "half \ufffd"),
        ("\x9b2J", "\ufffd2J"),
        ("x" * TEXT_LIMIT, "x" * TEXT_LIMIT),
        ("x" * (TEXT_LIMIT + 1), "x" * (TEXT_LIMIT - 1) + "…"),
        (" " * 5000 + "x", "…"),
        ("a" + " " * 5000 + "x", "a…"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    """White space becomes one space, what cannot be printed U+FFFD, and what is too long ends with an ellipsis."""
    assert sanitized(text) == shown


@given(st.text(st.characters(), max_size=500), st.integers(1, 400))
def test_any_text(text: str, limit: int) -> None:
    """What comes out can be printed and encoded, is one line and within the limit; doing it twice changes nothing."""
    shown = sanitized(text, limit)
    assert shown.isprintable()
    assert len(shown) <= limit
    assert shown == shown.strip()
    assert shown.encode().decode() == shown
    assert sanitized(shown, limit) == shown
