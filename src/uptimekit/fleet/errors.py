"""Errors of a fleet."""

from __future__ import annotations

from collections.abc import Iterable

from uptimekit._runtime.errors import UptimeKitError

from .reading import AccountFault

__all__ = ["UnreadAccountsError"]


class UnreadAccountsError(UptimeKitError):
    """Something was not found, and may be in an account that could not be read.

    Attributes:
        faults: why each could not be read, as :class:`AccountFault`.
    """

    def __init__(self, message: str = "", faults: Iterable[AccountFault] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)
        self.args = message, self.faults  # with which a copy is made

    def __str__(self) -> str:
        return f"{self.message}; not read: {'; '.join(map(str, self.faults))}"
