"""The runs that a check has behind it when a sandbox starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zlib import crc32

from uptimekit.sandbox.healthchecks._model import Flip, Ping, PingType, State

__all__ = ["PERIOD", "PastRuns"]

PERIOD = timedelta(hours=1)
_LONGEST = 600  # seconds of a run
_FAILS_EVERY = 25
_FAILED = 12  # the newest failure, counted in runs from the last one, which succeeded


@dataclass(frozen=True, slots=True)
class PastRuns:
    """One run an hour, with a ping at its start and another at its end; every 25th run failed.

    check: the UUID, which the times depend on.
    pings: how many there were. The newest ping ends a run; an odd number begins with the end of one.
    until: the moment before which the last run ended, by less than an hour.
    """

    check: UUID
    pings: int
    until: datetime

    def ping(self, number: int) -> Ping:
        """The ping with this number; the first one has 1."""
        run, starts = divmod(self.pings - number, 2)
        at = self._end(run)
        return Ping(
            type=PingType.START if starts else PingType.FAIL if _failed(run) else PingType.SUCCESS,
            date=at - timedelta(seconds=self._draw("length", run) % _LONGEST + 1) if starts else at,
            n=number,
            scheme="https",
            remote_addr="192.0.2.1",
            method="GET",
            ua="curl/8.5.0",
            rid=None,
            body=b"",
        )

    def flips(self, kept: timedelta) -> list[Flip]:
        """The changes of status of the last `kept`, oldest first."""
        return list(self._flips(self.until - kept))

    def _flips(self, since: datetime) -> Iterator[Flip]:
        stored = State.NEW
        for run in reversed(range((self.pings + 1) // 2)):
            state = State.DOWN if _failed(run) else State.UP
            if state is not stored and (at := self._end(run)) >= since:
                yield Flip(at, state)
            stored = state

    def _end(self, run: int) -> datetime:
        """When a run ended; they are counted from the last one, 0."""
        drawn = self._draw("end")
        ago = timedelta(seconds=drawn % int(PERIOD.total_seconds() - _LONGEST), microseconds=drawn % 1000)
        return self.until - ago - run * PERIOD

    def _draw(self, *what: object) -> int:
        return crc32(f"{self.check} {what}".encode())


def _failed(run: int) -> bool:
    return run % _FAILS_EVERY == _FAILED
