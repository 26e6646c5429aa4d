"""The ASGI middleware in front of a served sandbox: local callers only, and bodies of a bounded size.

An attacker's web page can make a browser on this machine send requests to a loopback port under the attacker's
host name (DNS rebinding). The page may read answers with `Access-Control-Allow-Origin: *`. Therefore the Host header
must name this machine, and the CORS headers of the providers are left out by default.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["MAX_BODY", "Gate"]

MAX_BODY = 16 * 1024 * 1024
"""Bytes of a request body: far above what any provider takes, low enough for a test machine's memory."""

_WILDCARDS = frozenset({"", "0.0.0.0", "::"})  # noqa: S104  # compared with, not listened on


class Gate:
    """Pass requests to `app` whose Host header names this machine.

    bound: the name or address of the listening socket. Loopback addresses and names are always permitted; if the
        socket listens on all addresses, every literal address is too.
    hosts: further permitted names.
    cors: keep the providers' CORS headers, so that web pages may read the answers.
    """

    def __init__(self, app: ASGIApp, bound: str, *, hosts: Collection[str] = (), cors: bool = False) -> None:
        self._app = app
        self._names = {_plain(name) for name in (bound, *hosts)} - _WILDCARDS
        self._any_address = bound in _WILDCARDS
        self._cors = cors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if not self._admits(headers.get(b"host", b"").decode("latin-1")):
            text = "The sandbox answers to names of this machine only, such as localhost; see --allow-host\n"
            await _refuse(421, text, scope, receive, send)
            return
        await self._bounded(headers.get(b"content-length"), scope, receive, self._answering(send))

    def _admits(self, host: str) -> bool:
        name = _plain(_without_port(host))
        if name in self._names or name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or self._any_address

    async def _bounded(self, length: bytes | None, scope: Scope, receive: Receive, send: Send) -> None:
        started, size = False, 0

        async def counting() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > MAX_BODY:
                raise _TooLargeError
            return message

        async def noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            if length is not None and int(length) > MAX_BODY:  # the protocol has seen that it is a number
                raise _TooLargeError
            await self._app(scope, counting, noting)
        except _TooLargeError:
            if not started:
                await _refuse(
                    413, f"A sandbox takes bodies of {MAX_BODY} bytes at most\n", scope, receive, send
                )

    def _answering(self, send: Send) -> Send:
        if self._cors:
            return send

        async def without_cors(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(k, v) for k, v in message["headers"] if not k.lower().startswith(b"access-control-")]
                message = {**message, "headers": kept}
            await send(message)

        return without_cors


class _TooLargeError(Exception):
    """A body is longer than `MAX_BODY`."""


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _plain(name: str) -> str:
    return name.lower().removesuffix(".")


async def _refuse(status: int, text: str, scope: Scope, receive: Receive, send: Send) -> None:
    # Closed, because a body that nobody reads would be taken for the next request.
    await PlainTextResponse(text, status, {"connection": "close"})(scope, receive, send)
