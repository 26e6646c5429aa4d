"""Tests of the real clock."""

from __future__ import annotations

import asyncio
import time

import pytest

from uptimekit._runtime.clock import SYSTEM_CLOCK


def test_it_is_the_system_s_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time and sleep are those of the standard library, monotonic and wall clock each in its place."""
    slept: list[float] = []

    async def asleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.setattr(asyncio, "sleep", asleep)
    SYSTEM_CLOCK.sleep(3)
    asyncio.run(SYSTEM_CLOCK.asleep(4))
    assert slept == [3, 4]
    assert time.monotonic() <= SYSTEM_CLOCK.monotonic() <= time.monotonic()
    assert time.time() <= SYSTEM_CLOCK.time() <= time.time()
