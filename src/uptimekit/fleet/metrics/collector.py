"""The collector of a fleet: each scrape sees one reading of all accounts, and several scrapes share one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from time import monotonic

from prometheus_client import Metric
from prometheus_client.registry import Collector

from uptimekit._runtime.settings import check_seconds
from uptimekit.fleet.constants import MAX_AGE
from uptimekit.fleet.fleet import Fleet

from .account_reading import AccountReading, read_account
from .families import families

__all__ = ["FleetCollector"]


class FleetCollector(Collector):
    """Collects the metrics of *fleet* when Prometheus asks.  Register it with a ``CollectorRegistry``.

    An account that cannot be read has its fault, and none of its items: no value of an earlier reading is shown
    again, so that Prometheus marks the series as stale.  The same holds for one kind of an account.

    Args:
        fleet: whose accounts are read, each within its deadline.  It is not closed.
        max_age: seconds for which a reading is used again; 0 to read with each scrape.  Scrapes that wait while
            another one reads use that reading in any case.  Default 30.
        response_times: whether the response times of monitors are read too, with a request for each monitor.
        clock: seconds that only grow, for tests.

    Attributes:
        readings: the last reading of each account; empty before the first one.

    Raises:
        ConfigurationError: *max_age* is no number of seconds.
    """

    def __init__(
        self,
        fleet: Fleet,
        *,
        max_age: float = MAX_AGE,
        response_times: bool = False,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        check_seconds("max_age", max_age, zero=True)
        self.readings: tuple[AccountReading, ...] = ()
        self._fleet = fleet
        self._max_age = max_age
        self._read = partial(read_account, fleet, response_times=response_times)
        self._clock = clock
        self._lock = Lock()
        self._read_at: float | None = None  # when the last reading ended

    def describe(self) -> Iterable[Metric]:
        """Return the families without samples; nothing is read."""
        return families(())

    def collect(self) -> Iterable[Metric]:
        """Return the families with what the accounts say now, or said not longer ago than the largest age."""
        asked_at = self._clock()
        with self._lock:
            if self._read_at is None or not self._is_fresh(self._read_at, asked_at):
                self.readings = self._read_all()
                self._read_at = self._clock()
            return families(self.readings)

    def _is_fresh(self, read_at: float, asked_at: float) -> bool:
        return read_at > asked_at or self._clock() - read_at < self._max_age

    def _read_all(self) -> tuple[AccountReading, ...]:
        accounts = self._fleet.accounts
        if not accounts:
            return ()
        self._fleet.load_clients()  # else the accounts, which share an event loop, would wait for each other's
        with ThreadPoolExecutor(len(accounts), "uptimekit-metrics") as threads:
            return tuple(threads.map(self._read, accounts))
