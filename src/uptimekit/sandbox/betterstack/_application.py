"""The ASGI application: reads a request, finds its operation, answers."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from uptimekit.sandbox._clock import Clock
from uptimekit.sandbox.betterstack._call import Backend, Call
from uptimekit.sandbox.betterstack._heartbeats import tick
from uptimekit.sandbox.betterstack._http import (
    InvalidError,
    RefusalError,
    empty,
    errors,
    json_reply,
    unprocessable,
)
from uptimekit.sandbox.betterstack._routes import Operation, Routes
from uptimekit.sandbox.betterstack._tokens import Access

__all__ = ["Application"]

_DOCS = "https://betterstack.com/docs/uptime/api/"


@dataclass(slots=True)
class Application:
    """One server. Requests are answered one at a time, under `lock`, so each sees the state of a moment."""

    backend: Backend
    clock: Clock
    routes: Routes
    lock: threading.RLock = field(default_factory=threading.RLock)
    requests: Counter[str] = field(default_factory=lambda: Counter[str]())
    answered: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection; only HTTP is known."""
        if scope["type"] != "http":
            raise RuntimeError(f"the betterstack sandbox does not speak {scope['type']}")
        request = Request(scope, receive)
        body = await request.body()
        with self.lock:
            response = self._respond(request, body)
            self.answered += 1
            response.headers["x-request-id"] = f"sandbox-{self.answered}"
        await response(scope, receive, send)

    def _respond(self, request: Request, body: bytes) -> Response:
        now = self.clock.now()
        tick(self.backend, now)
        # Undecoded: an escaped slash belongs to an id and must not lead to another route.
        path = bytes(request.scope["raw_path"]).decode("ascii")
        route = self.routes.find(request.method, path)
        if route is None:  # decided before the token is looked at
            unknown = {"errors": f"Nothing answers {request.method} {path}", "see_docs": _DOCS}
            return json_reply(unknown, 404)
        operation, ids = route
        self.requests[operation.name] += 1
        try:
            access = self._access(operation, request)
            call = Call(
                backend=self.backend,
                access=access,
                method=request.method,
                path=path,
                root=f"{request.url.scheme}://{request.url.netloc}",
                query=request.query_params,
                raw_body=body,
                ids=ids,
                now=now,
            )
            return operation.handler(call)
        except RefusalError as refusal:
            return refusal.response
        except InvalidError as invalid:
            return unprocessable(invalid.complaints, self.backend.settings.error_shape)

    def _access(self, operation: Operation, request: Request) -> Access:
        if operation.public:
            return Access(None, readonly=False)
        store = self.backend.store
        access = store.tokens.authorize(store.teams.values(), request.headers.get("authorization"))
        if access.readonly and request.method != "GET":
            refused = empty(403) if operation.empty_403 else errors(403, "This token is read-only")
            raise RefusalError(refused)
        return access
