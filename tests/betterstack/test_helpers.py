"""Tests of filter_on_attribute."""

from __future__ import annotations

from types import SimpleNamespace

from uptimekit.betterstack import Monitor, filter_on_attribute

from ._support import Recorder, mocked


def test_it_keeps_what_equals() -> None:
    """Objects whose attribute equals the value come in their order; those without it do not."""
    things = [SimpleNamespace(a=1), SimpleNamespace(a=2), SimpleNamespace(b=1), SimpleNamespace(a=1, b=2)]
    assert filter_on_attribute(iter(things), "a", 1) == [things[0], things[3]]
    assert filter_on_attribute(things[2:3], "a", None) == []


def test_it_takes_objects_of_the_api() -> None:
    """It works with monitors and their server-side attributes."""
    api = mocked(Recorder())
    up, down = Monitor("1", api, status="up"), Monitor("2", api, status="down")
    assert filter_on_attribute([up, down], "status", "down") == [down]
