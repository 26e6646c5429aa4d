"""Sandboxes of one or several providers on ports of this machine, until the process is told to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Final

from uptimekit.sandbox import (
    BetterStackSandbox,
    Fault,
    HealthchecksSandbox,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)
from uptimekit.sandbox._clock import Clock
from uptimekit.sandbox._instructions import Sandbox

__all__ = ["Serving", "serving", "stop_signals"]

_KINDS: Final[dict[str, type[Sandbox]]] = {
    "healthchecks": HealthchecksSandbox,
    "betterstack": BetterStackSandbox,
    "statuspage": StatuspageSandbox,
    "uptimehunt": UptimeHuntSandbox,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How sandboxes are served: options of `serve()`, and of the sandboxes' faults.

    port: of the first sandbox; those of the others follow it. 0 takes free ones.
    fail_share: share of requests that are answered with `fail_status`, 0 to 1.
    latency: seconds to wait before every answer.
    clock: the source of the time. Default: the machine's clock.
    prepare: called with each sandbox and its URL before anything fails or waits.
    """

    host: str = "127.0.0.1"
    port: int = 0
    hosts: Collection[str] = ()
    cors: bool = False
    seed: int = 0
    fail_share: float = 0.0
    fail_status: int = 503
    latency: float = 0.0
    clock: Clock | None = None
    prepare: Callable[[Sandbox, str], object] | None = None


@contextmanager
def serving(providers: Sequence[str], options: Serving) -> Generator[list[tuple[Sandbox, str]]]:
    """Serve a sandbox of each provider until the block ends; each comes with its URL.

    Raises OSError if a port cannot be listened on.
    """
    with ExitStack() as stack:
        served: list[tuple[Sandbox, str]] = []
        for number, provider in enumerate(providers):
            sandbox = _KINDS[provider](seed=options.seed, clock=options.clock)
            port = options.port and options.port + number
            server = stack.enter_context(
                serve(sandbox.app, options.host, port, hosts=options.hosts, cors=options.cors)
            )
            if options.prepare is not None:
                options.prepare(sandbox, server.url)
            _add_faults(sandbox, options)
            served.append((sandbox, server.url))
        yield served


def _add_faults(sandbox: Sandbox, options: Serving) -> None:
    if options.latency:
        sandbox.faults.add(Fault(latency=options.latency))
    if options.fail_share:
        sandbox.faults.add(Fault(status=options.fail_status, share=options.fail_share))


def stop_signals() -> Callable[[], object]:
    """From now on take SIGINT and SIGTERM as the wish to stop, and return a function that waits for one."""
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stopped.wait
