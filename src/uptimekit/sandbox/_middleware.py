"""The ASGI middleware that causes faults."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from uptimekit.sandbox._faults import Fault, Faults

__all__ = ["ABORT_EXTENSION", "FaultMiddleware", "Sleep"]

Sleep = Callable[[float], Awaitable[None]]

ABORT_EXTENSION = "uptimekit.sandbox.abort"
"""Key in the ASGI scope's `extensions` under which our server puts a function that aborts the connection."""


class FaultMiddleware:
    """Apply `faults` to HTTP requests, and pass on the others."""

    def __init__(self, app: ASGIApp, faults: Faults, sleep: Sleep = asyncio.sleep) -> None:
        self._app = app
        self._faults = faults
        self._sleep = sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        injection = self._faults.plan(scope["method"], scope["path"])
        if injection.latency:
            await self._sleep(injection.latency)
        fault = injection.fault
        if fault is None:
            await self._app(scope, receive, send)
        elif fault.status is not None:
            await _answer(fault, fault.status, scope, receive, send)
        else:
            await self._drop(fault, scope, receive, send)

    async def _drop(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.drop == "after":
            await self._app(scope, receive, _swallow)
        elif fault.drop == "mid-body":
            await self._app(scope, receive, _halving(send))
        await _abort(scope, receive)


async def _answer(fault: Fault, status: int, scope: Scope, receive: Receive, send: Send) -> None:
    headers = {"content-type": "text/html; charset=utf-8", **{k.lower(): v for k, v in fault.headers.items()}}
    await Response(fault.body, status, headers)(scope, receive, send)


async def _swallow(message: Message) -> None:
    del message


def _halving(send: Send) -> Send:
    """A `send` that passes the headers and the first half of the body, under the full Content-Length."""
    done = False

    async def half(message: Message) -> None:
        nonlocal done
        if message["type"] == "http.response.start":
            await send(message)
        elif not done:
            done = True
            body = message.get("body", b"")
            await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})

    return half


async def _abort(scope: Scope, receive: Receive) -> None:
    abort = scope.get("extensions", {}).get(ABORT_EXTENSION)
    if abort is None:
        raise ConnectionResetError("the sandbox dropped the connection because of a fault")
    abort()
    # Returning before the server has noticed the loss would make it report an unanswered request.
    while (await receive())["type"] != "http.disconnect":
        pass
