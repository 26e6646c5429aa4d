"""Clients of both kinds under a clock of the test's own, and canned answers."""

from __future__ import annotations

import asyncio
import contextvars
import random
from collections.abc import Callable
from typing import Any

import httpx
from tests.fake_clock import FakeClock
from tests.recorder import Recorder

from uptimekit.sandbox import StatuspageSandbox
from uptimekit.statuspage import AsyncClient, AsyncPublicPage, Client, PublicPage

KEY = "K" * 24  # an obvious placeholder
PAGE = "page00000001"
ORGANIZATION = "org000000001"
Answer = Callable[[httpx.Request], Any]  # of a response, or of a coroutine of one


class Driver:
    """Drives clients of one kind, synchronous or asynchronous, with the same calls."""

    def __init__(self, kind: str) -> None:
        self.asynchronous = kind == "async"
        self.clock = FakeClock()
        self._runner: asyncio.Runner | None = None
        self._open: list[Any] = []

    def client(self, answer: Answer | None = None, **options: Any) -> Any:
        """Build a client of the hosted service that talks to *answer* instead."""
        defaults: dict[str, Any] = {
            "api_key": KEY,
            "page_id": PAGE,
            "organization_id": ORGANIZATION,
            "clock": self.clock,
            "rng": random.Random(0),
        }
        if answer is not None:
            defaults["transport"] = httpx.MockTransport(answer)
        kind: Any = AsyncClient if self.asynchronous else Client
        return self._kept(kind(**{**defaults, **options}))

    def page(self, address: str, answer: Answer | None = None, **options: Any) -> Any:
        """Build a public page at *address*, answered by *answer* if that is given."""
        if answer is not None:
            options["transport"] = httpx.MockTransport(answer)
        kind: Any = AsyncPublicPage if self.asynchronous else PublicPage
        return self._kept(kind(address, **{"clock": self.clock, "rng": random.Random(0), **options}))

    def _kept(self, client: Any) -> Any:
        self._open.append(client)
        return client

    def run(self, value: Any) -> Any:
        """Await *value*, if it has to be awaited."""
        if not self.asynchronous:
            return value
        self._runner = self._runner or asyncio.Runner()
        return self._runner.run(_awaited(value), context=contextvars.copy_context())

    def take(self, pager: Any) -> list[Any]:
        """Read a pager to its end."""
        return list(pager) if not self.asynchronous else list(self.run(_collected(pager)))

    def error(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Return the error that a call must raise."""
        try:
            result = self.run(call(*args, **kwargs))
        except Exception as error:
            return error
        raise AssertionError(f"no error, but {result!r}")

    def finish(self) -> None:
        """Close every client and the loop."""
        try:
            for each in self._open:
                self.run(each.close())
        finally:
            if self._runner is not None:
                self._runner.close()


async def _awaited(value: Any) -> Any:
    return await value


async def _collected(pager: Any) -> list[Any]:
    return [item async for item in pager]


def act(driver: Driver, action: str, *args: Any, answer: Any = None, **kwargs: Any) -> tuple[Any, Any]:
    """Do *action* (``components.get``) of a client that gets *answer*; return its result and what was sent."""
    recorder = Recorder({"id": "x"} if answer is None else answer)
    service, name = action.split(".")
    result = driver.run(getattr(getattr(driver.client(recorder), service), name)(*args, **kwargs))
    return result, recorder.sent


class Server:
    """The served sandbox, and what clients of it are built with."""

    def __init__(self, url: str, sandbox: StatuspageSandbox) -> None:
        self.url = url
        self.sandbox = sandbox

    @property
    def options(self) -> dict[str, Any]:
        return {
            "api_key": self.sandbox.api_key,
            "page_id": self.sandbox.page_id,
            "organization_id": self.sandbox.organization_id,
            "base_url": self.url,
        }

    @property
    def public_address(self) -> str:
        return f"{self.url}{self.sandbox.public_path()}"
