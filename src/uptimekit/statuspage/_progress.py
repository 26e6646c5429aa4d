"""How far a bulk action has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["OnProgress", "Progress"]


@dataclass(frozen=True)
class Progress:
    """How far a bulk action has come.

    Attributes:
        done: requests that are done.
        total: all requests of the action.
        seconds_left: about how long the rest will take: at the rate so far, and no faster than the rate limit.
    """

    done: int
    total: int
    seconds_left: float


OnProgress = Callable[[Progress], object]
"""A function that is told of each step, by one thread at a time; a synchronous client calls it in a thread of its own."""
