"""A store of tokens in Redis or Valkey, with which many hosts share one session and renew it once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from ._record_store import RecordStore
from ._session_record import Owner, look, save
from .errors import ConfigurationError, facade_errors

if TYPE_CHECKING:
    from uptimekit.shared.connection import AsyncRedis, Redis

    from ._tokens import Tokens

__all__ = ["SharedTokenStore", "records_of"]


@facade_errors
class SharedTokenStore:
    """Keeps the session of one account for all threads, tasks, processes and hosts, of which one renews it.

    The others wait for its tokens, within the deadlines of their calls.  A host that crashes during a renewal holds the
    others up for at most 30 seconds; one that was late cannot overwrite newer tokens.  Needs the extra ``shared``.

    Who may read the store can act as the user: it holds tokens, though no password.  Protect it with TLS
    (``rediss://``) and a user of its own (``ACL SETUSER``).  Its keys and the errors show no secret.

    If the store cannot be reached, answers too late or with an error, the client renews its tokens as if it were alone,
    with at most one warning a minute, and tells the store later.

    Args:
        url: ``redis://host:6379/0``, or with ``rediss``, ``valkey``, ``valkeys``, ``unix``.
        account: name of the account, the same on all hosts, such as its e-mail address; it is kept as a hash.
        strict: whether :class:`uptimekit.SharedStoreError` is raised where the client would have to renew its tokens
            without the store.
        timeout: seconds to wait for each answer of the store, which is asked rarely.  Default 1.
        client: a ``redis.Redis`` or ``redis.RedisCluster`` for synchronous clients, instead of *url*; it stays open.
        async_client: the same of ``redis.asyncio`` for asynchronous ones.

    Close it, or use it as a context manager: a client leaves open the store that was passed to it.  Threads, event loops
    and forked processes may share it.  Raises ConfigurationError for arguments that make no sense, and without the
    extra.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        account: str,
        strict: bool = False,
        timeout: float = 1.0,
        client: Redis | None = None,
        async_client: AsyncRedis | None = None,
    ) -> None:
        if not isinstance(account, str) or not account:  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise ConfigurationError("account must be the name of the account, the same on all hosts")
        from uptimekit.shared.connection import Connection  # loads redis

        self.account = account
        self.strict = strict
        self._connection = Connection(url, client=client, async_client=async_client, timeout=timeout)
        self._records = RecordStore(self._connection, account)

    def load(self) -> Tokens | None:
        """Return the tokens that were saved last, or None.

        Raises SharedStoreError if the store does not answer, and ConfigurationError if it holds something else.
        """
        return self._records.run(look(), time.time()).tokens

    def save(self, tokens: Tokens | None) -> None:
        """Begin another session for all hosts, or none.  Raises what :meth:`load` does.

        Clients do this themselves, after a login, a renewal and a logout.
        """
        now = time.time()
        self._records.run(save(tokens, now, Owner()), now)

    def close(self) -> None:
        """Close the connections of threads; the next use makes new ones."""
        self._connection.close()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._connection.aclose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"SharedTokenStore({self._connection.name!r}, account={self.account!r}, strict={self.strict})"


def records_of(store: SharedTokenStore) -> RecordStore:
    """Return what a session asks for its record."""
    return store._records  # pyright: ignore[reportPrivateUsage]  (same module)
