"""The limiter of one key on one server, whose turns the store keeps: it asks, in threads and in tasks."""

from __future__ import annotations

from uptimekit._runtime.errors import SharedStoreError
from uptimekit._runtime.shared_limit import Answer, Reservation

from .limiter_state import LimiterState
from .script import script

__all__ = ["Limiter"]


class Limiter(LimiterState):
    """See :class:`SharedLimiter`; :class:`LimiterState` decides, and this class waits for the store."""

    def carry(self, reservation: Reservation | None, left: float) -> Answer | None:
        """See :class:`SharedLimiter`.  Raises SharedStoreError if the store is away and the limit is strict."""
        exchange = self.begin(reservation, left)
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
        exchange = self.begin(reservation, left)
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
