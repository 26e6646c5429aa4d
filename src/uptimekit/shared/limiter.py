"""The limiter of one key on one server, whose turns the store keeps: it asks, in threads and in tasks."""

from __future__ import annotations

from time import monotonic

from uptimekit._runtime.errors import SharedStoreError
from uptimekit._runtime.shared_limit import Answer, Reservation

from .exchange import Exchange
from .limiter_state import LimiterState
from .script import script

__all__ = ["Limiter"]


class Limiter(LimiterState):
    """See :class:`SharedLimiter`; :class:`LimiterState` decides, and this class waits for the store.

    Callers queue before they ask, and decide after it: when the store is away, those that wait see it by the first.
    """

    def carry(self, reservation: Reservation | None, left: float) -> Answer | None:
        """See :class:`SharedLimiter`.  Raises SharedStoreError if the store is away and the limit is strict."""
        if reservation is None and not self.owes:
            return None
        began = monotonic()
        leave = self.connection.queue.take(self._patience(reservation, left))
        try:
            return self._exchange(self.begin(reservation, left, monotonic() - began))
        finally:
            if leave is not None:
                leave()

    def _exchange(self, exchange: Exchange) -> Answer | None:
        try:
            while exchange.question:
                try:
                    text = self.connection.run(script(), self.keys, [exchange.question], exchange.left)
                except SharedStoreError as error:
                    self.failed(exchange, error.message)
                else:
                    self.answered(exchange, text)
        finally:
            self.end(exchange)
        return exchange.result()

    async def acarry(self, reservation: Reservation | None, left: float) -> Answer | None:
        """See :meth:`carry`."""
        from asyncio import sleep  # a program that never awaits does not pay for it

        if reservation is None and not self.owes:
            return None
        began = monotonic()
        leave = await self.connection.loop_queue().take(self._patience(reservation, left))
        try:
            await sleep(0)  # thousands of tasks may begin at once: the time-out must not run while they do
            return await self._aexchange(self.begin(reservation, left, monotonic() - began))
        finally:
            if leave is not None:
                leave()

    async def _aexchange(self, exchange: Exchange) -> Answer | None:
        try:
            while exchange.question:
                try:
                    text = await self.connection.arun(script(), self.keys, [exchange.question], exchange.left)
                except SharedStoreError as error:
                    self.failed(exchange, error.message)
                else:
                    self.answered(exchange, text)
        finally:
            self.end(exchange)
        return exchange.result()

    def _patience(self, reservation: Reservation | None, left: float) -> float:
        """Return the seconds to queue: a call that has ended, and has something to tell, does not wait for long."""
        return left if reservation is not None else min(left, self.connection.timeout)
