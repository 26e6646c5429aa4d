"""Clients under a clock and a die that are the test's own, and canned answers."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, ClassVar

import httpx
from tests import recorder
from tests.fake_clock import FakeClock

from uptimekit.betterstack import UptimeAPI
from uptimekit.sandbox import BetterStackSandbox

TOKEN = "T" * 24
Answer = Callable[[httpx.Request], httpx.Response]


class Recorder(recorder.Recorder):
    """A recorder that answers with an empty listing."""

    default: ClassVar[Any] = {"data": []}


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
