"""The rate limit: a number of requests for each key in a rolling minute."""

from __future__ import annotations

import math
from collections import deque
from datetime import datetime, timedelta

from uptimekit.sandbox.statuspage._settings import RATE_LIMIT, RATE_SECONDS

__all__ = ["RateLimiter"]

_WINDOW = timedelta(seconds=RATE_SECONDS)


class RateLimiter:
    """Counts the requests of each key that were let through."""

    def __init__(self) -> None:
        self._passed: dict[str, deque[datetime]] = {}

    def wait(self, key: str, now: datetime) -> int | None:
        """Seconds until the next request of this key is let through, rounded up; None if this one is."""
        passed = self._passed.setdefault(key, deque())
        while passed and passed[0] + _WINDOW <= now:
            passed.popleft()
        if len(passed) < RATE_LIMIT:
            passed.append(now)
            return None
        return math.ceil((passed[0] + _WINDOW - now).total_seconds())
