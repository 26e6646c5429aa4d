"""The connection to a Redis or Valkey server: scripts are run there, within a time, and nothing is repeated."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeAlias

from uptimekit._runtime.connection_queue import AsyncConnectionQueue, ConnectionQueue
from uptimekit._runtime.errors import ConfigurationError, SharedStoreError, UptimeKitError
from uptimekit._runtime.locks import Locked
from uptimekit._runtime.masking import Secrets
from uptimekit._runtime.sanitize import sanitized
from uptimekit._runtime.settings import check_seconds

from .store_url import StoreURL

if TYPE_CHECKING:
    import redis
    import redis.asyncio

    from .loop_clients import LoopClients

__all__ = ["AT_ONCE", "TIMEOUT", "Argument", "AsyncRedis", "Connection", "Redis"]

Argument: TypeAlias = "str | bytes | int | float"
Redis: TypeAlias = "redis.Redis | redis.RedisCluster"
AsyncRedis: TypeAlias = "redis.asyncio.Redis | redis.asyncio.RedisCluster"

TIMEOUT: Final = 0.25
"""Seconds for one command: a healthy store answers in a thousandth of it, and a call may wait that long for nothing."""

AT_ONCE: Final = 32
"""Commands that the threads of a process, or the tasks of an event loop, should have under way at once: more are no
quicker, each needs a connection, and the last of thousands would wait for longer than the time-out."""


class Connection(Locked):
    """A store, for threads, for tasks on any number of event loops, and for forked children.

    Opens nothing before the first command.

    Args:
        url: address, such as ``redis://host:6379/0``; see :class:`StoreURL`.
        client: client of redis-py to use in threads instead; it limits its own time.
        async_client: client of ``redis.asyncio`` to use in tasks instead, on its own event loop.
        timeout: seconds for a command, with all that it needs: a connection, signing in, the answer.

    Attributes:
        queue: the queue of threads that want to run a command, for callers that may be many.

    Raises:
        ConfigurationError: for text that is no address, a client of another kind or one that may wait for ever, or
            without redis-py.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        client: Redis | None = None,
        async_client: AsyncRedis | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        super().__init__()
        check_seconds("timeout", timeout)
        if url is None and client is None and async_client is None:
            raise ConfigurationError("give the address of the store, or a client of redis-py")
        self.timeout = timeout
        self._url = None if url is None else StoreURL(url)
        self._given, self._given_async = client, async_client
        self.queue = ConnectionQueue(_places(client))
        self._given_queue = AsyncConnectionQueue(_places(async_client))
        self._secrets = Secrets(self._url.secrets if self._url else ())
        self._built: Any = None
        self._inherited: list[Any] = []  # of the parent process, kept so that nothing here closes them
        self._loops: LoopClients | None = None
        from .redis_library import check_clients  # says what to install, before anything is sent

        check_clients(client, async_client)

    @property
    def name(self) -> str:
        """The address, without user and password."""
        return self._url.name if self._url else "the store"

    def run(self, script: str, keys: Sequence[str], args: Sequence[Argument], left: float = math.inf) -> Any:
        """Run a Lua *script* and return its result; *left* seconds are there if that is less than the time-out.

        Raises SharedStoreError for whatever goes wrong.
        """
        from .redis_library import NoScriptError, command_ends_at

        seconds = min(self.timeout, left)
        token = command_ends_at.set(monotonic() + seconds)
        try:
            client = self._client()
            try:
                return client.evalsha(_digest(script), len(keys), *keys, *args)
            except NoScriptError:
                return client.eval(script, len(keys), *keys, *args)
        except Exception as error:
            problem = self._problem(error, seconds)
        finally:
            command_ends_at.reset(token)
        raise problem  # outside of the except clause: the chain of the library's error may show the password

    async def arun(
        self, script: str, keys: Sequence[str], args: Sequence[Argument], left: float = math.inf
    ) -> Any:
        """Run a script from a task: see :meth:`run`."""
        from .loop_timeout import loop_timeout
        from .redis_library import NoScriptError

        seconds = min(self.timeout, left)
        try:
            async with loop_timeout(seconds):
                client = self._async_client()
                try:
                    return await client.evalsha(_digest(script), len(keys), *keys, *args)
                except NoScriptError:
                    return await client.eval(script, len(keys), *keys, *args)
        except Exception as error:
            problem = self._problem(error, seconds)
        raise problem

    def _problem(self, error: Exception, seconds: float) -> UptimeKitError:
        if isinstance(error, UptimeKitError):
            return error
        if type(error).__name__ == "TimeoutError":  # of Python, or of the library
            return SharedStoreError(f"{self.name}: no answer within {max(0.0, seconds):.3g} s")
        from .redis_library import MovedError

        if isinstance(error, MovedError):  # its text has only a number and an address
            return SharedStoreError(
                f"{self.name}: it is one node of a cluster; pass in a client=redis.RedisCluster(...)"
            )
        said = sanitized(self._secrets.masked(str(error))).rstrip(".") or type(error).__name__
        return SharedStoreError(f"{self.name}: {said}")

    def _client(self) -> Any:
        if self._given is not None:
            return self._given
        if self._url is None:
            raise ConfigurationError("only async_client was given, which no thread can use; give client, too")
        with self._lock:
            if self._built is None or self._built[0] != os.getpid():
                from .redis_library import sync_redis

                self._inherited.append(self._built)
                self._built = os.getpid(), sync_redis(self._url.text)
            return self._built[1]

    def _async_client(self) -> Any:
        if self._given_async is not None:
            return self._given_async
        return self._loop_clients().here().client

    def loop_queue(self) -> AsyncConnectionQueue:
        """Return the queue of tasks of the running event loop, for callers that may be many."""
        return self._given_queue if self._given_async is not None else self._loop_clients().here().queue

    def _loop_clients(self) -> LoopClients:
        if self._url is None:
            raise ConfigurationError("only client was given, which no task can use; give async_client, too")
        with self._lock:
            if self._loops is None or self._loops.pid != os.getpid():
                from .loop_clients import LoopClients

                self._inherited.append(self._loops)
                self._loops = LoopClients(self._url.text, AT_ONCE)
            return self._loops

    def close(self) -> None:
        """Close the connections of threads; a later command opens new ones.  What was passed in stays open."""
        with self._lock:
            built, self._built = self._built, None
        if built is not None and built[0] == os.getpid():
            built[1].connection_pool.disconnect()

    async def aclose(self) -> None:
        """Close all connections, on whatever event loop; a later command opens new ones."""
        self.close()
        with self._lock:
            loops, self._loops = self._loops, None
        if loops is not None and loops.pid == os.getpid():
            await loops.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "it holds a password and connections; it cannot be pickled or copied: build one in each process"
        )


def _places(client: Any) -> int:
    """Return how many commands may be under way at once: no more than a *client* that was passed in has connections."""
    most = getattr(getattr(client, "connection_pool", None), "max_connections", None)
    return max(1, min(AT_ONCE, most or AT_ONCE))


@lru_cache
def _digest(script: str) -> str:
    from hashlib import sha1

    return sha1(script.encode(), usedforsecurity=False).hexdigest()
