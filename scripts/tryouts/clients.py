"""The generated clients of a package, over the loopback server, and calls of both kinds."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import operator
import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from apimodel import Api
from uptimekit._runtime import AsyncPager, Pager

from .server import Loopback, Reply, Seen

_NO_MORE = Reply(410)  # to a request that nobody expects


@dataclass(frozen=True)
class Call:
    """A call as programs make it: ``checks.list`` as *method*, what the path holds, and named arguments."""

    method: str
    positional: Sequence[Any] = ()
    named: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a call came to: its result or its error, and its requests."""

    result: Any
    error: Exception | None
    seen: list[Seen]


@dataclass
class Clients:
    """The clients of one API that was generated, made as they are needed.

    Attributes:
        arguments: the constructor's argument for each security scheme.
        secrets: a secret for each of them.
        calls: how many calls were made.
    """

    api: Api
    loopback: Loopback
    package: ModuleType
    runner: asyncio.Runner
    stack: ExitStack
    arguments: dict[str, str]
    secrets: dict[str, Any]
    calls: int = 0
    _pairs: dict[frozenset[str], dict[str, Any]] = field(default_factory=dict)

    def method(self, call: str) -> Any:
        """Return the method that programs call as *call*, such as ``checks.list``."""
        return operator.attrgetter(call)(self._pair(frozenset(self.secrets))["sync"])

    def both(
        self, call: Call, replies: list[Reply], schemes: Collection[str] | None = None
    ) -> dict[str, Outcome]:
        """Make a call with both clients, to which the server gives *replies*; return what it came to by their kinds.

        The clients have the secrets of *schemes*, or of all.
        """
        pair = self._pair(frozenset(self.secrets if schemes is None else schemes))
        return {kind: self._call(client, call, replies) for kind, client in pair.items()}

    def _call(self, client: Any, call: Call, replies: list[Reply]) -> Outcome:
        waiting = iter(replies)
        self.loopback.seen = []
        self.loopback.answers = lambda _: next(waiting, _NO_MORE)
        self.calls += 1
        try:
            made = operator.attrgetter(call.method)(client)(*call.positional, **call.named)
            if isinstance(made, Pager):
                made = list(made)
            elif inspect.isawaitable(made) or isinstance(made, AsyncPager):
                made = self.runner.run(_awaited(made))
        except Exception as error:  # whatever it is, the call went wrong
            return Outcome(None, error, self.loopback.seen)
        return Outcome(made, None, self.loopback.seen)

    def _pair(self, schemes: frozenset[str]) -> dict[str, Any]:
        if schemes not in self._pairs:
            options: dict[str, Any] = {
                **{
                    self.arguments[scheme]: self.secrets[scheme]
                    for scheme in schemes
                    if scheme in self.secrets
                },
                **{s.argument: self.loopback.address + server_path(s.name) for s in self.api.servers},
            }
            client = self.package.Client(**options, retries=0, rate_limit=None)
            other = self.package.AsyncClient(**options, retries=0, rate_limit=None)
            self.stack.callback(client.close)
            self.stack.callback(lambda: self.runner.run(other.aclose()))
            self._pairs[schemes] = {"sync": client, "async": other}
        return self._pairs[schemes]


async def _awaited(made: Any) -> Any:
    return [item async for item in made] if isinstance(made, AsyncPager) else await made


def server_path(name: str) -> str:
    """Return the path of a server's address; each has its own, so that a request to the wrong one shows."""
    return f"/{name}"


@contextmanager
def clients(api: Api, generated: Path, loopback: Loopback, origins: Mapping[str, str]) -> Iterator[Clients]:
    """Open the clients of the package that was generated in *generated*; no secret of the user's may be sent.

    *origins* tells where the document has the security schemes, which may have other names there.
    """
    for credential in api.credentials:
        os.environ.pop(credential.env or "", None)
    if str(generated) not in sys.path:
        sys.path.insert(0, str(generated))
        importlib.invalidate_caches()
    package = importlib.import_module(f"uptimekit_clients.{api.name}")
    schemes = {_written(c.scheme, origins): c for c in api.credentials}
    arguments = {scheme: credential.argument for scheme, credential in schemes.items()}
    secrets = {
        scheme: (f"user-{number}", f"secret-{number}") if credential.basic else f"secret-{number}"
        for number, (scheme, credential) in enumerate(schemes.items())
    }
    with asyncio.Runner() as runner, ExitStack() as stack:
        yield Clients(api, loopback, package, runner, stack, arguments, secrets)


def _written(scheme: str, origins: Mapping[str, str]) -> str:
    """Return the name of a security scheme in the document."""
    where = f"#/components/securitySchemes/{scheme}"
    return origins.get(where, where).rsplit("/", 1)[-1].replace("~1", "/").replace("~0", "~")
