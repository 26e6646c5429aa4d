"""The synchronous fleet: an asynchronous one, on an event loop of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from types import TracebackType
from typing import Self, Unpack
from weakref import finalize

from .account import Account
from .async_fleet import EVERYTHING, AsyncFleet
from .constants import DEADLINE
from .filters import Filter
from .history import History
from .loop_thread import LoopThread
from .options import FleetOptions
from .reading import AccountFault, Reading
from .vocabulary import Component, Heartbeat, Incident, Item, Kind, Monitor

__all__ = ["Fleet"]


class Fleet:
    """Accounts of any providers, seen as one: :class:`AsyncFleet` for programs without an event loop.

    Use it as a context manager, or call :meth:`close`.  Threads may share it.  It may be used where an event loop
    runs, which it blocks.  All methods, arguments, results and errors are those of :class:`AsyncFleet`.

    Args:
        accounts: the accounts; no two with the same name.
        deadline: seconds after which a method waits for no account any more.  Default 10.
        options: options of every client, see :class:`FleetOptions`.  Hooks are called in another thread.

    Attributes:
        accounts: as given.
        deadline: as given.

    Raises:
        ConfigurationError: two accounts have the same name, or an option makes no sense.
    """

    def __init__(
        self, accounts: Iterable[Account], *, deadline: float = DEADLINE, **options: Unpack[FleetOptions]
    ) -> None:
        self._fleet = AsyncFleet(accounts, deadline=deadline, **options)
        self._thread = LoopThread()
        finalize(self, self._thread.stop)  # of a program that forgets to close it

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str] | None = None,
        *,
        profile: str | None = None,
        accounts: Iterable[str] = (),
        deadline: float | None = None,
        **options: Unpack[FleetOptions],
    ) -> Self:
        """Return the fleet of a configuration, see :meth:`AsyncFleet.load`."""
        loaded = AsyncFleet.load(path, profile=profile, accounts=accounts, deadline=deadline, **options)
        return cls(loaded.accounts, deadline=loaded.deadline, **options)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts."""
        return self._fleet.accounts

    @property
    def deadline(self) -> float:
        """Seconds after which a method waits for no account any more."""
        return self._fleet.deadline

    def read(
        self,
        *kinds: Kind,
        where: Filter = EVERYTHING,
        resolved_since: datetime | None = None,
        deadline: float | None = None,
    ) -> Iterator[Item | AccountFault]:
        """Yield items of all accounts as they come, and the faults; see :meth:`AsyncFleet.read`."""
        return self._thread.iterate(
            self._fleet.read(*kinds, where=where, resolved_since=resolved_since, deadline=deadline)
        )

    def survey(
        self,
        *kinds: Kind,
        where: Filter = EVERYTHING,
        resolved_since: datetime | None = None,
        deadline: float | None = None,
    ) -> Reading[Item]:
        """Read everything that :meth:`read` yields; items in the order of the accounts, and by name."""
        return self._thread.run(
            self._fleet.survey(*kinds, where=where, resolved_since=resolved_since, deadline=deadline)
        )

    def monitors(self, *, where: Filter = EVERYTHING, deadline: float | None = None) -> Reading[Monitor]:
        """Read the monitors."""
        return self._thread.run(self._fleet.monitors(where=where, deadline=deadline))

    def heartbeats(self, *, where: Filter = EVERYTHING, deadline: float | None = None) -> Reading[Heartbeat]:
        """Read the heartbeats."""
        return self._thread.run(self._fleet.heartbeats(where=where, deadline=deadline))

    def incidents(
        self,
        *,
        where: Filter = EVERYTHING,
        resolved_since: datetime | None = None,
        deadline: float | None = None,
    ) -> Reading[Incident]:
        """Read the open incidents, and those that were resolved at *resolved_since* or later."""
        return self._thread.run(
            self._fleet.incidents(where=where, resolved_since=resolved_since, deadline=deadline)
        )

    def components(self, *, where: Filter = EVERYTHING, deadline: float | None = None) -> Reading[Component]:
        """Read the components."""
        return self._thread.run(self._fleet.components(where=where, deadline=deadline))

    def find(
        self, wanted: str, *kinds: Kind, account: str | None = None, deadline: float | None = None
    ) -> Item:
        """Return an item by its id or name; see :meth:`AsyncFleet.find`."""
        return self._thread.run(self._fleet.find(wanted, *kinds, account=account, deadline=deadline))

    def history(self, item: Item, start: datetime, end: datetime) -> History:
        """Return what the provider knows of *item* between two times, each with a zone."""
        return self._thread.run(self._fleet.history(item, start, end))

    def histories(
        self, items: Iterable[Item], start: datetime, end: datetime, *, deadline: float | None = None
    ) -> Iterator[tuple[Item, History | AccountFault]]:
        """Yield each item with its history, or with the fault, as they come."""
        return self._thread.iterate(self._fleet.histories(items, start, end, deadline=deadline))

    def job_output(self, item: Item) -> bytes | None:
        """Return the output that the last run of a heartbeat's job reported; None if the provider keeps none."""
        return self._thread.run(self._fleet.job_output(item))

    def notified(self, item: Item) -> tuple[str, ...] | None:
        """Return who is told of an outage of *item*, each in a few words; None if the provider does not tell."""
        return self._thread.run(self._fleet.notified(item))

    def with_since(
        self, items: Iterable[Item], *, now: datetime | None = None, deadline: float | None = None
    ) -> list[Item]:
        """Return *items*, with ``since`` from their histories where it is None; see :meth:`AsyncFleet.with_since`."""
        return self._thread.run(self._fleet.with_since(items, now=now, deadline=deadline))

    def pause(self, item: Item) -> Item:
        """Stop watching a monitor or heartbeat, and return it as it is then."""
        return self._thread.run(self._fleet.pause(item))

    def resume(self, item: Item) -> Item:
        """Watch a monitor or heartbeat again, and return it as it is then."""
        return self._thread.run(self._fleet.resume(item))

    def acknowledge(self, incident: Incident) -> Incident:
        """Take an incident over, and return it as it is then."""
        return self._thread.run(self._fleet.acknowledge(incident))

    def resolve(self, incident: Incident) -> Incident:
        """End an incident, and return it as it is then."""
        return self._thread.run(self._fleet.resolve(incident))

    def set_state(self, component: Component, word: str) -> Component:
        """Show a component in another state, a word of its provider, and return it as it is then."""
        return self._thread.run(self._fleet.set_state(component, word))

    def check(self, *, deadline: float | None = None) -> list[tuple[Account, str | AccountFault]]:
        """Try the credentials of all accounts: for each, what they open in a few words, or the fault."""
        return self._thread.run(self._fleet.check(deadline=deadline))

    def load_clients(self) -> None:
        """Import the clients of all accounts, see :meth:`AsyncFleet.load_clients`."""
        self._fleet.load_clients()

    def close(self) -> None:
        """Close the clients of all accounts, and end the thread."""
        try:
            if self._thread.runs:
                self._thread.run(self._fleet.aclose())
        finally:
            self._thread.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return repr(self._fleet).replace(type(self._fleet).__name__, type(self).__name__, 1)
