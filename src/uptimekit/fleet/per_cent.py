"""Shares as per cent, rounded down, so that only what never failed has 100 %."""

from __future__ import annotations

import math

__all__ = ["per_cent"]


def per_cent(share: float, digits: int) -> float:
    """Return a share from 0 to 1 as per cent with so many *digits* after the point, rounded down.

    What floating point alone makes less is not: 0.29 is 29 per cent.
    """
    scale = 10.0**digits
    return math.floor(round(share * 100 * scale, 6)) / scale
