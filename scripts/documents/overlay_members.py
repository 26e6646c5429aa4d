"""``x-`` members that an overlay writes: the file is no vendor's, so one that is not known is a mistake."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any, Final

from apimodel.document import JsonObject
from apimodel.spec_extensions import EVERY

from .normalise.copying import DATA, NAMES, UNREAD

_MAPS: Final = NAMES | UNREAD  # their keys are names, such as a header x-something


def unknown_members(update: Any, location: tuple[str | int, ...]) -> Iterator[str]:
    """Yield what is wrong with each ``x-`` member in an update of what stands at *location*."""
    are_names = False
    for part in location:
        are_names = not are_names and part in _MAPS
    yield from _unknown(update, are_names=are_names)


def misplaced_members(action: JsonObject) -> Iterator[str]:
    """Yield the members that stand beside an update, and not in it."""
    yield from (f"{name} has no meaning here; move it into update" for name in action if name in EVERY)


def _unknown(node: Any, *, are_names: bool = False) -> Iterator[str]:
    if isinstance(node, list):
        for value in node:
            yield from _unknown(value)
    for key, value in node.items() if isinstance(node, dict) else ():
        if are_names or not key.startswith("x-"):
            if are_names or key not in DATA:
                yield from _unknown(value, are_names=not are_names and key in _MAPS)
        elif key not in EVERY:
            yield f"unknown member {key}; {_advice(key)}"


def _advice(key: str) -> str:
    name, _, value = key.partition(" ")
    if name in EVERY and value:
        return f"write {name}: {value}"
    near = difflib.get_close_matches(name, sorted(EVERY), 1, 0.7)
    return f"write {near[0]}" if near else "see docs/spec-extensions.md"
