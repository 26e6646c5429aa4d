"""Listings whose newest items come first: read no further than needed."""

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
    """Yield what ended at *since* or later, or has not ended; *listing* has what began last first, and is closed."""
    over = 0
    async with aclosing(listing) as found:
        async for each in found:
            end = end_of(each)
            if end is None or end >= since:
                over = 0
                yield each
            elif (over := over + 1) == ENOUGH:
                return
