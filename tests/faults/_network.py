"""The same fault on two networks: a scripted transport in process, and a server on a loopback socket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
from tests.runtime import _kit
from tests.runtime._kit import Driver, Script

from . import _server
from ._server import FaultServer, Seen, Wire

__all__ = ["InProcess", "OnSocket", "Peer", "Play", "Played", "Step", "coded", "on_wire"]


@dataclass(frozen=True)
class Played:
    """A fault that the two networks play each in its own way."""

    core: _kit.Step
    wire: _server.Step


Step = httpx.Response | Callable[[Seen], httpx.Response] | Played | BaseException
"""What a peer does with one request: an answer, a function that makes one, or a fault (an exception: in process only)."""


class Peer(Protocol):
    """The other side: it plays one step for each request, the last one again and again."""

    url: str

    @property
    def requests(self) -> list[Seen]:
        """The requests that arrived."""

    def play(self, *steps: Step) -> None:
        """Go on with other steps."""

    def client(self, **options: Any) -> Any:
        """Return a client of the made-up provider that talks to this peer."""

    def http(self, **options: Any) -> Any:
        """Return an httpx client to be passed in, which talks to this peer."""

    def options(self, server: str = "base_url") -> dict[str, Any]:
        """Return what a facade's constructor needs to talk to this peer; *server* is its argument for the address."""


Play = Callable[..., Peer]
"""Makes a peer on either network; see the fixture ``play``."""


class InProcess:
    """A peer behind a scripted transport."""

    url = _kit.URL

    def __init__(self, driver: Driver, *steps: Step) -> None:
        self._driver = driver
        self.handler = Script(*map(_in_process, steps))

    @property
    def requests(self) -> list[Seen]:
        return [_seen(sent) for sent in self.handler.requests]

    def play(self, *steps: Step) -> None:
        self.handler.steps = list(map(_in_process, steps))

    def client(self, **options: Any) -> Any:
        return self._driver.client(self.handler, **options)

    def http(self, **options: Any) -> Any:
        return self._driver.http(self.handler, **options)

    def options(self, server: str = "base_url") -> dict[str, Any]:
        return {"transport": _kit.Network(self.handler), server: self.url}


class OnSocket:
    """A peer behind a loopback socket."""

    def __init__(self, driver: Driver, server: FaultServer) -> None:
        self._driver = driver
        self.server = server
        self.url = server.url

    @property
    def requests(self) -> list[Seen]:
        return list(self.server.requests)

    def play(self, *steps: Step) -> None:
        self.server.play(*map(on_wire, steps))

    def client(self, **options: Any) -> Any:
        return self._driver.client(urls={"base": self.url}, **options)

    def http(self, **options: Any) -> Any:
        return (httpx.AsyncClient if self._driver.asynchronous else httpx.Client)(**options)

    def options(self, server: str = "base_url") -> dict[str, Any]:
        return {server: self.url}


def coded(body: bytes, coding: str, code: int = 200, **headers: str) -> Played:
    """An answer whose *body* goes out as it stands, declared as compressed with *coding*."""
    declared = {"Content-Type": "application/json", "Content-Encoding": coding} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return Played(
        lambda _: httpx.Response(code, headers=declared, stream=httpx.ByteStream(body)),
        _server.raw(_message(code, httpx.Headers(declared), body)),
    )


def _in_process(step: Step) -> _kit.Step:
    if isinstance(step, Played):
        return step.core
    if isinstance(step, httpx.Response | BaseException):
        return step
    return lambda sent: step(_seen(sent))


def _seen(sent: httpx.Request) -> Seen:
    return Seen(sent.method, sent.url.raw_path.decode(), dict(sent.headers), sent.content)


def on_wire(step: Step) -> _server.Step:
    """Return what a fault server does to play *step*."""
    if isinstance(step, Played):
        return step.wire
    if isinstance(step, BaseException):
        raise TypeError("a server cannot raise in its client; say with Played() what it does")

    def answer(wire: Wire) -> None:
        seen = wire.read()
        made = step if isinstance(step, httpx.Response) else step(seen)
        wire.write(_message(made.status_code, made.headers, made.content))

    return answer


def _message(code: int, headers: httpx.Headers, body: bytes) -> bytes:
    lines = [b"HTTP/1.1 %d Whatever" % code, b"Content-Length: %d" % len(body)]
    lines += [name + b": " + value for name, value in headers.raw if name.lower() != b"content-length"]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
