"""What the runtime's tests share: a clock that jumps, a small made-up provider, and one way to drive both clients."""

from __future__ import annotations

import asyncio
import contextvars
import random
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import httpx
from tests import fake_clock

from uptimekit._runtime import (
    AsyncBaseClient,
    BaseClient,
    Credential,
    ErrorShape,
    ListRequest,
    Operation,
    Provider,
    RawResponse,
    Request,
    Server,
    read_json,
    unchanged,
)
from uptimekit._runtime.errors import UptimeKitError

URL = "https://api.example.test"
KEY = "k" * 24  # an obvious placeholder
HTTPX_ERRORS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError)
Handler = Callable[[httpx.Request], httpx.Response]
Step = httpx.Response | BaseException | Callable[[httpx.Request], httpx.Response]

PROVIDER = Provider(
    name="example",
    servers={"base": Server(URL), "ping": Server("https://ping.example.test")},
    credentials={"api_key": Credential("X-Api-Key", env="EXAMPLE_API_KEY")},
    rate_limit_statuses=(429, 420),
    request_id_headers=("x-request-id",),
    error=ErrorShape(message=("/error", "/message"), code=("/code",), details=("/errors",)),
)


def operation(method: str = "GET", **facts: Any) -> Operation:
    """Return an operation on /things with the defaults of its method."""
    facts.setdefault("idempotent", method not in ("POST", "PATCH"))
    facts.setdefault("security", (("api_key",),))
    return Operation(
        facts.pop("id", f"{method.lower()}Things"), method, facts.pop("path", "/things"), **facts
    )


GET = operation("GET")
POST = operation("POST")
DELETE = operation("DELETE", returns_body=False)


def request(op: Operation = GET, **facts: Any) -> ListRequest[Any, Any]:
    """Return a request for *op*, whose answer and whose items are read as JSON has them."""
    readers = {"read": read_json(unchanged), "read_item": unchanged}
    return ListRequest(op, facts.pop("path", op.path), **{**readers, **facts})


class FakeClock(fake_clock.FakeClock):
    """A clock whose time of day is in 2027."""

    def __init__(self, now: float = 1_000.0, epoch: float = 1_800_000_000.0) -> None:
        super().__init__(now, epoch)


class FrozenClock(FakeClock):
    """A clock on which no time passes, whatever one does."""

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


class Script:
    """A transport's handler that plays one step for each request and repeats the last one."""

    def __init__(self, *steps: Step) -> None:
        self.steps = list(steps)
        self.requests: list[httpx.Request] = []

    def __call__(self, sent: httpx.Request) -> httpx.Response:
        self.requests.append(sent)
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(
            step, BaseException
        ):  # may have been made of the other library, by a parameter of the test
            foreign = isinstance(step, HTTPX_ERRORS) and type(step).__module__ != httpx.__name__
            raise getattr(httpx, type(step).__name__)(str(step)) if foreign else step
        if hasattr(step, "status_code"):
            return httpx.Response(step.status_code, headers=step.headers, content=step.content)
        return step(sent)


def network_of(library: Any) -> Any:
    """Return a class of networks that a handler plays; they report to ``trace`` when a fault came before sending."""
    before_sending = (library.ConnectError, library.ConnectTimeout, library.PoolTimeout, library.ProxyError)

    class Played(library.MockTransport):  # type: ignore[misc]
        def handle_request(self, request: Any) -> Any:
            try:
                return super().handle_request(request)
            except before_sending:
                request.extensions["trace"]("connection.connect_tcp.started", {})
                raise

        async def handle_async_request(self, request: Any) -> Any:
            try:
                return await super().handle_async_request(request)
            except before_sending:
                await request.extensions["trace"]("connection.connect_tcp.started", {})
                raise

    return Played


Network = network_of(httpx)


class Driver:
    """Drives the synchronous or the asynchronous client with the same calls."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.clock = FakeClock()
        self._runner: asyncio.Runner | None = None
        self._clients: list[Any] = []

    @property
    def asynchronous(self) -> bool:
        return self.kind == "async"

    def client(
        self,
        handler: Handler | None = None,
        *,
        provider: Provider = PROVIDER,
        urls: Mapping[str, str] | None = None,
        secrets: Mapping[str, Any] | None = None,
        http_client: Any = None,
        **options: Any,
    ) -> Any:
        """Build a client with a fake clock, seeded jitter and, if given, *handler* for a network."""
        servers = {name: server.url for name, server in provider.servers.items()} | dict(urls or {})
        given = dict.fromkeys(provider.credentials, KEY) if secrets is None else secrets
        options.setdefault("clock", self.clock)
        options.setdefault("rng", random.Random(7))
        if handler is not None:
            options["transport"] = Network(handler)
        kind: Any = AsyncBaseClient if self.asynchronous else BaseClient
        client = kind(
            provider, servers=servers, variables={}, secrets=given, http_client=http_client, **options
        )
        self._clients.append(client)
        return client

    def run(self, value: Any) -> Any:
        """Await *value* on the driver's loop, if it has to be awaited."""
        if not self.asynchronous:
            return value
        self._runner = self._runner or asyncio.Runner()
        return self._runner.run(_awaited(value), context=contextvars.copy_context())

    def send(self, client: Any, sent: Request) -> RawResponse:
        """Send one request."""
        answer: RawResponse = self.run(client.send(sent))
        return answer

    def json(self, client: Any, sent: Request) -> Any:
        """Send one request and read its JSON."""
        return self.run(client.call(sent))

    def error(self, client: Any, sent: Request) -> UptimeKitError:
        """Send one request that must fail; return its error."""
        try:
            self.send(client, sent)
        except UptimeKitError as error:
            return error
        raise AssertionError("the call did not fail")

    def take(self, pager: Any, count: int | None = None) -> list[Any]:
        """Read *count* items (or pages) of an iterable, all of them by default, and close it."""
        if not self.asynchronous:
            return _take(pager, count)
        taken: list[Any] = self.run(_atake(pager, count))
        return taken

    def http(self, handler: Handler, **options: Any) -> Any:
        """Return an httpx client of this kind, to be passed in."""
        kind = httpx.AsyncClient if self.asynchronous else httpx.Client
        return kind(transport=Network(handler), **options)

    def keep(self, client: Any) -> Any:
        """Return *client*, which is closed in the end."""
        self._clients.append(client)
        return client

    def close(self, client: Any) -> None:
        """Close *client*."""
        self.run(client.aclose() if self.asynchronous else client.close())

    def finish(self) -> None:
        """Close every client and the loop."""
        try:
            for client in self._clients:
                self.close(client)
        finally:
            if self._runner is not None:
                self._runner.close()


async def _awaited(value: Any) -> Any:
    return await value


def _take(pager: Iterable[Any], count: int | None) -> list[Any]:
    taken = []
    iterator: Any = iter(pager)
    for item in iterator:
        taken.append(item)
        if len(taken) == count:
            break
    iterator.close()
    return taken


async def _atake(pager: Any, count: int | None) -> list[Any]:
    taken = []
    iterator = aiter(pager)
    async for item in iterator:
        taken.append(item)
        if len(taken) == count:
            break
    await iterator.aclose()
    return taken


def ok(body: Any = None, **headers: str) -> httpx.Response:
    """Return a 200 with JSON."""
    return httpx.Response(200, json={} if body is None else body, headers=_dashed(headers))


def status(code: int, body: Any = None, **headers: str) -> httpx.Response:
    """Return an answer with *code*; ``retry_after="2"`` becomes its header."""
    if body is None:
        return httpx.Response(code, headers=_dashed(headers))
    return httpx.Response(code, json=body, headers=_dashed(headers))


def _dashed(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
