"""Tests of suggestions."""

from __future__ import annotations

import pytest

from uptimekit.betterstack.spelling import did_you_mean


@pytest.mark.parametrize(
    ("name", "hint"),
    [("urll", "; did you mean url?"), ("chek", "; did you mean check?"), ("zzz", ""), ("", "")],
)
def test_the_closest_name(name: str, hint: str) -> None:
    """The closest known name is suggested, and nothing where none is close."""
    assert did_you_mean(name, {"url", "check", "sms"}) == hint
