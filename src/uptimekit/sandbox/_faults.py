"""Faults on demand: wrong answers, delays and dropped connections, and how often they occur.

A `Fault` with a `status` or with `drop="before"` replaces the answer of the provider, whose state stays the same.
With `drop="after"` and `drop="mid-body"` the request is processed first: the change is made, but the caller does
not get the answer. Retries must handle this case with care.
"""

from __future__ import annotations

import random
import threading
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal

from uptimekit.sandbox._clock import Clock
from uptimekit.sandbox._spelling import check_value, named

__all__ = ["Drop", "Fault", "Faults", "Injection", "RateLimit"]

_NONE: Mapping[str, str] = MappingProxyType({})

Drop = Literal["before", "after", "mid-body"]


@named
@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault. At least one of `status`, `drop` and `latency` must be given.

    status: answer with this HTTP status, `headers` and `body`; the provider does not get the request.
    drop: break the connection "before" the request is processed, "after" it, or in the middle of the
        response's body ("mid-body"; half of the body is sent). In process, where there is no connection,
        `ConnectionResetError` is raised instead.
    latency: seconds to wait first; without `status` and `drop`, the request is then answered as usual.
    match: the requests that match: a method ("POST"), the beginning of a path ("/ping/"), or both
        ("POST /api/v3/checks/"); "" is every request. The query string is ignored.
    times: the largest number of affected requests; None is no limit.
    share: the share of matching requests that are affected, 0 to 1, drawn from the seed of `Faults`.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: _NONE)
    body: bytes | str = b""
    drop: Drop | None = None
    latency: float = 0.0
    match: str = ""
    times: int | None = None
    share: float = 1.0

    def __post_init__(self) -> None:
        if self.drop is not None:
            check_value("drop", self.drop, Drop)
        if self.status is None and self.drop is None and self.latency <= 0:
            raise ValueError("a fault needs a status, a drop or a latency")
        if self.status is not None and self.drop is not None:
            raise ValueError("a fault either answers with a status or drops the connection, not both")
        if not 0 <= self.share <= 1:
            raise ValueError("share must lie between 0 and 1")

    @property
    def label(self) -> str:
        """The key in `Faults.injected`: "status 503", "drop after" or "latency"."""
        if self.status is not None:
            return f"status {self.status}"
        return "latency" if self.drop is None else f"drop {self.drop}"


@named
@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit:
    """Answer 429 after more than `limit` matching requests within `seconds`, by the sandbox's clock.

    The window slides, and refused requests do not count. `Retry-After` is sent only if `headers` has it: the hosted
    Healthchecks documents about 100 requests a minute and no such header.
    """

    limit: int = 100
    seconds: float = 60.0
    headers: Mapping[str, str] = field(default_factory=lambda: _NONE)
    body: bytes | str = b""
    match: str = "/api/"


@dataclass(frozen=True, slots=True)
class Injection:
    """The effect on one request: a wait, and then perhaps a fault that ends it."""

    latency: float = 0.0
    fault: Fault | None = None


@dataclass(slots=True)
class _Armed:
    fault: Fault
    left: int | None


@dataclass(slots=True)
class _Window:
    rule: RateLimit
    passed: deque[datetime] = field(default_factory=lambda: deque[datetime]())

    def admits(self, now: datetime) -> bool:
        horizon = now - timedelta(seconds=self.rule.seconds)
        while self.passed and self.passed[0] <= horizon:
            self.passed.popleft()
        if len(self.passed) >= self.rule.limit:
            return False
        self.passed.append(now)
        return True


class Faults:
    """The faults of one sandbox, in the order in which they were added; safe to use from several threads.

    All latencies that match a request are added up; of the other faults and exceeded rate limits, the first that
    matches applies. Shares are drawn from `seed`, once for each matching request, so that the same requests in the
    same order have the same faults.
    """

    def __init__(self, clock: Clock, seed: int = 0) -> None:
        self._clock = clock
        self._seed = seed
        self._lock = threading.Lock()
        self._random = random.Random(seed)
        self._armed: list[_Armed | _Window] = []
        self._injected: Counter[str] = Counter()

    def add(self, *faults: Fault | RateLimit) -> None:
        """Add `faults` after the present ones."""
        with self._lock:
            for rule in faults:
                armed = _Window(rule) if isinstance(rule, RateLimit) else _Armed(rule, rule.times)
                self._armed.append(armed)

    def clear(self) -> None:
        """Remove all faults and counts, and restart the random draws."""
        with self._lock:
            self._armed.clear()
            self._injected.clear()
            self._random = random.Random(self._seed)

    @property
    def injected(self) -> Counter[str]:
        """Numbers of injected faults by `Fault.label`: a copy."""
        with self._lock:
            return Counter(self._injected)

    def plan(self, method: str, path: str) -> Injection:
        """Return the effect on this request, and count it."""
        with self._lock:
            latency = 0.0
            for rule in self._armed:
                fault = self._hit(rule, method, path)
                if fault is None:
                    continue
                self._injected[fault.label] += 1
                latency += fault.latency
                if fault.label != "latency":
                    return Injection(latency, fault)
            return Injection(latency)

    def _hit(self, rule: _Armed | _Window, method: str, path: str) -> Fault | None:
        if isinstance(rule, _Window):
            limit = rule.rule
            if not _matches(limit.match, method, path) or rule.admits(self._clock.now()):
                return None
            return Fault(status=429, headers=limit.headers, body=limit.body)
        if not _matches(rule.fault.match, method, path) or rule.left == 0:
            return None
        if rule.fault.share < 1 and self._random.random() >= rule.fault.share:
            return None
        if rule.left is not None:
            rule.left -= 1
        return rule.fault


def _matches(match: str, method: str, path: str) -> bool:
    wanted, _, prefix = match.partition(" ") if not match.startswith("/") else ("", "", match)
    return (not wanted or wanted.upper() == method) and path.startswith(prefix.strip())
