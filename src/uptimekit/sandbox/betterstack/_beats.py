"""Due times of heartbeats, apart from the records, so that a request looks only at the late ones."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import datetime

__all__ = ["Beats"]


@dataclass(slots=True)
class Beats:
    """Tokens in ping URLs, last pings, and deadlines, by id of the heartbeat."""

    by_token: dict[str, str] = field(default_factory=lambda: dict[str, str]())
    last: dict[str, datetime] = field(default_factory=lambda: dict[str, datetime]())
    _due: dict[str, datetime] = field(default_factory=lambda: dict[str, datetime]())
    _queue: list[tuple[datetime, str]] = field(default_factory=lambda: list[tuple[datetime, str]]())

    def expect(self, heartbeat: str, due: datetime) -> None:
        """Set or move a deadline."""
        self._due[heartbeat] = due
        heapq.heappush(self._queue, (due, heartbeat))

    def cancel(self, heartbeat: str) -> None:
        """Take a deadline away, if there is one."""
        self._due.pop(heartbeat, None)

    def forget(self, heartbeat: str) -> None:
        """Forget everything about a heartbeat."""
        self.cancel(heartbeat)
        self.last.pop(heartbeat, None)
        self.by_token = {token: known for token, known in self.by_token.items() if known != heartbeat}

    def overdue(self, now: datetime) -> list[tuple[datetime, str]]:
        """Take out the deadlines that have passed by `now`, in their order."""
        late: list[tuple[datetime, str]] = []
        while self._queue and self._queue[0][0] <= now:
            due, heartbeat = heapq.heappop(self._queue)
            if self._due.get(heartbeat) == due:  # otherwise moved or taken away since
                del self._due[heartbeat]
                late.append((due, heartbeat))
        return late
