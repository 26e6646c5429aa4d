"""The shared limit that ``UPTIMEKIT_SHARED_LIMIT`` names: one for all clients of a process."""

from __future__ import annotations

from uptimekit._runtime.client_base import SHARED_LIMIT
from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.locks import Locked

from .shared_limit import SharedLimit

__all__ = ["Member", "join"]


class _Limits(Locked):
    """The limits by address, and how many clients use each.  They stay, with what they know; connections do not."""

    def __init__(self) -> None:
        super().__init__()
        self._limits: dict[str, SharedLimit] = {}
        self._members: dict[SharedLimit, int] = {}

    def join(self, url: str) -> SharedLimit:
        with self._lock:
            limit = self._limits.get(url)
            if limit is None:
                limit = self._limits[url] = SharedLimit(url)
            self._members[limit] = self._members.get(limit, 0) + 1
            return limit

    def leave(self, limit: SharedLimit) -> bool:
        """Count one member less; return whether it was the last."""
        with self._lock:
            self._members[limit] -= 1
            return not self._members[limit]


_limits = _Limits()


class Member:
    """The part of one client; see :class:`Membership`."""

    def __init__(self, url: str) -> None:
        self.shared_limit = _limits.join(url)
        self._left = False

    def _leaves_last(self) -> bool:
        if self._left:
            return False
        self._left = True
        return _limits.leave(self.shared_limit)

    def close(self) -> None:
        """Leave; the last one closes the connections of threads."""
        if self._leaves_last():
            self.shared_limit.close()

    async def aclose(self) -> None:
        """Leave; the last one closes all connections."""
        if self._leaves_last():
            await self.shared_limit.aclose()


def join(url: str) -> Member:
    """Return the part of a new client in the limit of the store at *url*.  Raises ConfigurationError, naming the variable."""
    try:
        return Member(url)
    except ConfigurationError as error:
        problem = error.message
    raise ConfigurationError(f"{SHARED_LIMIT}: {problem}")
