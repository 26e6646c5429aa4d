"""The place of one account's record in Redis or Valkey."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeVar

from ._session_record import Command, ForeignRecordError, key_of
from .errors import ConfigurationError

if TYPE_CHECKING:
    from uptimekit.shared.connection import Connection

__all__ = ["RecordStore"]

T = TypeVar("T")


class RecordStore:
    """Lets the store's server run commands on the record of one account.

    Attributes:
        name: address of the store, without user and password.
    """

    def __init__(self, connection: Connection, account: str) -> None:
        self.name = connection.name
        self._connection = connection
        self._key = key_of(account)

    def run(self, command: Command[T], now: float, left: float = math.inf) -> T:
        """Return what *command* reads from the server's answer.

        Args:
            command: what to do.
            now: seconds since the epoch, by the clock that the times of tokens follow.
            left: seconds until the caller's deadline.

        Raises SharedStoreError if the server does not do it, and ConfigurationError if the key holds something else.
        """
        return self._read(
            command, self._connection.run(command.script, [self._key], command.arguments, left), now
        )

    async def arun(self, command: Command[T], now: float, left: float = math.inf) -> T:
        """See :meth:`run`."""
        answer = await self._connection.arun(command.script, [self._key], command.arguments, left)
        return self._read(command, answer, now)

    def _read(self, command: Command[T], answer: Any, now: float) -> T:
        try:
            return command.read(answer, now)
        except ForeignRecordError:
            pass
        raise ConfigurationError(
            f"{self.name} has something else under {self._key}; name another account, or remove the key"
        )
