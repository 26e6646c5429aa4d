"""Faults on demand: wrong answers, delays and dropped connections, and how often they occur.

A `Fault` with a `status` or with `drop="before"` answers in the provider's place, so the state behind it
stays as it was. `drop="after"` and `drop="mid-body"` let the request through first: the change is made and
the caller never learns of it, which is the case retries have to be careful about.
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

__all__ = ["Drop", "Fault", "Faults", "Injection", "RateLimit"]

_NONE: Mapping[str, str] = MappingProxyType({})

Drop = Literal["before", "after", "mid-body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way to fail. At least one of `status`, `drop` and `latency` must be given.

    status: answer with this HTTP status, `headers` and `body`, without asking the provider.
    drop: break the connection "before" the request is processed, "after" it, or in the middle of the
        response's body ("mid-body"; half of the body is sent). In process, where there is no connection,
        `ConnectionResetError` is raised instead.
    latency: seconds to wait before anything else; alone, the request is then answered as usual.
    match: which requests: a method ("POST"), the beginning of a path ("/ping/"), or both
        ("POST /api/v3/checks/"); "" is every request. The query string is not looked at.
    times: how many requests to hit at most; None is no limit.
    share: the share of matching requests to hit, 0 to 1, drawn from the seed of the `Faults` it is added to.
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
        if self.status is None and self.drop is None and self.latency <= 0:
            raise ValueError("a fault needs a status, a drop or a latency")
        if self.status is not None and self.drop is not None:
            raise ValueError("a fault either answers with a status or drops the connection, not both")
        if not 0 <= self.share <= 1:
            raise ValueError("share must lie between 0 and 1")

    @property
    def label(self) -> str:
        """How `Faults.injected` counts it: "status 503", "drop after" or "latency"."""
        if self.status is not None:
            return f"status {self.status}"
        return "latency" if self.drop is None else f"drop {self.drop}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit:
    """Answer 429 once more than `limit` matching requests came within `seconds`, by the sandbox's clock.

    The window slides, and refused requests do not count towards it. No `Retry-After` is sent unless it is
    put in `headers`: the hosted Healthchecks documents about 100 requests a minute and no such header.
    """

    limit: int = 100
    seconds: float = 60.0
    headers: Mapping[str, str] = field(default_factory=lambda: _NONE)
    body: bytes | str = b""
    match: str = "/api/"


@dataclass(frozen=True, slots=True)
class Injection:
    """What is to happen to one request: a wait, and then perhaps a fault that ends it."""

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
    """The faults of one sandbox, in the order they were added; safe to use from several threads.

    Every latency that matches a request adds up; the first matching status, drop or exceeded rate limit
    ends the search. Shares are drawn from `seed`, one draw for each matching request, so the same requests
    in the same order meet the same faults.
    """

    def __init__(self, clock: Clock, seed: int = 0) -> None:
        self._clock = clock
        self._seed = seed
        self._lock = threading.Lock()
        self._random = random.Random(seed)
        self._armed: list[_Armed | _Window] = []
        self._injected: Counter[str] = Counter()

    def add(self, *faults: Fault | RateLimit) -> None:
        """Arm `faults`, after those that are already there."""
        with self._lock:
            for rule in faults:
                armed = _Window(rule) if isinstance(rule, RateLimit) else _Armed(rule, rule.times)
                self._armed.append(armed)

    def clear(self) -> None:
        """Forget every fault and every count, and start the draws afresh."""
        with self._lock:
            self._armed.clear()
            self._injected.clear()
            self._random = random.Random(self._seed)

    @property
    def injected(self) -> Counter[str]:
        """How often each kind of fault was injected so far: a copy, keyed by `Fault.label`."""
        with self._lock:
            return Counter(self._injected)

    def plan(self, method: str, path: str) -> Injection:
        """Decide what happens to this request, and count it."""
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
