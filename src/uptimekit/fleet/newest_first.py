"""Listings of what began and ended: read no further than needed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from datetime import datetime
from typing import TypeVar

from .constants import ENOUGH

__all__ = ["going_on_since"]

T = TypeVar("T")


async def going_on_since(
    listing: AsyncGenerator[T, None],
    since: datetime,
    end_of: Callable[[T], datetime | None],
) -> AsyncGenerator[T, None]:
    """Yield what ended at *since* or later, or has not ended; *listing* is closed.

    A listing that has the newest first is read no further than :data:`~.constants.ENOUGH` items that ended earlier.  One
    that has the oldest first, as far as such items tell, is read to its end.
    """
    over, first = 0, since
    async with aclosing(listing) as found:
        async for each in found:
            end = end_of(each)
            if end is None or end >= since:
                over = 0
                yield each
                continue
            first = first if over else end
            over += 1
            if over >= ENOUGH and end <= first:
                return
