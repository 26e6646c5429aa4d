"""The base class of readers, with which a provider joins a fleet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from uptimekit._runtime.errors import InputError

from .history import History
from .vocabulary import Component, Heartbeat, Incident, Item, Kind, Monitor

if TYPE_CHECKING:
    from .account import Account

__all__ = ["ENTRY_POINTS", "AccountReader", "Action", "cannot"]

ENTRY_POINTS = "uptimekit.fleet"
"""Group of entry points: each names a provider and leads to its subclass of :class:`AccountReader`."""

Action = str
"""``pause``, ``resume``, ``acknowledge``, ``resolve`` or ``set_state``: names of methods of a reader."""


class AccountReader:
    """One account of a provider, in the fleet's vocabulary.  A provider subclasses it and overrides what it has.

    A fleet makes one in its event loop and closes it there.  The methods raise the errors of the provider's client.
    Items have the tags of their account beside their own, and no secret in any field but ``native``.
    An item of another account, and one or a history with a field of another type than the vocabulary says, such as a time
    without a zone, is a fault of the account.  So is whatever a method raises, ``SystemExit`` too.

    Attributes:
        secrets: names of the credentials that a fleet reads an account with, with the environment variable of each.
        other_secrets: the same of those that only single operations of the provider take, such as a ping key.  An account
            may have them, and a fleet does not read them.
        settings: names of further options of an account, such as ``base_url``, with the environment variable of each.
        needed: alternatives of which each names the secrets and settings that suffice.
        kinds: what the provider has.
        actions: for each action, the kinds that it can be done to.
        side_effects: for an action that does more than its name says, what else it does, in a sentence.
    """

    secrets: ClassVar[Mapping[str, str]]
    other_secrets: ClassVar[Mapping[str, str]] = {}
    settings: ClassVar[Mapping[str, str]] = {}
    needed: ClassVar[tuple[tuple[str, ...], ...]]
    kinds: ClassVar[frozenset[Kind]]
    actions: ClassVar[Mapping[Action, frozenset[Kind]]] = {}
    side_effects: ClassVar[Mapping[Action, str]] = {}

    def __init__(self, account: Account, values: Mapping[str, str], **options: Any) -> None:
        """Keep the client of *account*.

        Args:
            account: what the configuration says about the account.
            values: its secrets and settings by name, as text.
            options: options of every client: ``deadline``, ``hooks`` and so on.
        """
        raise NotImplementedError

    @classmethod
    def load(cls) -> None:
        """Import what loads on first use otherwise.

        A fleet calls it before it counts the seconds of a deadline, once for all accounts of a provider that it is going to
        ask.
        """

    @classmethod
    def all_secrets(cls) -> Mapping[str, str]:
        """Return the names of all credentials that an account may have, with their variables."""
        return {**cls.secrets, **cls.other_secrets}

    def monitors(self) -> AsyncIterator[Monitor]:
        """Yield the monitors."""
        return _nothing()

    def heartbeats(self) -> AsyncIterator[Heartbeat]:
        """Yield the heartbeats."""
        return _nothing()

    def incidents(self, *, resolved_since: datetime | None = None) -> AsyncIterator[Incident]:
        """Yield the open incidents, and those that were resolved at *resolved_since* or later."""
        return _nothing()

    def components(self) -> AsyncIterator[Component]:
        """Yield the components of its status pages."""
        return _nothing()

    async def history(self, item: Item, start: datetime, end: datetime) -> History:
        """Return what is known of *item* between two times; an empty history where the provider has none."""
        return History(start=start, end=end)

    async def job_output(self, item: Item) -> bytes | None:
        """Return the output that the last run of the job *item* reported; None if the provider keeps none."""
        return None

    async def notified(self, item: Item) -> tuple[str, ...] | None:
        """Return who is told of an outage of *item*, each in a few words, no secret in them; None if nobody knows."""
        return None

    async def pause(self, item: Item) -> Item:
        """Stop watching *item* and return it as it is then."""
        self._cannot("pause", item)

    async def resume(self, item: Item) -> Item:
        """Watch *item* again and return it as it is then."""
        self._cannot("resume", item)

    async def acknowledge(self, incident: Incident) -> Incident:
        """Take *incident* over and return it as it is then."""
        self._cannot("acknowledge", incident)

    async def resolve(self, incident: Incident) -> Incident:
        """End *incident* and return it as it is then."""
        self._cannot("resolve", incident)

    async def set_state(self, component: Component, word: str) -> Component:
        """Show *component* in another state, a word of the provider, and return it as it is then."""
        self._cannot("set_state", component)

    async def check(self) -> str:
        """Try the credentials with the cheapest read, and return in a few words what they open."""
        raise NotImplementedError

    async def aclose(self) -> None:
        """Close the client."""

    def _cannot(self, action: str, item: Item) -> NoReturn:
        """Refuse an action that the provider has not."""
        raise InputError(cannot(action, item))


def cannot(action: Action, item: Item) -> str:
    """Return the text that says that a provider has no such action."""
    return f"{item.provider} cannot {action.replace('_', ' ')} {item.kind.plural}"


async def _nothing() -> AsyncIterator[Any]:
    nothing: tuple[Any, ...] = ()
    for item in nothing:
        yield item
