"""Several processes on several hosts that set the components of one page together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from uptimekit import RateLimit

from .namespaces import Network
from .page import Answer, Page, names, page
from .updater import Updater, Work, updater

__all__ = ["PAGE_LIMIT", "Outcome", "shortest", "update_together"]

PAGE_LIMIT = RateLimit(60, 60)
"""The limit of the page, in seconds of its clock."""
_REFUSED = (420, 429)

Meanwhile = Callable[[Page, Sequence[Updater]], object]


@dataclass(frozen=True)
class Outcome:
    """What came of it.

    Attributes:
        results: of each process that was not killed: how many components it set, or how it failed.
        answers: of the page, in their order.
    """

    results: Sequence[int | str]
    answers: Sequence[Answer]

    @property
    def refused(self) -> int:
        """How many requests the page refused because of its limit."""
        return sum(each.status in _REFUSED for each in self.answers)

    @property
    def passed(self) -> int:
        """How many requests the page let through."""
        return len(self.answers) - self.refused

    @property
    def seconds(self) -> float:
        """How long the page was asked: from its first answer to its last."""
        return self.answers[-1].at - self.answers[0].at


def shortest(requests: int, limit: RateLimit) -> float:
    """Return the least seconds that so many requests take under *limit*."""
    return (requests - 1) // limit.requests * limit.period


def update_together(
    network: Network,
    store: str | None,
    limit: RateLimit,
    *,
    timeout: float = 0.25,
    speed: float = 1.0,
    updates: int = 400,
    processes: int = 8,
    meanwhile: Meanwhile | None = None,
) -> Outcome:
    """Set *updates* components of one page from *processes* processes, which are spread over the hosts of *network*.

    Every other one is asynchronous.

    Args:
        network: hosts of the page and of the processes.
        store: address of the server that keeps the limit; None: each process keeps it alone.
        limit: what the processes keep to.
        timeout: seconds that they wait for the store.
        speed: of the page's clock.
        meanwhile: called once all of them have begun; what it kills has no result.
    """
    with ExitStack() as stack:
        served = stack.enter_context(page(network.server, updates, speed))
        works = [
            Work(
                served.base_url,
                served.api_key,
                served.page_id,
                names(updates)[number::processes],
                limit.requests,
                limit.period,
                store,
                timeout,
                asynchronous=number % 2 == 1,
            )
            for number in range(processes)
        ]
        hosts = network.clients
        updaters = [
            stack.enter_context(updater(hosts[number * len(hosts) // processes], work))
            for number, work in enumerate(works)
        ]
        for each in updaters:
            each.wait_until_ready()
        for each in updaters:
            each.begin()
        if meanwhile is not None:
            meanwhile(served, updaters)
        results = [each.result() for each in updaters if not each.killed]
    return Outcome(results, served.answers)
