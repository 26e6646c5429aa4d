"""The stored pings of a check."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from uptimekit.sandbox.healthchecks._model import Ping
    from uptimekit.sandbox.healthchecks._past_runs import PastRuns

__all__ = ["PingLog"]


class PingLog(Sequence["Ping"]):
    """Pings in the order of their numbers.

    Those of `past` come first and are made when they are looked at, so that a long history takes no memory.
    """

    def __init__(self, past: PastRuns | None = None, keep: int = 0) -> None:
        self._past = past
        last = 0 if past is None else past.pings
        self._numbers = range(max(0, last - keep) + 1, last + 1)
        self._received = deque["Ping"]()

    def append(self, ping: Ping) -> None:
        """Add a ping at the end."""
        self._received.append(ping)

    def prune(self, keep: int) -> None:
        """Drop all but the newest `keep`."""
        surplus = len(self) - keep
        if surplus > 0:
            made = min(surplus, len(self._numbers))
            self._numbers = self._numbers[made:]
            for _ in range(surplus - made):
                self._received.popleft()

    def __len__(self) -> int:
        return len(self._numbers) + len(self._received)

    def __iter__(self) -> Iterator[Ping]:
        yield from map(self._made, self._numbers)
        yield from self._received

    @overload
    def __getitem__(self, place: int) -> Ping: ...
    @overload
    def __getitem__(self, place: slice) -> list[Ping]: ...
    def __getitem__(self, place: int | slice) -> Ping | list[Ping]:
        places = range(len(self))[place]
        return [self._at(one) for one in places] if isinstance(places, range) else self._at(places)

    def _at(self, place: int) -> Ping:
        made = len(self._numbers)
        return self._made(self._numbers[place]) if place < made else self._received[place - made]

    def _made(self, number: int) -> Ping:
        assert self._past is not None  # noqa: S101  (for type checkers: without a past there are no numbers)
        return self._past.ping(number)
