"""The parts that all stations of the tour share: a sandbox that fails now and then, counts, and the balance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from uptimekit import Event, NetworkError, RequestSent, RetryScheduled, ServerError
from uptimekit.sandbox import Fault, serve

T = TypeVar("T")

SHARE: Final = 0.1  # of the requests fail, half of them with an answer and half without


class Station:
    """A sandbox that is served, and what the client does with it, counted through its hook."""

    def __init__(self, url: str, sandbox: Any) -> None:
        self.url, self.faults = url, sandbox.faults
        self.requests = self.retries = 0

    def __call__(self, event: Event) -> None:
        self.requests += isinstance(event, RequestSent)
        self.retries += isinstance(event, RetryScheduled)

    def balance(self, what: str, wanted: set[str], listed: Iterable[str]) -> int:
        """Print the closing table; return the number of items that were lost or doubled."""
        step("The balance:")
        counts = Counter(listed)
        lost, doubled = len(wanted - counts.keys()), counts.total() - len(counts)
        rows = {
            f"{what} wanted": len(wanted),
            f"{what} found": counts.total(),
            "lost": lost,
            "duplicated": doubled,
            "requests sent": self.requests,
            "requests that failed by injection": self.faults.injected.total(),
            "retries": self.retries,
        }
        for name, value in rows.items():
            print(f"  {name:<35} {value:>6}")
        return lost + doubled


@contextmanager
def station(name: str, sandbox: Any) -> Iterator[Station]:
    """Serve a sandbox of the provider *name*, in which one request in ten fails."""
    sandbox.faults.add(Fault(status=503, share=SHARE / 2), Fault(drop="before", share=SHARE / 2))
    with serve(sandbox.app) as server:
        print(f"A {name} sandbox runs at {server.url}; one request in ten fails on purpose.")
        yield Station(server.url, sandbox)


def step(text: str) -> None:
    """Say what comes next."""
    print(f"\n{text}")


def tried(action: Callable[[], T]) -> T:
    """Do *action*, again if it fails.

    A client does not repeat a POST or PATCH after a failure that leaves open whether it worked: a second monitor
    or comment may be worse than an error.  Here it is safe, because the sandbox fails before it acts.
    """
    for _ in range(20):
        try:
            return action()
        except (NetworkError, ServerError):
            continue
    raise SystemExit("the sandbox fails far more often than it should")
