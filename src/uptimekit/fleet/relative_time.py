"""Lengths of time for people: ``3 h 12 min``."""

from __future__ import annotations

from datetime import datetime
from typing import Final

__all__ = ["length", "since"]

_UNITS: Final = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def length(seconds: float) -> str:
    """Return *seconds* in the two largest units that count: ``2 d 4 h``, ``12 min``, ``40 s``.

    From a minute on, seconds are left out.  Less than a second, and a negative number, is ``0 s``.
    """
    rest = max(0, int(seconds))
    for position, (unit, size) in enumerate(_UNITS):
        if rest >= size:
            whole, rest = divmod(rest, size)
            smaller, size = _UNITS[min(position + 1, len(_UNITS) - 1)]
            more = rest // size
            return f"{whole} {unit} {more} {smaller}" if more and smaller != "s" else f"{whole} {unit}"
    return "0 s"


def since(time: datetime | None, now: datetime) -> str:
    """Return how long ago *time* was; nothing for an unknown time."""
    return "" if time is None else length((now - time).total_seconds())
