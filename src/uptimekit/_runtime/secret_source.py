"""Sources of secrets that change, such as access tokens that expire after minutes."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

__all__ = ["AsyncSecretSource", "SecretSource"]


@runtime_checkable
class SecretSource(Protocol):
    """A source that a synchronous client asks for a secret before each attempt; safe to share between threads.

    Attributes:
        account: text that is the same for all clients of one account, which share a rate limit; never shown.
    """

    account: str

    def get(self, refused: str | None, left: float) -> str:
        """Return the secret for the next attempt; ``user:password`` for HTTP basic.

        Args:
            refused: the secret that the server has just answered 401 to, if any; do not return it again.  If several
                credentials are sent together, the source of each is told, since nobody knows which one was refused.
            left: seconds until the caller's deadline; infinite without one.

        Raises an UptimeKitError if there is none; the call ends with it.
        """
        ...


@runtime_checkable
class AsyncSecretSource(Protocol):
    """A source that an asynchronous client asks for a secret; see :class:`SecretSource`."""

    account: str

    async def get(self, refused: str | None, left: float) -> str:
        """See :meth:`SecretSource.get`."""
        ...
