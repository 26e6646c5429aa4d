"""A process that sets statuses of components by the bulk helper of Statuspage, under a limit shared with others.

Run as a script it reads its work as one line of JSON, says when it is ready, and begins with the next line.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from subprocess import Popen
from typing import TYPE_CHECKING

from .namespaces import Host
from .processes import started

if TYPE_CHECKING:
    from uptimekit import RateLimit
    from uptimekit.shared import SharedLimit

__all__ = ["Updater", "Work", "updater"]

STATUS = "major_outage"


@dataclass(frozen=True)
class Work:
    """What one process has to do.

    Attributes:
        base_url, api_key, page_id: of the page.
        names: its components to set.
        requests, period: the limit: so many in so many seconds.
        store: address of the server that keeps the limit; None to keep it alone.
        timeout: seconds to wait for it.
        asynchronous: whether an AsyncClient does it.
    """

    base_url: str
    api_key: str
    page_id: str
    names: Sequence[str]
    requests: int
    period: float
    store: str | None
    timeout: float
    asynchronous: bool = False


class Updater:
    """One of these processes, as another sees it."""

    def __init__(self, process: Popen[str], work: Work) -> None:
        self._process = process
        self.killed = False
        process.stdin.write(json.dumps(asdict(work)) + "\n")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]

    def wait_until_ready(self) -> None:
        self._process.stdout.readline()  # type: ignore[union-attr]

    def begin(self) -> None:
        self._process.stdin.write("begin\n")  # type: ignore[union-attr]
        self._process.stdin.flush()  # type: ignore[union-attr]

    @property
    def works(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End it at once, without a chance to give anything back."""
        self.killed = True
        self._process.kill()

    def result(self) -> int | str:
        """Wait for its end; return how many components it has set, or how it failed."""
        said, _ = self._process.communicate()
        if self._process.returncode:
            return f"exit code {self._process.returncode}"
        result: int | str = json.loads(said)
        return result


@contextmanager
def updater(host: Host, work: Work) -> Generator[Updater]:
    """Start it on *host*."""
    with started(host, f"{__package__}.updater") as process:
        yield Updater(process, work)


def _main() -> None:
    work = Work(**json.loads(sys.stdin.readline()))
    try:
        done = asyncio.run(_asynchronously(work)) if work.asynchronous else _synchronously(work)
    except Exception as error:
        print(json.dumps(f"{type(error).__name__}: {error}"))
    else:
        print(json.dumps(done))


def _wait_for_the_others() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


def _limit(work: Work, stack: ExitStack) -> RateLimit | SharedLimit:
    from uptimekit import RateLimit

    limit = RateLimit(work.requests, work.period)
    if work.store is None:
        return limit
    from uptimekit.shared import SharedLimit

    return stack.enter_context(SharedLimit(work.store, limit, timeout=work.timeout))


def _options(work: Work) -> dict[str, str]:
    return {"api_key": work.api_key, "page_id": work.page_id, "base_url": work.base_url}


def _synchronously(work: Work) -> int:
    from uptimekit.statuspage import Client

    with ExitStack() as stack, Client(**_options(work), rate_limit=_limit(work, stack)) as client:
        _wait_for_the_others()
        return len(client.components.set(dict.fromkeys(work.names, STATUS)))


async def _asynchronously(work: Work) -> int:
    from uptimekit.statuspage import AsyncClient

    with ExitStack() as stack:
        async with AsyncClient(**_options(work), rate_limit=_limit(work, stack)) as client:
            _wait_for_the_others()
            return len(await client.components.set(dict.fromkeys(work.names, STATUS)))


if __name__ == "__main__":
    _main()
