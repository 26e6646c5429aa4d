"""The import of redis-py, and its connections with one limit on the time of a command; nothing else knows the library."""

from __future__ import annotations

import socket
from contextvars import ContextVar
from time import monotonic
from typing import Any, Final

from uptimekit._runtime.errors import ConfigurationError

try:
    import redis
    import redis.asyncio
    from redis import connection
    from redis.asyncio import connection as async_connection
    from redis.asyncio.retry import Retry as AsyncRetry
    from redis.backoff import NoBackoff
    from redis.exceptions import MovedError, NoScriptError
    from redis.retry import Retry
except ImportError:
    raise ConfigurationError(
        "a shared limit or session needs redis: pip install 'uptimekit[shared]'"
    ) from None

__all__ = ["MovedError", "NoScriptError", "async_redis", "check_clients", "command_ends_at", "sync_redis"]

command_ends_at: ContextVar[float | None] = ContextVar("uptimekit_command_ends_at", default=None)
"""When the command of a thread has to be done, connecting included: a time of ``time.monotonic()``."""


def sync_redis(url: str) -> redis.Redis:
    """Return a client for threads that repeats nothing and keeps to :data:`command_ends_at`."""
    options: dict[str, Any] = connection.parse_url(url)  # type: ignore[no-untyped-call]
    kind = _TIMED[options.pop("connection_class", connection.Connection)]
    pool = redis.ConnectionPool(connection_class=kind, **options, **_plain(Retry))
    return redis.Redis(connection_pool=pool)


def async_redis(url: str) -> redis.asyncio.Redis:
    """Return a client for one event loop that repeats nothing; the caller limits the time."""
    options: Any = async_connection.parse_url(url)
    pool: Any = redis.asyncio.ConnectionPool(
        **options, **_plain(AsyncRetry), socket_timeout=None, socket_connect_timeout=None
    )
    return redis.asyncio.Redis(connection_pool=pool)


def check_clients(client: object, async_client: object) -> None:
    """Raise ConfigurationError for clients that were passed in and are of another kind, or may take for ever."""
    if not isinstance(client, redis.Redis | redis.RedisCluster | None):
        raise ConfigurationError("client must be a redis.Redis or redis.RedisCluster")
    if not isinstance(async_client, redis.asyncio.Redis | redis.asyncio.RedisCluster | None):
        raise ConfigurationError("async_client must be a redis.asyncio.Redis or redis.asyncio.RedisCluster")
    pool: Any = getattr(client, "connection_pool", None)  # none in a client of a cluster
    if pool is not None and pool.connection_kwargs.get("socket_timeout", 1) is None:
        raise ConfigurationError("client has no socket_timeout: a store that hangs would stop every call")


def _plain(retry: Any) -> dict[str, Any]:
    """Return what makes a connection that says nothing but what it is told to: no HELLO, no CLIENT, no repeats."""
    return {"protocol": 2, "driver_info": None, "retry": retry(NoBackoff(), 0)}


def _time_left() -> float | None:
    end = command_ends_at.get()
    if end is None:
        return None
    if (left := end - monotonic()) <= 0:
        raise TimeoutError("the time for a command is over")
    return left


class _TimedSocket:
    """A socket each of whose steps has no more time than its command has left: an answer that drips in ends, too."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._blocks = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)

    def settimeout(self, seconds: float | None) -> None:
        self._blocks = seconds != 0
        self._socket.settimeout(seconds)

    def recv(self, size: int) -> bytes:
        self._limit()
        return self._socket.recv(size)

    def recv_into(self, buffer: Any, *rest: int) -> int:
        self._limit()
        return self._socket.recv_into(buffer, *rest)

    def sendall(self, data: bytes) -> None:
        self._limit()
        self._socket.sendall(data)

    def _limit(self) -> None:
        if self._blocks:
            self._socket.settimeout(_time_left())


class _Timed:
    """What the connections of redis-py get in addition."""

    @property
    def socket_timeout(self) -> float | None:
        return _time_left()

    @socket_timeout.setter
    def socket_timeout(self, value: Any) -> None:
        """Ignore it."""

    socket_connect_timeout = socket_timeout

    def _connect(self) -> Any:
        return _TimedSocket(super()._connect())  # type: ignore[misc]


class _TimedConnection(_Timed, connection.Connection):
    pass


class _TimedSSLConnection(_Timed, connection.SSLConnection):
    pass


class _TimedUnixConnection(_Timed, connection.UnixDomainSocketConnection):
    pass


_TIMED: Final[dict[Any, Any]] = {
    connection.Connection: _TimedConnection,
    connection.SSLConnection: _TimedSSLConnection,
    connection.UnixDomainSocketConnection: _TimedUnixConnection,
}
