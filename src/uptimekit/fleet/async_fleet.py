"""The asynchronous fleet: all accounts, read side by side."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar, Unpack

from attrs import evolve

from uptimekit._runtime.errors import ConfigurationError, InputError, NotFoundError
from uptimekit._runtime.settings import check_seconds
from uptimekit._runtime.tracebacks import hides_locals

from .account import Account
from .account_jobs import AskAccount, ReadAccount
from .account_questions import history_of, opening_of
from .arguments import check_known, check_time, check_times, checked_kinds
from .beginnings import begun_in, has_begin, with_begin_of_incidents
from .concurrently import concurrently
from .configuration import Configuration
from .constants import DEADLINE, PAST
from .errors import UnreadAccountsError
from .failures import FAILURES, overdue
from .filters import Filter
from .history import History
from .item_search import only_one
from .open_readers import OpenReaders
from .options import FleetOptions, check_options
from .provider import AccountReader, Action, cannot
from .reader_results import checked_item, checked_output, checked_texts
from .reading import AccountFault, Reading
from .vocabulary import Component, Heartbeat, Incident, Item, Kind, Monitor

__all__ = ["AsyncFleet"]

T = TypeVar("T")
I = TypeVar("I", bound=Item)  # noqa: E741

EVERYTHING = Filter()


@hides_locals
class AsyncFleet:
    """Accounts of any providers, seen as one.

    Use it as a context manager, or call :meth:`aclose`.  It belongs to one event loop.  Secrets are read, and clients are
    made, when an account is first needed; both are kept until the end.

    Args:
        accounts: the accounts; no two with the same name.
        deadline: seconds after which a method waits for no account any more.  Default 10.  Each call of a client has
            nine tenths of it, with its retries.  The time in which clients are imported does not count.
        options: options of every client, see :class:`FleetOptions`.

    Attributes:
        accounts: as given.
        deadline: as given.

    Raises:
        ConfigurationError: two accounts have the same name, or an option makes no sense.

    What goes wrong in one account never hides the others: methods that read several accounts return or yield its
    :class:`AccountFault`.  Methods that change something, or read one item, raise the error of the provider's client,
    RequestTimeoutError at the deadline, and ConfigurationError for a secret that is not there.
    """

    def __init__(
        self, accounts: Iterable[Account], *, deadline: float = DEADLINE, **options: Unpack[FleetOptions]
    ) -> None:
        self.accounts = tuple(accounts)
        self.deadline = deadline
        check_options(options, deadline)
        for name, count in Counter(account.name for account in self.accounts).items():
            if count > 1:
                raise ConfigurationError(f"{count} accounts have the name {name!r}")
        self._readers = OpenReaders(options)

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
        """Return the fleet of a configuration.

        Args:
            path: the configuration file.  Default: that of ``UPTIMEKIT_CONFIG``, else
                ``$XDG_CONFIG_HOME/uptimekit/fleet.toml``; without one, the environment alone, see ``docs/fleet.md``.
            profile: name of a profile of the file.
            accounts: names of accounts; only these.  Default: those of the profile.
            deadline: seconds.  Default: that of the profile, else 10.
            options: options of every client.

        Raises:
            ConfigurationError: with all that is wrong with the file; or there is no such profile or account, or none
                at all.
        """
        configuration = Configuration.load(path)
        chosen = configuration.profile(profile)
        if deadline is None:
            deadline = chosen.deadline or DEADLINE
        return cls(configuration.named([*accounts] or chosen.accounts), deadline=deadline, **options)

    async def read(
        self,
        *kinds: Kind,
        where: Filter = EVERYTHING,
        resolved_since: datetime | None = None,
        deadline: float | None = None,
    ) -> AsyncGenerator[Item | AccountFault]:
        """Yield items of all accounts as they come, and the faults of accounts that could not be read in full.

        Args:
            kinds: which kinds; all if none is given.
            where: which items.  Accounts that can have none are not asked.
            resolved_since: incidents that were resolved then or later, too; a time with a zone.  Default: open ones
                only.
            deadline: seconds for this reading.  Default: that of the fleet.

        Raises:
            InputError: before anything is asked: *where* names an account or provider that the fleet does not have,
                or *resolved_since* has no time zone, or there is no such kind.
        """
        async with aclosing(self._listed(kinds, where, resolved_since, deadline)) as listed:
            async for found in listed:
                if isinstance(found, AccountFault) or where.matches(found):
                    yield found

    async def survey(
        self,
        *kinds: Kind,
        where: Filter = EVERYTHING,
        resolved_since: datetime | None = None,
        deadline: float | None = None,
    ) -> Reading[Item]:
        """Read everything that :meth:`read` yields; items in the order of the accounts, and by name.

        Items that are not well have ``since`` of the open incidents about them, if incidents are among the *kinds*;
        :meth:`with_since` finds it for others.
        """
        items: list[Item] = []
        faults: list[AccountFault] = []
        async for found in self._listed(kinds, where, resolved_since, deadline):
            if isinstance(found, AccountFault):
                faults.append(found)
            else:
                items.append(found)
        items = [item for item in with_begin_of_incidents(items) if where.matches(item)]
        place = {account.name: number for number, account in enumerate(self.accounts)}
        items.sort(key=lambda item: (place[item.account], item.name.casefold(), item.kind, item.id))
        faults.sort(key=lambda fault: (place[fault.account], fault.kind or ""))
        return Reading(tuple(items), tuple(faults))

    async def monitors(
        self, *, where: Filter = EVERYTHING, deadline: float | None = None
    ) -> Reading[Monitor]:
        """Read the monitors."""
        reading = await self.survey(Kind.MONITORS, where=where, deadline=deadline)
        return Reading(reading.monitors, reading.faults)

    async def heartbeats(
        self, *, where: Filter = EVERYTHING, deadline: float | None = None
    ) -> Reading[Heartbeat]:
        """Read the heartbeats."""
        reading = await self.survey(Kind.HEARTBEATS, where=where, deadline=deadline)
        return Reading(reading.heartbeats, reading.faults)

    async def incidents(
        self,
        *,
        where: Filter = EVERYTHING,
        resolved_since: datetime | None = None,
        deadline: float | None = None,
    ) -> Reading[Incident]:
        """Read the open incidents, and those that were resolved at *resolved_since* or later."""
        reading = await self.survey(
            Kind.INCIDENTS, where=where, resolved_since=resolved_since, deadline=deadline
        )
        return Reading(reading.incidents, reading.faults)

    async def components(
        self, *, where: Filter = EVERYTHING, deadline: float | None = None
    ) -> Reading[Component]:
        """Read the components."""
        reading = await self.survey(Kind.COMPONENTS, where=where, deadline=deadline)
        return Reading(reading.components, reading.faults)

    async def find(
        self, wanted: str, *kinds: Kind, account: str | None = None, deadline: float | None = None
    ) -> Item:
        """Return the item whose id is *wanted*, else the one whose whole name it is, whatever its case.

        An incident is found by its name only where no other item has it: many have the name of their monitor.  If there
        is nothing else, it may be over since 30 days or less; of several with that name, it is the last one.

        Args:
            wanted: id or name.
            kinds: which kinds; all if none is given.
            account: name of the account that has it.  Default: any.
            deadline: seconds.  Default: that of the fleet.

        Raises:
            NotFoundError: there is none; with the nearest name.
            InputError: there are several, which the error lists; or there is no such account.
            UnreadAccountsError: there is none in the accounts that could be read.
        """
        where = EVERYTHING if account is None else Filter(accounts=[account])
        try:
            return only_one(await self.survey(*kinds, where=where, deadline=deadline), wanted, kinds or Kind)
        except (NotFoundError, UnreadAccountsError) as error:
            if kinds and Kind.INCIDENTS not in kinds:
                raise
            missing = error
        over = await self.incidents(where=where, resolved_since=datetime.now(UTC) - PAST, deadline=deadline)
        try:
            return only_one(over, wanted, kinds or Kind)
        except NotFoundError:
            raise missing from None

    async def history(self, item: Item, start: datetime, end: datetime) -> History:
        """Return what the provider knows of *item* between two times, each with a zone."""
        check_times(start, end)
        return await self._ask(item.account, history_of(self._account(item.account), item, start, end))

    async def histories(
        self, items: Iterable[Item], start: datetime, end: datetime, *, deadline: float | None = None
    ) -> AsyncGenerator[tuple[Item, History | AccountFault]]:
        """Yield each item with its history, or with the fault, as they come."""
        check_times(start, end)
        seconds = self._seconds(deadline)
        accounts = [(item, self._account(item.account)) for item in items]
        self._readers.load(account for _, account in accounts)
        jobs = [
            AskAccount(self._readers, account, seconds, item, history_of(account, item, start, end))
            for item, account in accounts
        ]
        async with aclosing(concurrently(jobs, seconds)) as results:
            async for found in results:
                yield found

    async def with_since(
        self, items: Iterable[Item], *, now: datetime | None = None, deadline: float | None = None
    ) -> list[Item]:
        """Return *items*; those without ``since`` have it from their histories of 30 days, if these tell it.

        Each is one to five requests.  Incidents, and heartbeats that are late, have no such history.

        Args:
            items: items of the fleet.
            now: the end of the histories, a time with a zone.  Default: the present.
            deadline: seconds; what has not come by then stays as it is.  Default: that of the fleet.
        """
        listed, end = [*items], now or datetime.now(UTC)
        silent = [item for item in listed if item.since is None and has_begin(item)]
        async with aclosing(self.histories(silent, end - PAST, end, deadline=deadline)) as found:
            since = {
                item.key: begun_in(item, told)
                async for item, told in found
                if not isinstance(told, AccountFault)
            }
        return [evolve(item, since=since.get(item.key, item.since)) for item in listed]

    async def job_output(self, item: Item) -> bytes | None:
        """Return the output that the last run of a heartbeat's job reported; None if the provider keeps none."""
        found = await self._ask(item.account, lambda reader: reader.job_output(item))
        return checked_output(found, self._account(item.account))

    async def notified(self, item: Item) -> tuple[str, ...] | None:
        """Return who is told of an outage of *item*, each in a few words; None if the provider does not tell."""
        found = await self._ask(item.account, lambda reader: reader.notified(item))
        return checked_texts(found, self._account(item.account))

    async def pause(self, item: Item) -> Item:
        """Stop watching a monitor or heartbeat, and return it as it is then."""
        return await self._change("pause", item, lambda reader: reader.pause(item))

    async def resume(self, item: Item) -> Item:
        """Watch a monitor or heartbeat again, and return it as it is then."""
        return await self._change("resume", item, lambda reader: reader.resume(item))

    async def acknowledge(self, incident: Incident) -> Incident:
        """Take an incident over, and return it as it is then."""
        return await self._change("acknowledge", incident, lambda reader: reader.acknowledge(incident))

    async def resolve(self, incident: Incident) -> Incident:
        """End an incident, and return it as it is then."""
        return await self._change("resolve", incident, lambda reader: reader.resolve(incident))

    async def set_state(self, component: Component, word: str) -> Component:
        """Show a component in another state, a word of its provider, and return it as it is then."""
        return await self._change("set_state", component, lambda reader: reader.set_state(component, word))

    async def check(self, *, deadline: float | None = None) -> list[tuple[Account, str | AccountFault]]:
        """Try the credentials of all accounts: for each, what they open in a few words, or the fault.

        Credentials that only single operations take, such as a ping key, are read, and not tried.
        """
        seconds = self._seconds(deadline)
        self.load_clients()
        jobs = [
            AskAccount(self._readers, account, seconds, account, opening_of(account, seconds))
            for account in self.accounts
        ]
        found = {account.name: answer async for account, answer in concurrently(jobs, seconds)}
        return [(account, found[account.name]) for account in self.accounts]

    def load_clients(self) -> None:
        """Import the clients of all accounts.

        Otherwise a method imports those of the accounts that it asks, before its deadline begins; other tasks on the event
        loop wait meanwhile.
        """
        self._readers.load(self.accounts)

    async def aclose(self) -> None:
        """Close the clients of all accounts."""
        await self._readers.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {', '.join(account.name for account in self.accounts)}>"

    async def _listed(
        self, kinds: Iterable[Kind], where: Filter, resolved_since: datetime | None, deadline: float | None
    ) -> AsyncGenerator[Item | AccountFault]:
        """Yield all items of the accounts that *where* reads, wanted or not, and the faults."""
        if resolved_since is not None:
            check_time("resolved_since", resolved_since)
        seconds, wanted, asked = self._seconds(deadline), checked_kinds(kinds), self._asked(where)
        self._readers.load(asked)
        jobs = [ReadAccount(self._readers, account, seconds, wanted, resolved_since) for account in asked]
        async with aclosing(concurrently(jobs, seconds)) as results:
            async for found in results:
                yield found

    # ------------------------------------------------------------------ one account

    async def _ask(self, name: str, question: Callable[[AccountReader], Awaitable[T]]) -> T:
        """Ask one account, within the deadline."""
        account = self._account(name)
        self._readers.load([account])
        limit = asyncio.timeout(self.deadline)
        try:
            async with limit:
                return await question(await self._readers.get(account, self.deadline))
        except FAILURES as error:
            failed = overdue(self.deadline) if limit.expired() else self._readers.failure(account, error)
        raise failed

    async def _change(self, action: Action, item: Item, change: Callable[[AccountReader], Awaitable[I]]) -> I:
        """Ask for a change; refuse what the provider cannot do before a secret is read."""
        account = self._account(item.account)
        if item.kind not in self._readers.kind_of(account).actions.get(action, ()):
            raise InputError(cannot(action, item))

        async def ask(reader: AccountReader) -> I:
            return checked_item(await change(reader), item.kind, account)

        return await self._ask(item.account, ask)

    def _seconds(self, deadline: float | None) -> float:
        if deadline is not None:
            check_seconds("deadline", deadline)
        return self.deadline if deadline is None else deadline

    def _account(self, name: str) -> Account:
        (account,) = self._asked(Filter(accounts=[name]))
        return account

    def _asked(self, where: Filter) -> list[Account]:
        """Return the accounts that can have what is wanted; refuse names that no account has."""
        check_known("account", where.accounts, [account.name for account in self.accounts])
        check_known(
            "account of the provider", where.providers, [account.provider for account in self.accounts]
        )
        return [account for account in self.accounts if where.reads(account.name, account.provider)]
