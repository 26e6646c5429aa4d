"""Tests of the module that has all objects."""

from __future__ import annotations

from uptimekit.betterstack import BaseAPIObject, objects
from uptimekit.betterstack._sync.pausable import Pausable


def _all_below(kind: type[BaseAPIObject]) -> set[type[BaseAPIObject]]:
    ours = {each for each in kind.__subclasses__() if each.__module__.startswith("uptimekit.")}
    return ours.union(*(_all_below(each) for each in ours))


def test_every_object_is_public() -> None:
    """Every class of objects that there is can be had here; helpers that only share code cannot."""
    public = {getattr(objects, name) for name in objects.__all__}
    assert _all_below(BaseAPIObject) - {Pausable} <= public


def test_every_object_has_an_address() -> None:
    """Each class names its request builders, or has an address of its own making."""
    for kind in _all_below(BaseAPIObject) - {Pausable, objects.MonitorSLA}:
        assert kind._builders is not None
        assert kind._name_field in kind._fields
