"""Changes between two readings of a fleet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from attrs import frozen

from uptimekit._runtime.error_text import error_text
from uptimekit.fleet import AccountFault, Incident, Item, Kind, Reading, State
from uptimekit.fleet.urgency import by_urgency, needs_attention, state_word

__all__ = ["Change", "Changes"]

ACCOUNT: Final = "account"
READABLE: Final = "readable"
UNREADABLE: Final = "unreadable"


@frozen(kw_only=True)
class Change:
    """An item has another state than before, or an account can be read no more, or again.

    Attributes:
        kind: ``monitor``, ``heartbeat``, ``incident``, ``component`` or ``account``.
        name: name of the item or account.
        account: name of the account.
        provider: name of its provider.
        id: id of the item; empty for an account.
        before: state before; empty if it was not there.
        state: state now; ``gone`` for an item and ``resolved`` for an incident that is not listed any more.
        detail: for an account, the kind of items that it is about, and the error.
    """

    kind: str
    name: str
    account: str
    provider: str
    id: str = ""
    before: str
    state: str
    detail: str = ""


class Changes:
    """The changes from one reading to the next.  The first reading is compared with a fleet that is well.

    Args:
        states: only changes to or from these states, ``late`` among them; default: all.  The readings must have the items of all states.
    """

    def __init__(self, states: Collection[str] = ()) -> None:
        self._states = frozenset[str](states or State)
        self._seen: dict[tuple[str, Kind, str], tuple[Item, str]] | None = None
        self._faults: dict[tuple[str, str], AccountFault] = {}

    def since_last(self, reading: Reading[Item]) -> list[Change]:
        """Return what *reading* shows that the one before it did not, the most urgent first.

        What an account with a fault has not shown is taken as unchanged.
        """
        return [*self._of_items(reading), *self._of_accounts(reading)]

    def _of_items(self, reading: Reading[Item]) -> Iterator[Change]:
        first, seen = self._seen is None, self._seen or {}
        now = {item.key: (item, state_word(item)) for item in reading.items}
        unread = {(fault.account, fault.kind) for fault in reading.faults}
        for key, (item, word) in seen.items():
            if key not in now and ((item.account, item.kind) in unread or (item.account, None) in unread):
                now[key] = item, word
        for item in by_urgency(reading.items):
            word = state_word(item)
            known, before = seen.get(item.key, (item, ""))
            wanted = not self._states.isdisjoint((known.state, before, item.state, word))
            if word != before and wanted and (not first or needs_attention(item)):
                yield _change(item, before, word)
        for key, (item, before) in seen.items():
            if key not in now and not self._states.isdisjoint((item.state, before)):
                yield _change(item, before, "resolved" if isinstance(item, Incident) else "gone")
        self._seen = now

    def _of_accounts(self, reading: Reading[Item]) -> Iterator[Change]:
        now = {(fault.account, fault.kind or ""): fault for fault in reading.faults}
        for key, fault in now.items():
            if key not in self._faults:
                yield _account_change(fault, READABLE, UNREADABLE, _told(fault))
        for key, fault in self._faults.items():
            if key not in now:
                yield _account_change(fault, UNREADABLE, READABLE, fault.kind.plural if fault.kind else "")
        self._faults = now


def _change(item: Item, before: str, word: str) -> Change:
    return Change(
        kind=item.kind.value,
        name=item.name,
        account=item.account,
        provider=item.provider,
        id=item.id,
        before=before,
        state=word,
    )


def _told(fault: AccountFault) -> str:
    said = error_text(fault.error)
    return f"{fault.kind.plural}: {said}" if fault.kind else said


def _account_change(fault: AccountFault, before: str, state: str, detail: str) -> Change:
    return Change(
        kind=ACCOUNT,
        name=fault.account,
        account=fault.account,
        provider=fault.provider,
        before=before,
        state=state,
        detail=detail,
    )
