"""A status page that keeps its limit, in a process of its own, which tells what it answered and when.

Run as a script it takes its address, its number of components and the speed of its clock.
"""

from __future__ import annotations

import json
import math
import sys
import threading
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from .namespaces import Host
from .processes import started

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Answer", "Page", "names", "page"]

_PATIENCE = 60.0  # seconds without any answer, after which nobody works on the page any more


@dataclass(frozen=True)
class Answer:
    """When the page began to answer a request, in seconds of the monotonic clock, and with which status."""

    at: float
    status: int


@dataclass
class Page:
    """The page as others see it: how to reach it, and its answers so far."""

    base_url: str
    api_key: str
    page_id: str
    answers: list[Answer] = field(default_factory=list)
    _news: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, answers: int) -> None:
        """Return when there are so many; raises TimeoutError if a minute brings none."""
        with self._news:
            while len(self.answers) < answers:
                if not self._news.wait(_PATIENCE + 1):
                    raise TimeoutError(
                        f"the page has given {len(self.answers)} answers, and no other for a minute"
                    )

    def wait_for_news(self, seconds: float) -> None:
        """Return at the next answer, or after so many seconds."""
        with self._news:
            self._news.wait(seconds)

    def follow(self, lines: Iterable[str]) -> None:
        """Take in what the process of the page says, until it ends."""
        for line in lines:
            at, status = line.split()
            with self._news:
                self.answers.append(Answer(float(at), int(status)))
                self._news.notify_all()


def names(components: int) -> list[str]:
    """Return the names of the components of a page that has so many."""
    return [f"Component {number}" for number in range(components)]


@contextmanager
def page(host: Host, components: int, speed: float) -> Generator[Page]:
    """Serve a page on *host* until the block ends, by when all its answers are there.

    Its minute takes 60 / *speed* seconds.
    """
    with started(host, f"{__package__}.page", host.address, str(components), str(speed)) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        made = Page(**json.loads(process.stdout.readline()))
        follower = threading.Thread(target=made.follow, args=[process.stdout])
        follower.start()
        try:
            yield made
        finally:
            process.stdin.close()
            follower.join()


class _Clock:
    """A clock that goes *speed* times as fast as the machine's."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._start, self._began = datetime.now(UTC), time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self._speed)


class _Telling:
    """Tells of each answer of *app*, and gives its Retry-After in seconds of the machine's clock."""

    def __init__(self, app: ASGIApp, speed: float) -> None:
        self._app, self._speed = app, speed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                print(f"{time.monotonic():.6f} {message['status']}", flush=True)
                message["headers"] = [self._in_our_time(*each) for each in message["headers"]]
            await send(message)

        await self._app(scope, receive, telling)

    def _in_our_time(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        if name.lower() != b"retry-after":
            return name, value
        return name, b"%d" % math.ceil(int(value) / self._speed)


def _main(address: str, components: str, speed: str) -> None:
    from uptimekit.sandbox import StatuspageSandbox, serve

    sandbox = StatuspageSandbox(
        clock=_Clock(float(speed)), components=names(int(components)), rate_limit=True
    )
    with serve(_Telling(sandbox.app, float(speed)), address) as server:
        made: dict[str, Any] = {
            "base_url": server.url + sandbox.base_path,
            "api_key": sandbox.api_key,
            "page_id": sandbox.page_id,
        }
        print(json.dumps(made), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    _main(*sys.argv[1:])
