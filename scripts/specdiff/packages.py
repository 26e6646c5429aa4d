"""Changes of the generated Python that no change of the specs explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import griffe

from .change import Change, Severity, ordered
from .surface import Surface, place_of, read_surface


def compare_packages(old: Path, new: Path, told: Sequence[Change] = ()) -> list[Change]:
    """Return what changed between two generated packages that no change in *told* covers.

    With *told* from the specs of both, anything that is left comes from the generator or its templates.
    """
    before, after, explained = read_surface(old), read_surface(new), _Explained(told)
    changes = [
        *_broken(before, after, explained),
        *_awaited(before, after),
        *_differing(before, after, explained),
        *_new(before, after, explained),
    ]
    return list({change.where: change for change in reversed(changes)}.values())[::-1]  # one for each place


class _Explained:
    """The places that other changes have told of, and the classes that they gave other names."""

    def __init__(self, told: Sequence[Change]) -> None:
        self.gravest: dict[str, Severity] = {}
        for change in ordered(told):
            for place in (each for cover in change.covers for each in (cover, *_repeated(cover))):
                self.gravest.setdefault(place, change.severity)
        self.names = {c.covers[0]: c.covers[1] for c in told if c.kind == "class-renamed"}

    def by(self, place: str) -> set[Severity]:
        """Return the classes of the changes that cover *place*, or something that it is part of."""
        return {self.gravest[at] for at in _outwards(place) if at in self.gravest}

    def annotation(self, text: str) -> str:
        """Return an old annotation in today's names."""
        return re.sub(r"\w+", lambda word: self.names.get(word[0], word[0]), text)


def _repeated(place: str) -> Iterator[str]:
    """Yield where ``fields.py`` has again what ``records.py`` or ``params.py`` has at a place."""
    name, dot, field = place.partition(".")
    if name.endswith("Record"):
        stem = name.removesuffix("Record").removesuffix("Attributes")
        yield from (f"{stem}Fields{dot}{field}", f"{stem}Input{dot}{field}")
    elif name.endswith("Params") and dot:
        yield f"Input.{field}"  # of any record that a request with this field sets


def _outwards(place: str) -> Iterator[str]:
    """Yield a place and all that it is part of: ``lights.list(page)``, ``lights.list``, ``lights``."""
    yield place
    yield re.sub(r"^\w+Input\.", "Input.", place)
    whole = place.partition("(")[0]
    yield whole
    yield whole.partition(".")[0]


_SAID: Final = {
    griffe.BreakageKind.OBJECT_REMOVED: "is gone",
    griffe.BreakageKind.OBJECT_CHANGED_KIND: "is another kind of object",
    griffe.BreakageKind.CLASS_REMOVED_BASE: "no longer inherits from what it did",
    griffe.BreakageKind.PARAMETER_REMOVED: "this argument is gone",
    griffe.BreakageKind.PARAMETER_ADDED_REQUIRED: "new required argument",
    griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED: "this argument is now required",
    griffe.BreakageKind.PARAMETER_MOVED: "this argument stands in another position",
    griffe.BreakageKind.PARAMETER_CHANGED_KIND: "this argument is given in another way",
    griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT: "this argument has another default",
}


def _broken(before: Surface, after: Surface, explained: _Explained) -> Iterator[Change]:
    """Yield what griffe calls breaking, and no breaking change covers."""
    for breakage in griffe.find_breaking_changes(before.module, after.module):
        if breakage.obj.is_module and ".resources." not in breakage.obj.path:
            continue  # the classes in it are told of
        parameter = next(
            (v for v in (breakage.old_value, breakage.new_value) if isinstance(v, griffe.Parameter)), None
        )
        place = place_of(breakage.obj.path) + (f"({parameter.name})" if parameter else "")
        if breakage.kind in _SAID and "breaking" not in explained.by(place):
            yield Change("python-broken", place, _SAID[breakage.kind], "breaking")


def _awaited(before: Surface, after: Surface) -> Iterator[Change]:
    """Yield methods that became coroutines, or are none any more; griffe does not compare that."""
    for path, was in before.awaited.items():
        now = after.awaited.get(path, was)
        if now != was:
            text = "has to be awaited" if now else "is no longer awaited"
            yield Change("python-broken", place_of(path), text, "breaking")


def _differing(before: Surface, after: Surface, explained: _Explained) -> Iterator[Change]:
    """Yield what griffe does not compare or misses: annotations, arguments beside ``**options``, whole modules."""
    for place, annotation in before.annotations.items():
        old, new = explained.annotation(annotation), after.annotations.get(place)
        if new is None:
            if not place.endswith("()") and "breaking" not in explained.by(place):
                yield Change("python-broken", place, "is gone", "breaking")
        elif old != new and not explained.by(place):
            sent = "(" in place and not place.endswith("()")
            harmless = _parts(old) <= _parts(new) if sent else _parts(new) <= _parts(old)
            text = f"its type is `{new}`, no longer `{old}`"
            yield Change("python-type", place, text, "additive" if harmless else "breaking")


def _parts(annotation: str) -> set[str]:
    return set(annotation.split(" | "))


def _new(before: Surface, after: Surface, explained: _Explained) -> Iterable[Change]:
    for place in after.annotations:
        if place not in before.annotations and not place.endswith("()") and not explained.by(place):
            yield Change("python-added", place, "new", "additive")
