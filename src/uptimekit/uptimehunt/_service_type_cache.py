"""The cache of service types and their schemas: bounded in number and age, safe to share between threads."""

from __future__ import annotations

import copy
from collections import OrderedDict
from typing import Any, Final

from uptimekit._runtime.clock import Clock
from uptimekit._runtime.locks import Locked

from .errors import ConfigurationError

__all__ = ["CACHE_TTL", "MOST_ENTRIES", "ServiceTypeCache"]

CACHE_TTL: Final = 3600.0
"""Seconds that an answer is kept (the vendor's advice: one hour)."""
MOST_ENTRIES: Final = 64
"""Answers that are kept at most; the least recently used one goes first."""


class ServiceTypeCache(Locked):
    """Answers by the path of their request; with a *ttl* of None nothing is kept.

    Raises ConfigurationError if *ttl* is neither None nor a number of seconds above 0.
    """

    def __init__(self, ttl: float | None, clock: Clock) -> None:
        super().__init__()
        if ttl is not None and (type(ttl) not in (int, float) or not ttl > 0):
            raise ConfigurationError(f"cache_ttl must be seconds above 0, or None for no cache, not {ttl!r}")
        self._ttl = ttl
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Any]] = OrderedDict()

    def get(self, path: str) -> Any:
        """Return a copy of the answer for *path*; None if there is none or it is too old."""
        with self._lock:
            end, answer = self._kept.get(path, (0.0, None))
            if self._clock.monotonic() >= end:
                self._kept.pop(path, None)
                return None
            self._kept.move_to_end(path)
        return copy.deepcopy(answer)

    def put(self, path: str, answer: Any) -> None:
        """Keep a copy of *answer*, which the caller may change."""
        if self._ttl is None:
            return
        kept = copy.deepcopy(answer)
        with self._lock:
            self._kept[path] = (self._clock.monotonic() + self._ttl, kept)
            self._kept.move_to_end(path)
            if len(self._kept) > MOST_ENTRIES:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._kept.clear()
