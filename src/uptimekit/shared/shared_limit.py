"""A rate limit that is shared by all processes and hosts that use one store."""

from __future__ import annotations

from hashlib import sha256
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, Self

from uptimekit._runtime.clock import Clock
from uptimekit._runtime.constants import LIMITERS_KEPT, SCOPED_LIMITERS_KEPT
from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.operation import RateLimit
from uptimekit._runtime.rate_limiter import Registry, account_digest
from uptimekit._runtime.tracebacks import hides_locals
from uptimekit._runtime.unset import UNSET, Unset

from .connection import TIMEOUT, Connection
from .limiter import Limiter
from .store_health import StoreHealth

if TYPE_CHECKING:
    from .connection import AsyncRedis, Redis

__all__ = ["SharedLimit"]


class SharedLimit:
    """A rate limit for ``rate_limit=`` of any client: the sliding window of :class:`RateLimit`, kept by a store.

    All clients that use the same key on the same host under the same limit with the same store share it, whatever
    process or host they run on, and the pause after a 429.  A request that can go at once costs one round trip to the
    store.  While the store is away or slow, each process keeps to the limit by itself, counting all requests of the
    others that it knows of, and logs a warning a minute.

    May be used by any number of clients, threads and event loops.  :meth:`close` or :meth:`aclose` ends the
    connections; clients that it was given to do not.  A later request opens new ones.

    Args:
        url: the store, a Redis or Valkey server: ``redis://[[user]:password@]host[:port][/database]``, ``rediss://``
            for TLS, ``valkey://`` and ``valkeys://`` for the same, or ``unix:///run/redis.sock``.
        limit: the limit; None for no limit, but shared pauses.  Default: the one that the provider publishes, if the
            client uses the hosted service, else the pauses only.
        strict: whether calls raise SharedStoreError while the store is away.
        timeout: seconds that a call waits for the store before it counts as away.  Default 0.25.
        client: a ``redis.Redis`` or ``redis.RedisCluster`` to use in threads instead, with its own time-outs and repeats.
        async_client: the same of ``redis.asyncio`` to use in tasks instead, on its own event loop.

    Raises:
        ConfigurationError: for an argument that makes no sense, and without the extra ``shared``.

    Examples:
        >>> from uptimekit import RateLimit
        >>> with SharedLimit("redis://localhost:6379/0", RateLimit(60, 60)) as limit:
        ...     print(limit)
        <SharedLimit redis://localhost:6379/0, 60 requests in 60 s>
    """

    @hides_locals
    def __init__(
        self,
        url: str | None = None,
        limit: RateLimit | Unset | None = UNSET,
        *,
        strict: bool = False,
        timeout: float = TIMEOUT,
        client: Redis | None = None,
        async_client: AsyncRedis | None = None,
    ) -> None:
        if not isinstance(limit, RateLimit | Unset | None):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise ConfigurationError("limit must be a RateLimit, or None for shared pauses only")
        if not isinstance(strict, bool):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise ConfigurationError("strict must be True or False")
        self._limit = limit
        self._strict = strict
        self._connection = Connection(url, client=client, async_client=async_client, timeout=timeout)
        instead = (
            "calls fail" if strict else "each process keeps to the limit by itself until it answers again"
        )
        self._health = StoreHealth(instead)
        self._of_keys: Registry[Limiter] = Registry(LIMITERS_KEPT)
        self._of_scopes: Registry[Limiter] = Registry(SCOPED_LIMITERS_KEPT)

    @property
    def limit(self) -> RateLimit | Unset | None:
        """The limit; UNSET for the one that the provider publishes."""
        return self._limit

    def limiter(self, origin: str, secret: str, limit: RateLimit | None, clock: Clock, scope: str) -> Limiter:
        """Return the limiter of all who call *origin* with *secret*; for clients."""
        account = account_digest(secret, scope)
        how = f"{limit.requests}/{float(limit.period)}" if limit else ""
        name = sha256(f"{origin}\n{account}\n{how}".encode()).hexdigest()

        def make() -> Limiter:
            return Limiter(limit, clock, name, self._connection, self._health, strict=self._strict)

        return (self._of_scopes if scope else self._of_keys).get((origin, account, limit, id(clock)), make)

    def close(self) -> None:
        """Close the connections of threads."""
        self._connection.close()

    async def aclose(self) -> None:
        """Close all connections, of threads and of every event loop."""
        await self._connection.aclose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        limit = self._limit
        how = f", {limit.requests} requests in {limit.period:g} s" if isinstance(limit, RateLimit) else ""
        return f"<{type(self).__name__} {self._connection.name}{how}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a shared limit holds a password and connections; it cannot be pickled or copied: build one in each process"
        )
