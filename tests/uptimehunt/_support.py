"""Tokens, clocks and clients for the tests of the UptimeHunt facade."""

from __future__ import annotations

import asyncio
import base64
import json
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from tests import fake_clock

from uptimekit import AsyncPager, Event, Pager, UptimeKitError
from uptimekit.sandbox import ManualClock, UptimeHuntSandbox
from uptimekit.uptimehunt import AsyncClient, Client

__all__ = ["KINDS", "FakeClock", "Server", "SharedClock", "User", "jwt"]

KINDS = ("sync", "async")


def jwt(lifetime: float | None = 900.0, issued: float = 0.0, **claims: Any) -> str:
    """A token of the right form whose signature nobody checks; without times if *lifetime* is None."""
    times = {} if lifetime is None else {"iat": issued, "exp": issued + lifetime}
    parts = [json.dumps(each).encode() for each in ({"alg": "none"}, {**times, **claims})]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + ".c2ln"


class FakeClock(fake_clock.FakeClock):
    """A clock that stands in January 2026."""

    def __init__(self, now: float = 1_768_210_000.0) -> None:
        super().__init__(now)


class SharedClock:
    """The sandbox's clock as a client's: who waits moves it on; *skew* is how far the client's is wrong."""

    def __init__(self, clock: ManualClock, skew: float = 0.0) -> None:
        self._clock = clock
        self._skew = skew
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self._clock.now().timestamp()

    def time(self) -> float:
        return self.monotonic() + self._skew

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._clock.advance(seconds)

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)
        await asyncio.sleep(0)


@dataclass(frozen=True)
class Server:
    """A sandbox behind a socket, and its clock."""

    url: str
    sandbox: UptimeHuntSandbox
    manual: ManualClock

    @property
    def base_url(self) -> str:
        return f"{self.url}/api/v1"

    def count(self, operation: str) -> int:
        """How often an operation was asked for."""
        return self.sandbox.requests[operation]


class User:
    """A client of either kind with one way to call both: ``user("services.get", 7)``; pagers give lists."""

    def __init__(self, kind: str, server: Server, *, skew: float = 0.0, **options: Any) -> None:
        self.kind = kind
        self.server = server
        self.clock = SharedClock(server.manual, skew)
        self.events: list[Event] = []
        if not options.keys() & {
            "email",
            "access_token",
            "refresh_token",
            "prober_token",
            "token_store",
            "nobody",
        }:
            options |= {"email": server.sandbox.email, "password": server.sandbox.password}
        options.pop("nobody", None)
        hooks = [self.events.append, *options.pop("hooks", ())]
        self._runner = asyncio.Runner() if kind == "async" else None
        made = AsyncClient if kind == "async" else Client
        self.client: Any = made(
            base_url=server.base_url, clock=self.clock, hooks=hooks, rng=random.Random(7), **options
        )

    def another(self, **options: Any) -> User:
        """A further user of the same kind; to be closed by the caller."""
        return User(self.kind, self.server, **options)

    def __call__(self, method: str, *arguments: Any, **named: Any) -> Any:
        return self.run(attrgetter(method)(self.client)(*arguments, **named))

    def run(self, value: Any) -> Any:
        """Await what has to be awaited, and read listings to their end."""
        if isinstance(value, AsyncPager):
            value = _read(value)
        if self._runner is not None and asyncio.iscoroutine(value):
            return self._runner.run(value)
        return list(value) if isinstance(value, Pager) else value

    def together(self, method: str, count: int, *arguments: Any) -> list[Any]:
        """Call *method* from *count* threads or tasks at once; return what each returned or raised."""
        called = attrgetter(method)(self.client)
        if self._runner is not None:

            async def gather() -> list[Any]:
                return list(
                    await asyncio.gather(*(called(*arguments) for _ in range(count)), return_exceptions=True)
                )

            return self._runner.run(gather())
        gate = threading.Barrier(count)

        def work(_: int) -> Any:
            gate.wait()
            try:
                return called(*arguments)
            except UptimeKitError as error:
                return error

        with ThreadPoolExecutor(count) as threads:
            return list(threads.map(work, range(count)))

    def close(self) -> None:
        self.run(self.client.aclose() if self.kind == "async" else self.client.close())
        if self._runner is not None:
            self._runner.close()

    def __enter__(self) -> User:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


async def _read(pager: AsyncPager[Any]) -> list[Any]:
    return [item async for item in pager]
