"""Clients under a clock and a die that are the test's own, and canned answers."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import httpx

from uptimekit.betterstack import UptimeAPI
from uptimekit.sandbox import BetterStackSandbox

TOKEN = "T" * 24
Answer = Callable[[httpx.Request], httpx.Response]


class FakeClock:
    """Time for a client: waiting moves it on at once and is written down."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)


class Recorder:
    """Answers in turn, the last one for ever, and keeps the requests it got."""

    def __init__(self, *answers: Any) -> None:
        self.requests: list[httpx.Request] = []
        self._answers = [_response(answer) for answer in answers] or [httpx.Response(200, json={"data": []})]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @property
    def sent(self) -> list[tuple[str, str, dict[str, Any], Any]]:
        """Method, path, query and JSON body of each request."""
        return [
            (each.method, each.url.path, dict(each.url.params), json.loads(each.content or "null"))
            for each in self.requests
        ]

    @property
    def last(self) -> tuple[str, str, dict[str, Any], Any]:
        """The newest of :attr:`sent`."""
        return self.sent[-1]


def _response(answer: Any) -> httpx.Response:
    if isinstance(answer, httpx.Response):
        return answer
    return httpx.Response(answer) if isinstance(answer, int) else httpx.Response(200, json=answer)


def mocked(answer: Answer, **options: Any) -> UptimeAPI:
    """A client of the hosted service that talks to *answer* instead."""
    defaults: dict[str, Any] = {
        "clock": FakeClock(),
        "rng": random.Random(0),
        "transport": httpx.MockTransport(answer),
    }
    return UptimeAPI(**{"bearer_token": TOKEN, **defaults, **options})


def resource(kind: str, number: int | str = 1, /, **attributes: Any) -> dict[str, Any]:
    """One resource, as the server sends it."""
    return {"id": str(number), "type": kind, "attributes": attributes}


def one(kind: str, number: int | str = 1, /, **attributes: Any) -> dict[str, Any]:
    """The envelope of one resource."""
    return {"data": resource(kind, number, **attributes)}


def listed(*resources: dict[str, Any], page: int = 1, last: int | None = 1, host: str = "") -> dict[str, Any]:
    """A page of a list; *last* None: the server does not tell which page is the last."""
    base = f"https://{host or 'uptime.betterstack.com'}/api/v2/monitors?page="
    more = last is None or page < last
    links = {"first": f"{base}1", "prev": None, "next": f"{base}{page + 1}" if more else None}
    return {
        "data": list(resources),
        "pagination": links | ({} if last is None else {"last": f"{base}{last}"}),
    }


class Server:
    """The served sandbox, and clients of it."""

    def __init__(self, url: str, sandbox: BetterStackSandbox) -> None:
        self.url = url
        self.sandbox = sandbox

    @property
    def base_url(self) -> str:
        return f"{self.url}/api/v2/"

    def api(self, token: str | None = None, **options: Any) -> UptimeAPI:
        """A client of team "main" that never really waits."""
        given = token or self.sandbox.teams["main"].token
        defaults: dict[str, Any] = {"clock": FakeClock(), "rng": random.Random(0), "base_url": self.base_url}
        return UptimeAPI(given, **{**defaults, **options})
