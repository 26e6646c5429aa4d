# Derived by scripts/generate.py from ../_async/shared_renewal.py; do not edit.
"""Renewal of a session that many hosts share: one of them renews it, the others take over its tokens."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from contextlib import suppress
from secrets import token_hex
from typing import Final, TypeVar

from uptimekit._runtime.errors import ConfigurationError, RequestTimeoutError, SharedStoreError
from uptimekit.uptimehunt._session import REFRESH_MARGIN
from uptimekit.uptimehunt._session_record import LOCK_SECONDS, Command, Turn, look, release, take_turn
from uptimekit.uptimehunt._shared_session import SharedSession

__all__ = ["SharedRenewal", "publish"]

T = TypeVar("T")

_RENEWAL_SECONDS: Final = LOCK_SECONDS - 5.0
"""Seconds that a renewal may take: it is over before another host gets the lock."""
_LONGEST_WAIT: Final = 4 * LOCK_SECONDS
"""Seconds to wait for other hosts where no call has a deadline: four of them crashed."""
_FIRST_LOOK: Final = 0.05
_LAST_LOOK: Final = 0.5
"""Seconds between two looks whether another host is done, with up to half of it less: a login takes about 0.3 s."""


class SharedRenewal:
    """Renews a shared session, or waits until another host has."""

    def __init__(self, session: SharedSession, renew_alone: Callable[[str | None, float], str]) -> None:
        self._session = session
        self._renew_alone = renew_alone

    def renew(self, refused: str | None, end: float) -> str:
        """Return an access token that is not *refused*, until the time *end* of the clock.

        Raises what the renewal raises, RequestTimeoutError if another host takes too long, ConfigurationError if the
        store has something else under the account, and SharedStoreError if it fails and the session is strict.
        """
        session = self._session
        if session.must_save:
            _tell(session, session.saving())
        if session.logged_out:
            raise session.ended()
        if (token := session.usable(refused)) is not None:
            return token
        holder = token_hex(8)
        found: str | int | None
        try:
            found = self._turn(holder, refused, end)
        except SharedStoreError as error:
            found = self._without_store(error, holder, refused, end)
        except BaseException as error:
            if not isinstance(error, Exception):  # cancelled, when the lock may be ours already
                self._give_back(holder)
            raise
        if isinstance(found, str):
            return found
        try:
            return self._renew_alone(refused, min(end, session.clock.monotonic() + _RENEWAL_SECONDS))
        finally:
            self._give_back(holder, found)

    def look(self) -> None:
        """Take over what the store knows by now."""
        try:
            self._session.take_over(run(self._session, look()))
        except (SharedStoreError, ConfigurationError) as error:
            self._session.warn(error)

    def _turn(self, holder: str, refused: str | None, end: float) -> str | int:
        """Return an access token, or the fence of a renewal by this host."""
        session, clock, pause = self._session, self._session.clock, _FIRST_LOOK
        end = min(end, clock.monotonic() + _LONGEST_WAIT)
        while (left := end - clock.monotonic()) > 0:
            turn = run(session, take_turn(session.version, holder), left)
            if turn.fence is not None:
                return turn.fence
            if turn.record is not None:
                session.take_over(turn.record)
            # While another host renews it, it serves to its end.
            margin = REFRESH_MARGIN if turn.held is None else 0.0
            if (token := session.usable(refused, margin)) is not None:
                return token
            if turn.held is not None:
                clock.sleep(min(left, pause * random.uniform(0.5, 1)))
                pause = min(2 * pause, _LAST_LOOK)
        raise _late()

    def _without_store(
        self, error: SharedStoreError, holder: str, refused: str | None, end: float
    ) -> str | None:
        """Return None where the tokens are to be renewed as if there were no other host."""
        session = self._session
        if session.strict:
            self._give_back(holder)  # if the server has given it to us, but too late
            if (token := session.usable(refused, 0.0)) is not None:
                return token
            raise error
        session.warn(error)
        if session.clock.monotonic() >= end:
            raise _late()
        return None

    def _give_back(self, holder: str, fence: int | None = None) -> None:
        """Save the tokens if they have changed, and release the lock if this host has it."""
        session = self._session
        _tell(session, session.saving(holder, fence) if session.must_save else release(holder))


def publish(session: SharedSession) -> None:
    """Tell all hosts that another session has begun at this one, or none."""
    _tell(session, session.saving(anew=True))


def run(session: SharedSession, command: Command[T], left: float = math.inf) -> T:
    """Let the session's store run *command* within *left* seconds."""

    return session.records.run(command, session.clock.time(), left)


def _tell(session: SharedSession, command: Command[Turn]) -> None:
    """Let the store run *command*, which changes the record.  If it fails, the session goes on."""
    tokens = session.tokens
    try:
        session.saved(tokens, run(session, command))
    except (SharedStoreError, ConfigurationError) as error:
        session.warn(error)
    except BaseException:  # an event loop that ends cancels each task once, and the lock must not stay behind
        with suppress(SharedStoreError, ConfigurationError):
            run(session, command)
        raise


def _late() -> RequestTimeoutError:
    return RequestTimeoutError("the deadline passed while another host renewed the access token")
