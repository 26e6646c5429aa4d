"""Jobs in one account of a fleet: reading items of several kinds, and asking one thing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from datetime import datetime
from typing import Generic, TypeVar

from uptimekit._runtime.errors import UptimeKitError

from .account import Account
from .failures import FAILURES, overdue
from .open_readers import OpenReaders
from .provider import AccountReader
from .reader_results import checked_item
from .reading import AccountFault
from .vocabulary import Item, Kind

__all__ = ["AskAccount", "ReadAccount"]

S = TypeVar("S")
T = TypeVar("T")


class ReadAccount:
    """A job that reads the items of *kinds*, those that the provider has, and gives up after *seconds*."""

    def __init__(
        self,
        readers: OpenReaders,
        account: Account,
        seconds: float,
        kinds: Iterable[Kind],
        resolved_since: datetime | None,
    ) -> None:
        self._readers = readers
        self._account = account
        self._seconds = seconds
        self._resolved_since = resolved_since
        self._kinds = frozenset(kinds)
        self._errors: dict[Kind | None, UptimeKitError] = {None: overdue(seconds)}

    async def run(self, put: Callable[[Item | AccountFault], None]) -> None:
        """Read all kinds side by side."""
        try:
            self._kinds &= self._readers.kind_of(self._account).kinds
            reader = await self._readers.get(self._account, self._seconds) if self._kinds else None
        except FAILURES as error:
            self._errors = {None: self._readers.failure(self._account, error)}
            return
        self._errors = {kind: overdue(self._seconds) for kind in self._kinds}
        if reader is not None:
            await asyncio.gather(*(self._read(reader, kind, put) for kind in self._kinds))

    async def _read(
        self, reader: AccountReader, kind: Kind, put: Callable[[Item | AccountFault], None]
    ) -> None:
        seen = set[str]()
        try:
            async for item in _listing(reader, kind, self._resolved_since):
                checked_item(item, kind, self._account)
                if item.id not in seen:  # what moves from one page to the next meanwhile is listed twice
                    put(item)
                if item.id:
                    seen.add(item.id)
        except FAILURES as error:
            self._errors[kind] = self._readers.failure(self._account, error)
        else:
            del self._errors[kind]

    def rest(self) -> Iterator[AccountFault]:
        """Yield a fault for each kind that could not be read; one for the account, if all have failed alike."""
        alike = len({(type(error), error.status_code) for error in self._errors.values()}) == 1
        if alike and self._errors.keys() >= self._kinds:
            self._errors = {None: next(iter(self._errors.values()))}
        for kind, error in self._errors.items():
            yield AccountFault(self._account.name, self._account.provider, kind, error)


def _listing(reader: AccountReader, kind: Kind, resolved_since: datetime | None) -> AsyncIterator[Item]:
    match kind:
        case Kind.MONITORS:
            return reader.monitors()
        case Kind.HEARTBEATS:
            return reader.heartbeats()
        case Kind.INCIDENTS:
            return reader.incidents(resolved_since=resolved_since)
        case Kind.COMPONENTS:
            return reader.components()


class AskAccount(Generic[S, T]):
    """A job that asks one thing about *subject* in *account*: its result is the answer, or the fault."""

    def __init__(
        self,
        readers: OpenReaders,
        account: Account,
        seconds: float,
        subject: S,
        question: Callable[[AccountReader], Awaitable[T]],
    ) -> None:
        self._readers = readers
        self._account = account
        self._seconds = seconds
        self._subject = subject
        self._question = question
        self._answer: T | AccountFault = self._fault(overdue(seconds))

    async def run(self, put: Callable[[tuple[S, T | AccountFault]], None]) -> None:  # noqa: ARG002  (the answer is the rest)
        """Ask."""
        try:
            self._answer = await self._question(await self._readers.get(self._account, self._seconds))
        except FAILURES as error:
            self._answer = self._fault(self._readers.failure(self._account, error))

    def rest(self) -> Iterator[tuple[S, T | AccountFault]]:
        """Yield the answer."""
        yield self._subject, self._answer

    def _fault(self, error: UptimeKitError) -> AccountFault:
        return AccountFault(self._account.name, self._account.provider, None, error)
