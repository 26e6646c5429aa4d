"""Filters of items: by state, name, tag, provider and account."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from attrs import Factory, field, frozen

from uptimekit._runtime.errors import InputError
from uptimekit._runtime.keyword_names import suggests_names
from uptimekit._runtime.spelling import did_you_mean

from .urgency import LATE, state_word
from .vocabulary import Item, State

__all__ = ["Filter"]


def _names(given: Iterable[str]) -> frozenset[str]:
    if isinstance(given, str):  # whose characters would be the names
        raise InputError(f"a filter takes a list of names, such as [{given!r}]")
    return frozenset(given)


def _states(given: Iterable[str]) -> frozenset[str]:
    known = [*State, LATE]
    for name in (names := _names(given)):
        if name not in known:
            hint = did_you_mean(name, known, f"there are {', '.join(known)}")
            raise InputError(f"there is no state {name!r}{hint}")
    return names


@suggests_names
@frozen(kw_only=True)
class Filter:
    """A condition on items; what is left empty holds for every item.  Raises InputError for a state that there is not.

    Attributes:
        states: one of these states; ``late`` for heartbeats that are late and not down yet, whose state is ``up``.
        name: a pattern of the shell (``*``, ``?``, ``[...]``) that the whole name matches, whatever its case.
        tags: all of these tags.
        providers: one of these providers.
        accounts: one of these accounts.
    """

    states: frozenset[str] = field(default=frozenset(), converter=_states)
    name: str = ""
    tags: frozenset[str] = field(default=Factory(frozenset[str]), converter=_names)
    providers: frozenset[str] = field(default=Factory(frozenset[str]), converter=_names)
    accounts: frozenset[str] = field(default=Factory(frozenset[str]), converter=_names)

    def matches(self, item: Item) -> bool:
        """Whether *item* is wanted."""
        return (
            (not self.states or not self.states.isdisjoint((item.state, state_word(item))))
            and (not self.name or fnmatchcase(item.name.casefold(), self.name.casefold()))
            and self.tags <= set(item.tags)
            and self.reads(item.account, item.provider)
        )

    def reads(self, account: str, provider: str) -> bool:
        """Whether an account can have wanted items, so that others are not asked."""
        return (not self.providers or provider in self.providers) and (
            not self.accounts or account in self.accounts
        )
