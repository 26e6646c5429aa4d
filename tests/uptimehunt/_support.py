"""Tokens, clocks and clients for the tests of the UptimeHunt facade."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

__all__ = ["FakeClock", "jwt"]


def jwt(lifetime: float | None = 900.0, issued: float = 0.0, **claims: Any) -> str:
    """A token of the right form whose signature nobody checks; without times if *lifetime* is None."""
    times = {} if lifetime is None else {"iat": issued, "exp": issued + lifetime}
    parts = [json.dumps(each).encode() for each in ({"alg": "none"}, {**times, **claims})]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + ".c2ln"


class FakeClock:
    """Time that passes only when somebody sleeps or the test says so."""

    def __init__(self, now: float = 1_768_210_000.0) -> None:
        self.now = now
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)
        await asyncio.sleep(0)
