"""A listing is read no further than needed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta

from uptimekit.fleet.constants import ENOUGH
from uptimekit.fleet.newest_first import going_on_since

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)


def listed_until(ends: list[datetime | None]) -> tuple[list[int], int, bool]:
    """Which of the items with these ends were found, how many were read, and whether the listing was closed."""
    read, closed = 0, False

    async def listing() -> AsyncGenerator[int, None]:
        nonlocal read, closed
        try:
            for number in range(len(ends)):
                read += 1
                yield number
        finally:
            closed = True

    async def found() -> list[int]:
        return [each async for each in going_on_since(listing(), NOON, lambda number: ends[number])]

    return asyncio.run(found()), read, closed


def test_what_ended_earlier_is_left_out() -> None:
    """What has no end and what ended at the given time or later is found, also behind what ended earlier."""
    earlier = NOON - timedelta(seconds=1)
    assert listed_until([None, earlier, NOON, earlier, NOON + timedelta(days=1)])[0] == [0, 2, 4]


def test_the_listing_ends_when_all_has_been_over_for_long() -> None:
    """After enough in a row that ended earlier no more is read, and the listing is closed."""
    earlier = NOON - timedelta(days=1)
    found, read, closed = listed_until(
        [None, *[earlier] * (ENOUGH - 1), NOON, *[earlier] * (ENOUGH + 50), None]
    )
    assert found == [0, ENOUGH]
    assert read == 2 * ENOUGH + 1
    assert closed


def test_a_listing_with_the_oldest_first_is_read_to_its_end() -> None:
    """Where the ends of what is over rise, what is asked for comes last, however much came before."""
    rising = [NOON - timedelta(days=1) + timedelta(seconds=number) for number in range(2 * ENOUGH)]
    found, read, closed = listed_until([*rising, NOON, None])
    assert found == [2 * ENOUGH, 2 * ENOUGH + 1]
    assert read == 2 * ENOUGH + 2
    assert closed
