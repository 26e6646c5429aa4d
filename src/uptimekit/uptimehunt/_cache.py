"""A small cache for answers that rarely change: bounded in number and age, safe to share between threads."""

from __future__ import annotations

import copy
from collections import OrderedDict
from typing import Any, Final

from uptimekit._runtime.clock import Clock
from uptimekit._runtime.locks import Locked

from .errors import ConfigurationError

__all__ = ["CACHE_TTL", "MOST_ENTRIES", "Cache"]

CACHE_TTL: Final = 3600.0
"""Seconds that service types and their schemas are kept (the vendor's advice: one hour)."""
MOST_ENTRIES: Final = 64
"""Answers kept at most; the one that was not used for longest goes first."""


class Cache(Locked):
    """Answers by name.  With a *ttl* of None nothing is kept.  Raises ConfigurationError for a *ttl* of no sense."""

    def __init__(self, ttl: float | None, clock: Clock) -> None:
        super().__init__()
        if ttl is not None and (type(ttl) not in (int, float) or not ttl > 0):
            raise ConfigurationError(f"cache_ttl must be seconds above 0, or None for no cache, not {ttl!r}")
        self._ttl = ttl
        self._clock = clock
        self._kept: OrderedDict[tuple[str, ...], tuple[float, Any]] = OrderedDict()

    def get(self, *name: str) -> Any:
        """Return a copy of what was kept under *name*, None if there is nothing or it is too old."""
        with self._lock:
            until, answer = self._kept.get(name, (0.0, None))
            if self._clock.monotonic() >= until:
                self._kept.pop(name, None)
                return None
            self._kept.move_to_end(name)
        return copy.deepcopy(answer)

    def put(self, answer: Any, *name: str) -> None:
        """Keep a copy of *answer*, which its owner may change."""
        if self._ttl is None:
            return
        mine = copy.deepcopy(answer)
        with self._lock:
            self._kept[name] = (self._clock.monotonic() + self._ttl, mine)
            self._kept.move_to_end(name)
            while len(self._kept) > MOST_ENTRIES:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._kept.clear()
