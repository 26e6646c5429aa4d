"""The generated clients of a package, over the loopback server, and calls of both kinds."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apimodel import Api
from uptimekit._runtime import AsyncPager, Pager

from .server import Loopback, Reply, Seen

_NO_MORE = Reply(410)  # to a request that nobody expects


@dataclass(frozen=True)
class Outcome:
    """What a call came to: its result or its error, and its requests."""

    result: Any
    error: Exception | None
    seen: list[Seen]


@dataclass
class Clients:
    """Both clients of one API; *secrets* are those of its schemes."""

    loopback: Loopback
    sync: Any
    asynchronous: Any
    runner: asyncio.Runner
    secrets: dict[str, Any]
    calls: int = 0

    def method(self, call: str) -> Any:
        """Return the method that programs call as *call*, such as ``checks.list``."""
        resource, name = call.split(".")
        return getattr(getattr(self.sync, resource), name)

    def both(
        self, call: str, positional: Sequence[Any], named: dict[str, Any], replies: list[Reply]
    ) -> dict[str, Outcome]:
        """Call a method of both clients, to which the server gives *replies*; return what it came to by their kinds."""
        return {kind: self._call(kind, call, positional, named, replies) for kind in ("sync", "async")}

    def _call(
        self, kind: str, call: str, positional: Sequence[Any], named: dict[str, Any], replies: list[Reply]
    ) -> Outcome:
        waiting = iter(replies)
        self.loopback.seen = []
        self.loopback.answers = lambda _: next(waiting, _NO_MORE)
        self.calls += 1
        resource, name = call.split(".")
        client = self.sync if kind == "sync" else self.asynchronous
        try:
            method = getattr(getattr(client, resource), name)
            made = method(*positional, **named)
            result = self._all(made) if kind == "sync" else self.runner.run(_awaited(made))
        except Exception as error:  # whatever it is, the call went wrong
            return Outcome(None, error, self.loopback.seen)
        return Outcome(result, None, self.loopback.seen)

    @staticmethod
    def _all(made: Any) -> Any:
        return list(made) if isinstance(made, Pager) else made


async def _awaited(made: Any) -> Any:
    return [item async for item in made] if isinstance(made, AsyncPager) else await made


def server_path(name: str) -> str:
    """Return the path of a server's address; each has its own, so that a request to the wrong one shows."""
    return f"/{name}"


@contextmanager
def clients(api: Api, generated: Path, loopback: Loopback) -> Iterator[Clients]:
    """Open both clients of the package that was generated in *generated*."""
    if str(generated) not in sys.path:
        sys.path.insert(0, str(generated))
        importlib.invalidate_caches()
    package = importlib.import_module(f"uptimekit_clients.{api.name}")
    secrets = {c.scheme: f"secret-{number}" for number, c in enumerate(api.credentials)}
    options: dict[str, Any] = {
        **{c.argument: secrets[c.scheme] for c in api.credentials},
        **{server.argument: loopback.address + server_path(server.name) for server in api.servers},
    }
    with asyncio.Runner() as runner, package.Client(**options, retries=0, rate_limit=None) as sync:
        asynchronous = package.AsyncClient(**options, retries=0, rate_limit=None)
        try:
            yield Clients(loopback, sync, asynchronous, runner, secrets)
        finally:
            runner.run(asynchronous.aclose())
