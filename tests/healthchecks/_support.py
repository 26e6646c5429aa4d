"""Both kinds of client behind one way of calling, under a clock and a die that are the test's own."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import random
from collections.abc import Callable
from typing import Any

import httpx
from tests.fake_clock import FakeClock

from uptimekit.healthchecks import AsyncClient, Check, CheckCreate, Client
from uptimekit.sandbox import Faults, HealthchecksSandbox, ManualClock, Project

AnyClient = Client | AsyncClient
KINDS = ("sync", "async")

API_KEY = "R" * 32
PING_KEY = "p" * 22
UUID = "11111111-2222-4333-8444-555555555555"
NOBODY = "00000000-0000-4000-8000-000000000000"
PINGS = ("success_ping", "start_ping", "fail_ping", "log_ping")


class Caller:
    """Makes clients of one kind, calls their methods, and closes them in the end."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.clock = FakeClock()
        self._runner = asyncio.Runner()
        self._clients: list[AnyClient] = []

    @property
    def client_class(self) -> Any:
        return Client if self.kind == "sync" else AsyncClient

    def client(self, **options: Any) -> Any:
        """A client with the test's clock; the keyword arguments are the constructor's."""
        made = self.client_class(**{"clock": self.clock, "rng": random.Random(0), **options})
        self._clients.append(made)
        return made

    def mocked(self, answer: Callable[[httpx.Request], httpx.Response], **options: Any) -> Any:
        """A client of the hosted service that talks to *answer* instead."""
        defaults = {"api_key": API_KEY, "ping_key": PING_KEY, "rate_limit": None}
        return self.client(transport=httpx.MockTransport(answer), **{**defaults, **options})

    def __call__(self, method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call a method of a client of either kind and return its result."""
        return self.wait(method(*args, **kwargs))

    def wait(self, result: Any) -> Any:
        """Return *result*, awaited if it has to be."""

        async def awaited() -> Any:
            return await result

        if not inspect.isawaitable(result):
            return result
        return self._runner.run(awaited(), context=contextvars.copy_context())

    def trapped(self, trap: Any, job: Callable[[], Any]) -> Any:
        """Run *job* in a ``with`` or ``async with`` of *trap*."""

        async def run() -> Any:
            async with trap:
                return job()

        if self.kind == "async":
            return self.wait(run())
        with trap:
            return job()
        return None  # the trap has swallowed the job's exception

    def close(self) -> None:
        for made in self._clients:
            self.wait(made.close() if isinstance(made, Client) else made.aclose())
        self._runner.close()


class Server:
    """The served sandbox, and clients of it."""

    def __init__(self, url: str, sandbox: HealthchecksSandbox, clock: ManualClock, call: Caller) -> None:
        self.url = url
        self.sandbox = sandbox
        self.clock = clock
        self.call = call

    @property
    def main(self) -> Project:
        return self.sandbox.projects["main"]

    @property
    def other(self) -> Project:
        return self.sandbox.projects["other"]

    @property
    def faults(self) -> Faults:
        return self.sandbox.faults

    def client(self, **options: Any) -> Any:
        """A client of project "main", with its read-write key and its ping key."""
        keys = {"api_key": self.main.api_key, "ping_key": self.main.ping_key}
        return self.call.client(api_url=f"{self.url}/api/", **{**keys, **options})


class Recorder:
    """An answer for ``Caller.mocked`` that keeps the requests it got."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.requests: list[httpx.Request] = []
        self._answers = list(answers) or [httpx.Response(200, text="OK")]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @property
    def paths(self) -> list[str]:
        return [request.url.path for request in self.requests]

    @property
    def bodies(self) -> list[str]:
        return [request.content.decode() for request in self.requests]

    @property
    def rids(self) -> set[str | None]:
        return {request.url.params.get("rid") for request in self.requests}


def make_check(server: Server, client: Any, **fields: Any) -> Check:
    """A check of project "main", with name and slug unless they are given."""
    made: Check = server.call(client.create_check, CheckCreate(**{"name": "Job", "slug": "job", **fields}))
    return made


def uuid_of(check: Check) -> str:
    """The UUID that a read-write key sees."""
    assert check.uuid is not None
    return check.uuid


class JobError(Exception):
    """The job's own."""


def raising(error: BaseException) -> Callable[[], Any]:
    """A job that raises *error*."""

    def job() -> Any:
        raise error

    return job
