"""A server for an ASGI application, on a loopback port in a thread, for the time of a `with` block."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Collection, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from uptimekit.sandbox._gate import Gate
from uptimekit.sandbox._middleware import ABORT_EXTENSION

__all__ = ["RunningServer", "serve"]

# How long requests that are still being answered may take once the server is told to stop. Tests want to
# end at once, and a request held up by a latency fault may be minutes from its end.
_DRAIN_SECONDS = 0.25

_TICK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A served application: its address."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The base URL, without a final slash: "http://127.0.0.1:43210"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


@contextmanager
def serve(
    app: ASGIApp,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    hosts: Collection[str] = (),
    cors: bool = False,
) -> Generator[RunningServer]:
    """Serve `app` from a thread of its own until the block ends; `port` 0 takes a free one.

    Requests must name `host`, a loopback address or name, or one of `hosts` in their Host header; others get 421.
    `cors` keeps the CORS headers of the provider, with which any web page may read the answers.

    Connections are accepted from the moment the block is entered. On leaving it, requests in flight get a
    quarter of a second, then are cut off; thread and sockets are gone afterwards. Raises OSError if the
    address cannot be bound.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    # Connections inherit it; asyncio sets it only where proto is named.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = _Server(Gate(app, host, hosts=hosts, cors=cors))
    thread = threading.Thread(target=server.run, args=([listener],), name="uptimekit-sandbox", daemon=True)
    try:
        thread.start()
        server.ready.wait()
        yield RunningServer(host, int(listener.getsockname()[1]))
    finally:
        server.stop()
        thread.join()
        listener.close()


class _Server(uvicorn.Server):
    """uvicorn, made to start and stop without its tenth-of-a-second pauses."""

    def __init__(self, app: ASGIApp) -> None:
        # h11 by name rather than "auto": the abort extension is hung on that protocol class.
        config = uvicorn.Config(
            app, http=_AbortableProtocol, ws="none", lifespan="off", log_config=None, access_log=False
        )
        # uvicorn logs a request that it cancels at shutdown as an application error.
        config.log_level = "critical"
        config.configure_logging()
        super().__init__(config)
        self.ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until stopped; set `ready` even if the start fails."""
        try:
            super().run(sockets)
        finally:
            self.ready.set()

    async def main_loop(self) -> None:
        """Run the loop's ticks until stopped; a stop ends the wait at once."""
        self._loop = asyncio.get_running_loop()
        self.ready.set()
        counter = 0
        while not await self.on_tick(counter):
            counter = (counter + 1) % 10
            with suppress(TimeoutError):
                async with asyncio.timeout(_TICK_SECONDS):
                    await self._wake.wait()

    def stop(self) -> None:
        """Tell the server, from another thread, to leave its loop."""
        self.should_exit = True
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed already: nothing is left to wake
                self._loop.call_soon_threadsafe(self._wake.set)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close listeners, let requests in flight finish briefly, then cut them off."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        tasks = set(self.server_state.tasks)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_DRAIN_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        for listener in sockets or []:
            listener.close()
        await asyncio.sleep(0)  # one turn of the loop, in which closed transports let go of their sockets


class _AbortableProtocol(H11Protocol):
    """HTTP/1.1 that tells the application how to abort the connection a request came on."""

    # The narrower argument type is uvicorn's own.
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        inner = self.app

        async def with_abort(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("extensions", {})[ABORT_EXTENSION] = transport.abort
            await inner(scope, receive, send)

        self.app = with_abort
