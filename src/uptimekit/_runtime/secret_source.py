"""Secrets that change while a client lives, such as an access token that expires after minutes."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

__all__ = ["AsyncSecretSource", "SecretSource"]


@runtime_checkable
class SecretSource(Protocol):
    """Where a synchronous client gets a secret from, before each attempt; safe to share between threads.

    Attributes:
        account: text that is the same for all clients of one account, which share a rate limit; never shown.
    """

    account: str

    def get(self, refused: str | None, left: float) -> str:
        """Return the secret for the next attempt.

        Args:
            refused: the secret that the server just answered 401 to, if it did; the answer is another one.
            left: seconds until the caller's deadline; infinite without one.

        Raises a typed error if there is none to be had: the call ends with it.
        """
        ...


@runtime_checkable
class AsyncSecretSource(Protocol):
    """Where an asynchronous client gets a secret from; see :class:`SecretSource`."""

    account: str

    async def get(self, refused: str | None, left: float) -> str:
        """See :meth:`SecretSource.get`."""
        ...
