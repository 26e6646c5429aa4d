"""Tests of what is said about announced ends."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from uptimekit import Answered, DeprecationNoticed
from uptimekit.uptimehunt import APIDeprecationWarning
from uptimekit.uptimehunt._deprecation import DeprecationHook

NOTICE = DeprecationNoticed("listServices", "GET", "/services", 1, {"X-API-Sunset": "2027-01-01"})


def test_an_announced_end_is_one_warning_and_every_time_a_call() -> None:
    """The warning names call and headers, once for each operation; the callback gets each notice."""
    told: list[Any] = []
    hook = DeprecationHook(told.append)
    with pytest.warns(APIDeprecationWarning, match=r"GET /services \(X-API-Sunset: 2027-01-01\)"):
        hook(NOTICE)
    hook(NOTICE)  # a second warning would be an error here
    assert told == [NOTICE, NOTICE]


def test_other_events_and_no_callback_are_fine() -> None:
    """Nothing happens with other events, and without a callback there is the warning alone."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        hook = DeprecationHook(None)
        hook(Answered("listServices", "GET", "/services", 1, 200, 0.1, None))
        assert caught == []
        hook(NOTICE)
        assert len(caught) == 1
