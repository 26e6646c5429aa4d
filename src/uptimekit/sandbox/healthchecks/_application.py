"""The ASGI application: reads a request, finds its operation, answers."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from uptimekit.sandbox._clock import Clock
from uptimekit.sandbox.healthchecks._backend import Backend
from uptimekit.sandbox.healthchecks._http import HTML, Call, RefusalError, empty, html_page
from uptimekit.sandbox.healthchecks._routes import Route, SharedState, find_route

__all__ = ["Application"]

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_NO_STORE = "max-age=0, no-cache, no-store, must-revalidate, private"
_EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@dataclass(slots=True)
class Application:
    """One server. Requests are answered one at a time, under `lock`, so each sees the state of a moment."""

    backend: Backend
    clock: Clock
    lock: threading.RLock = field(default_factory=threading.RLock)
    requests: Counter[str] = field(default_factory=lambda: Counter[str]())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection; only HTTP is known."""
        if scope["type"] != "http":
            raise RuntimeError(f"the healthchecks sandbox does not speak {scope['type']}")
        request = Request(scope, receive)
        body, too_large = await _read_body(request, self.backend.settings.max_request_body)
        with self.lock:
            response = self._respond(request, body, too_large)
        response.headers.update(_EVERYWHERE)
        await _without_body_on_head(request, response)(scope, receive, send)

    def _respond(self, request: Request, body: bytes, too_large: bool) -> Response:
        now = self.clock.now()
        settings = self.backend.settings
        if settings.alert_daemon:
            self.backend.store.tick(now)
        path = _below(settings.prefix, str(request.scope["path"]))
        host = (request.url.hostname or "").rstrip(".")
        if settings.allowed_hosts is not None and host not in settings.allowed_hosts:
            return html_page(400)
        response = self._answer(request, path, body, too_large, now)
        response.headers["vary"] = "Cookie"
        if response.status_code != 301:
            response.headers["x-frame-options"] = "DENY"
        return response

    def _answer(
        self, request: Request, path: str | None, body: bytes, too_large: bool, now: datetime
    ) -> Response:
        settings = self.backend.settings
        match = None if path is None else find_route(path)
        if path is None or match is None:
            return _elsewhere(request, settings.prefix, path)
        route, params = match
        root = (settings.site_root or f"{request.url.scheme}://{request.url.netloc}").rstrip("/")
        call = Call(
            method=request.method,
            query=request.query_params,
            headers=request.headers,
            raw_body=body,
            body_too_large=too_large,
            client=request.client.host if request.client else None,
            root=root,
            now=now,
            params=params,
            # Below a path of its own the server takes every version for the first (a defect of 3.8.2+).
            version=1 if settings.prefix else int(params.get("version", "3")),
        )
        return self._dispatch(route, call)

    def _dispatch(self, route: Route, call: Call) -> Response:
        if route.family in (SharedState.PAGE, SharedState.BADGE) and call.method not in _SAFE_METHODS:
            return html_page(403)
        handler = route.handler(call.method)
        if handler is None:
            return _completed(route, call, _wrong_method(route, call.method))
        self.requests[handler.__name__] += 1
        try:
            response = handler(self.backend, call)
        except RefusalError as refusal:
            if refusal.bare:
                return refusal.response
            response = refusal.response
        return _completed(route, call, response)


async def _read_body(request: Request, limit: int) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size <= limit:
            parts.append(part)
    # Without a Content-Length the real server sees no body at all: chunks are dropped without a word.
    if "content-length" not in request.headers:
        return b"", False
    return b"".join(parts), size > limit


def _below(prefix: str, path: str) -> str | None:
    return path.removeprefix(prefix) if path.startswith(f"{prefix}/") else None


def _elsewhere(request: Request, prefix: str, path: str | None) -> Response:
    """No route: perhaps a missing final slash, which the server corrects whatever the verb; else a 404."""
    if path is None or path.endswith("/") or find_route(f"{path}/") is None:
        return html_page(404)
    response = empty(301)
    query = f"?{request.url.query}" if request.url.query else ""
    response.headers["location"] = f"{prefix}{path}/{query}"
    return response


def _wrong_method(route: Route, method: str) -> Response:
    if method == "OPTIONS" and route.family in (SharedState.MANAGEMENT, SharedState.BADGE):
        return Response(status_code=204, headers={"content-type": HTML})
    response = empty(405)
    if route.family is SharedState.CALLBACK:
        response.headers["allow"] = ", ".join(route.handlers)
    return response


def _completed(route: Route, call: Call, response: Response) -> Response:
    """Add the CORS and cache headers of the route."""
    if route.family in (SharedState.MANAGEMENT, SharedState.BADGE):
        response.headers["access-control-allow-origin"] = "*"
        response.headers["access-control-allow-headers"] = "X-Api-Key"
        response.headers["access-control-allow-methods"] = ", ".join([*route.handlers, "OPTIONS"])
        response.headers["access-control-max-age"] = "600"
    if route.family in (SharedState.PING, SharedState.BADGE):
        response.headers["cache-control"] = _NO_STORE
        response.headers["expires"] = format_datetime(call.now, usegmt=True)
    return response


def _without_body_on_head(request: Request, response: Response) -> Response:
    # The Content-Length of what GET would have returned stays, as recorded.
    if request.method == "HEAD":
        response.body = b""
    return response
