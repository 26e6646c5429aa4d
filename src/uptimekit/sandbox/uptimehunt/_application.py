"""The ASGI application: reads a request, finds its operation, answers."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from uptimekit.sandbox._clock import Clock
from uptimekit.sandbox.uptimehunt._access import admit
from uptimekit.sandbox.uptimehunt._call import Backend, Call
from uptimekit.sandbox.uptimehunt._http import RefusalError, error_reply, nothing
from uptimekit.sandbox.uptimehunt._routes import Found, find_route

__all__ = ["Application"]

_CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, POST, PUT, DELETE, OPTIONS",
    "access-control-allow-headers": "Authorization, Content-Type, X-Auth",
    "access-control-max-age": "86400",
}
_NO_NOTICE: Mapping[str, str] = {}


@dataclass(slots=True)
class Application:
    """One server. Requests are answered one at a time, under `lock`, so each sees the state of a moment.

    notices: headers to add to the answers of an operation, by its name.
    """

    backend: Backend
    clock: Clock
    lock: threading.RLock = field(default_factory=threading.RLock)
    requests: Counter[str] = field(default_factory=lambda: Counter[str]())
    notices: dict[str, Mapping[str, str]] = field(default_factory=lambda: dict[str, Mapping[str, str]]())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection; only HTTP is known."""
        if scope["type"] != "http":
            raise RuntimeError(f"the uptimehunt sandbox does not speak {scope['type']}")
        request = Request(scope, receive)
        body = await request.body()
        with self.lock:
            response = self._respond(request, body)
        response.headers.update(_CORS)
        await response(scope, receive, send)

    def _respond(self, request: Request, body: bytes) -> Response:
        if request.method == "OPTIONS":
            return nothing()
        # Undecoded: an escaped slash belongs to a name and must not lead to another route.
        path = bytes(request.scope["raw_path"]).decode("latin-1")
        now = self.clock.now() + self.backend.settings.clock_skew
        match = find_route(request.method, path)
        try:
            response = self._answer(request, body, match, now)
        except RefusalError as refusal:
            request_id = self.backend.store.request_id()
            response = error_reply(refusal, now=now, path=path, request_id=request_id)
        if match is not None:
            response.headers.update(self.notices.get(match[0].name, _NO_NOTICE))
        return response

    def _answer(self, request: Request, body: bytes, match: Found | None, now: datetime) -> Response:
        if match is None:
            raise RefusalError(404)
        route, ids = match
        self.requests[route.name] += 1
        call = Call(
            backend=self.backend,
            session=admit(self.backend.store, route.access, request.headers, now),
            query=request.query_params,
            raw_body=body,
            ids=ids,
            now=now,
        )
        return route.handler(call)
