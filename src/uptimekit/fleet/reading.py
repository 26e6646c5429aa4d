"""Readings of a fleet: items, and the faults of accounts that could not be read."""

from __future__ import annotations

from typing import Generic, TypeVar

from attrs import field, frozen

from uptimekit._runtime.error_text import error_text
from uptimekit._runtime.errors import UptimeKitError

from .vocabulary import Component, Heartbeat, Incident, Item, Kind, Monitor

__all__ = ["AccountFault", "Reading"]

I = TypeVar("I", bound=Item, covariant=True)  # noqa: E741


@frozen
class AccountFault:
    """Why an account could not be read, in whole or in part.

    Attributes:
        account: name of the account.
        provider: name of its provider.
        kind: what could not be read of it; None for all of it.
        error: the error of the provider's client; RequestTimeoutError when the fleet's deadline was over.
    """

    account: str
    provider: str
    kind: Kind | None
    error: UptimeKitError = field(eq=False)

    def __str__(self) -> str:
        of_kind = f", {self.kind.plural}" if self.kind else ""
        return f"{self.account}{of_kind}: {error_text(self.error)}"


@frozen
class Reading(Generic[I]):
    """Items of all accounts that could be read, by account and name, and the faults of the others."""

    items: tuple[I, ...] = ()
    faults: tuple[AccountFault, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every account could be read."""
        return not self.faults

    @property
    def monitors(self) -> tuple[Monitor, ...]:
        """The monitors among the items."""
        return tuple(item for item in self.items if isinstance(item, Monitor))

    @property
    def heartbeats(self) -> tuple[Heartbeat, ...]:
        """The heartbeats among the items."""
        return tuple(item for item in self.items if isinstance(item, Heartbeat))

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """The incidents among the items."""
        return tuple(item for item in self.items if isinstance(item, Incident))

    @property
    def components(self) -> tuple[Component, ...]:
        """The components among the items."""
        return tuple(item for item in self.items if isinstance(item, Component))
