"""The ASGI application: reads a request, finds its operation, answers."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from uptimekit.sandbox._clock import Clock
from uptimekit.sandbox.statuspage._call import Backend, Call
from uptimekit.sandbox.statuspage._http import InvalidError, RefusalError, error, missing, unprocessable
from uptimekit.sandbox.statuspage._maintenance import tick
from uptimekit.sandbox.statuspage._routes import Operation, Routes

__all__ = ["Application"]

_SCHEME = "OAuth "


@dataclass(slots=True)
class Application:
    """One server. Requests are answered one at a time, under `lock`, so each sees the state of a moment."""

    backend: Backend
    clock: Clock
    routes: Routes
    lock: threading.RLock = field(default_factory=threading.RLock)
    requests: Counter[str] = field(default_factory=lambda: Counter[str]())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection; only HTTP is known."""
        if scope["type"] != "http":
            raise RuntimeError(f"the statuspage sandbox does not speak {scope['type']}")
        request = Request(scope, receive)
        body = await request.body()
        with self.lock:
            response = self._respond(request, body)
        await response(scope, receive, send)

    def _respond(self, request: Request, body: bytes) -> Response:
        # Undecoded: an escaped slash belongs to an id and must not lead to another route.
        path = bytes(request.scope["raw_path"]).decode("ascii")
        match = self.routes.find(request.method, path)
        if match is None:  # decided before the key is looked at
            return missing("path").response
        operation, path_ids = match
        self.requests[operation.name] += 1
        now = self.clock.now()
        tick(self.backend, now)
        try:
            call = Call(
                backend=self.backend,
                query=request.query_params,
                raw_body=body,
                content_type=request.headers.get("content-type", ""),
                path_ids=path_ids,
                now=now,
                authorized=self._admit(operation, request, now),
            )
            return operation.handler(call)
        except RefusalError as refusal:
            return refusal.response
        except InvalidError as invalid:
            shape = self.backend.settings.error_shape
            return unprocessable(invalid.complaints, operation.shape if shape == "mixed" else shape)

    def _admit(self, operation: Operation, request: Request, now: datetime) -> bool:
        """Whether the request has the key; 401 if it needs it, 420 or 429 if it came too soon."""
        header = request.headers.get("authorization", "")
        sent = (
            header.removeprefix(_SCHEME)
            if header.startswith(_SCHEME)
            else request.query_params.get("api_key")
        )
        known = sent == self.backend.api_key
        if operation.public:  # private pages look at the key themselves, and nothing is counted
            return known
        if not known:
            raise RefusalError(error(401, "Could not authenticate"))
        self._count(now)
        return True

    def _count(self, now: datetime) -> None:
        settings = self.backend.settings
        wait = self.backend.limiter.wait(self.backend.api_key, now) if settings.rate_limit else None
        if wait is not None:
            refused = error(settings.rate_limit_status, "Too many requests")
            refused.headers["retry-after"] = str(wait)
            raise RefusalError(refused)
