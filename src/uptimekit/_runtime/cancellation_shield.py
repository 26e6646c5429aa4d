"""A shield against cancellation for calls on httpx's asynchronous transports.

Their pool loses a connection for good if a task is cancelled while it waits for a connection, right after it got one,
between connecting and the first byte, in the handshake behind a proxy, or while the answer is closed.  So the exchange
runs in a separate task.  A caller that is cancelled leaves at once.  The exchange ends at the next step where a
cancellation closes its connection, which may be at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, TypeVar

__all__ = ["CancellationShield"]

T = TypeVar("T")

_OPENS: Final = frozenset(
    {
        "connection.connect_tcp.started",
        "connection.connect_unix_socket.started",
        "connection.start_tls.started",
    }
)
_OPENED: Final = frozenset(
    {
        "connection.connect_tcp.complete",
        "connection.connect_unix_socket.complete",
        "connection.start_tls.complete",
    }
)
_deserted: set[asyncio.Task[Any]] = set()  # the event loop has only weak references to tasks


class CancellationShield:
    """Runs one exchange."""

    def __init__(self) -> None:
        self._safe = False  # whether a cancellation closes the connection where the exchange stands now
        self._tunnels = False  # whether the request under way opens a tunnel through a proxy
        self._deserted = False

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of a step of the transport; raise CancelledError if a deserted exchange can end there."""
        if event.endswith(".send_request_headers.started"):
            self._tunnels = getattr(info.get("request"), "method", b"") == b"CONNECT"
            self._safe = True
        elif event in _OPENS:
            self._safe = True
        elif event in _OPENED or event.endswith(".response_closed.started"):
            self._safe = False
        elif event.endswith(".receive_response_headers.complete"):
            self._safe = not self._tunnels
        if self._deserted and self._safe and event.endswith(".started"):
            raise asyncio.CancelledError

    async def run(self, exchange: Coroutine[Any, Any, T], ended: Callable[[], None]) -> T:
        """Return what *exchange* returns; call *ended* when it has ended, which may be after the caller left."""
        task = asyncio.ensure_future(exchange)
        task.add_done_callback(lambda _: ended())
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            self._deserted = True
            _deserted.add(task)
            task.add_done_callback(_forget)
            if self._safe:
                task.cancel()
            raise
        return task.result()


def _forget(task: asyncio.Task[Any]) -> None:
    _deserted.discard(task)
    if not task.cancelled():
        task.exception()  # nobody else asks for it
