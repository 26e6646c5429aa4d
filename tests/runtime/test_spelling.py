"""Tests of suggestions."""

from __future__ import annotations

import pytest

from uptimekit._runtime.spelling import did_you_mean, nearest


@pytest.mark.parametrize(
    ("name", "hint"),
    [("urll", "; did you mean url?"), ("chek", "; did you mean check?"), ("zzz", ""), ("", "")],
)
def test_the_closest_name(name: str, hint: str) -> None:
    """The closest known name is suggested, and nothing where none is close."""
    assert did_you_mean(name, {"url", "check", "sms"}) == hint


def test_letter_case_is_no_difference() -> None:
    """A name in other letters is the nearest, and is suggested as it is spelt."""
    assert nearest("api", ["Web", "API"]) == "API"
    assert nearest("CHECKOUT", ["Chekout", "Checkout"]) == "Checkout"


def test_what_is_said_otherwise() -> None:
    """Where no name is close, the caller's words come instead."""
    assert did_you_mean("zzz", ["url"], "it takes url") == "; it takes url"
    assert did_you_mean("urll", ["url"], "it takes url") == "; did you mean url?"
