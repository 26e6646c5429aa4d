"""One reading of one account, with what it took and what failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from time import monotonic
from typing import Final

from attrs import Factory, evolve, frozen

from uptimekit._runtime.errors import ConfigurationError, UptimeKitError
from uptimekit.fleet.account import Account
from uptimekit.fleet.constants import RECENT
from uptimekit.fleet.filters import Filter
from uptimekit.fleet.fleet import Fleet
from uptimekit.fleet.history import ResponseTime
from uptimekit.fleet.readers import reader_class
from uptimekit.fleet.reading import AccountFault
from uptimekit.fleet.vocabulary import Item, Kind, Monitor, State

__all__ = ["RESPONSE_TIMES", "AccountReading", "read_account"]

RESPONSE_TIMES: Final = "response_times"
"""Stands beside the kinds for the last response times of monitors."""


@frozen(kw_only=True)
class AccountReading:
    """What was read of an account.

    Attributes:
        account: name of the account.
        provider: name of its provider.
        at: when the reading began.
        seconds: how long it took.
        wanted: what was asked for: kinds, and ``response_times``.
        items: items of the kinds that could be read in full.
        response_times: for each monitor and region, the last response time.
        faults: the error of each kind that could not be read in full; nothing of it is in *items*.
    """

    account: str
    provider: str
    at: datetime
    seconds: float = 0.0
    wanted: frozenset[str]
    items: tuple[Item, ...] = ()
    response_times: tuple[tuple[Item, ResponseTime], ...] = ()
    faults: Mapping[str, UptimeKitError] = Factory(dict[str, UptimeKitError])

    def as_faults(self) -> Iterator[AccountFault]:
        """Yield each error of *faults* once, with its kind if that is one of several that were wanted."""
        for error in dict.fromkeys(self.faults[each] for each in sorted(self.faults)):
            kinds = [each for each, found in self.faults.items() if found is error and isinstance(each, Kind)]
            kind = kinds[0] if len(kinds) == 1 < len(self.wanted) else None
            yield AccountFault(self.account, self.provider, kind, error)


def read_account(fleet: Fleet, account: Account, *, response_times: bool) -> AccountReading:
    """Read all items of an account within the fleet's deadline.

    With *response_times*, there is one more request for each monitor, within as much time again.
    """
    kinds = _kinds(account)
    timed = response_times and Kind.MONITORS in kinds
    at, began = datetime.now(UTC), monotonic()
    reading = fleet.survey(*sorted(kinds), where=Filter(accounts=[account.name]))
    faults = _by_kind(reading.faults, kinds)
    result = AccountReading(
        account=account.name,
        provider=account.provider,
        at=at,
        wanted=frozenset(kinds | {RESPONSE_TIMES}) if timed else frozenset(kinds),
        items=tuple(item for item in reading.items if item.kind not in faults),
        faults=faults,
    )
    if timed:
        result = _with_response_times(fleet, result)
    return evolve(result, seconds=monotonic() - began)


def _kinds(account: Account) -> frozenset[Kind]:
    """Return what the provider has; every kind if its reader cannot be loaded, which is a fault of each."""
    try:
        return reader_class(account.provider).kinds
    except ConfigurationError:
        return frozenset(Kind)


def _by_kind(faults: tuple[AccountFault, ...], kinds: frozenset[Kind]) -> dict[str, UptimeKitError]:
    found: dict[str, UptimeKitError] = {}
    for fault in faults:
        for kind in kinds if fault.kind is None else [fault.kind]:
            found.setdefault(kind, fault.error)
    return found


def _with_response_times(fleet: Fleet, reading: AccountReading) -> AccountReading:
    if (error := reading.faults.get(Kind.MONITORS)) is not None:
        return evolve(reading, faults={**reading.faults, RESPONSE_TIMES: error})
    watched = [each for each in reading.items if isinstance(each, Monitor) and each.state is not State.PAUSED]
    last: dict[tuple[str, str], tuple[Item, ResponseTime]] = {}
    faults = dict(reading.faults)
    for item, found in fleet.histories(watched, reading.at - RECENT, reading.at) if watched else ():
        if isinstance(found, AccountFault):
            faults.setdefault(RESPONSE_TIMES, found.error)
            continue
        for measured in found.response_times:  # in order of time
            last[item.id, measured.region] = item, measured
    return evolve(reading, faults=faults, response_times=tuple(last.values()))
