"""Access tokens that are renewed in time and once for all who wait: the secret sources of both clients."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Generator
from contextvars import Context
from typing import Any, Final, Literal

from uptimekit._runtime import Request
from uptimekit._runtime.errors import RequestTimeoutError, UptimeKitError
from uptimekit._runtime.locks import Locked

from ._session import Session

__all__ = ["AsyncKeeper", "AsyncSend", "Endpoint", "Keeper", "Send", "patience", "renewal", "token_request"]

Endpoint = Literal["refresh", "login"]
Send = Callable[[Endpoint, dict[str, str], float], Any]
"""Sends a body to an endpoint within so many seconds and returns the decoded answer."""
AsyncSend = Callable[[Endpoint, dict[str, str], float], Awaitable[Any]]

_REFUSALS: Final = frozenset({400, 401, 403, 422})
"""Statuses that speak of what was sent; a 404 speaks of the base URL, and costs neither tokens nor credentials."""


def renewal(session: Session, refused: str | None) -> Generator[tuple[Endpoint, dict[str, str]], Any, str]:
    """Say what to send for a new access token, and return it: refresh, else log in.

    To be sent what each endpoint answers, or thrown what went wrong.  Raises SessionEndedError if neither is
    possible, and what went wrong if it may go better later.
    """
    session.take_over_saved()
    if (token := session.usable(refused)) is not None:
        return token
    before = session.tokens
    if (refresh := session.refresh_token) is not None:
        try:
            answer = yield "refresh", {"refresh": refresh}
            if session.tokens is before:
                return session.accept(answer, before)
            # Somebody has logged in or out while we asked: the answer is that of a session left behind.
            if (token := session.usable(refused)) is not None:
                return token
        except UptimeKitError as error:
            if error.status_code in _REFUSALS:
                session.take_over_saved()  # another process may have used the refresh token up while we asked
                if (token := session.usable(refused)) is not None:
                    return token
                session.drop_tokens()
            elif (token := session.usable(refused, 0.0)) is not None:
                return token
            else:
                raise
    if session.credentials is None:
        raise session.ended()
    try:
        return session.accept((yield "login", session.credentials._asdict()))
    except UptimeKitError as error:
        if error.status_code in _REFUSALS:
            session.drop_credentials()
        raise


class Keeper(Locked):
    """Gives the synchronous client its access token (a ``SecretSource`` of the runtime).

    One thread renews, the others wait for it.
    """

    def __init__(self, session: Session, send: Send) -> None:
        super().__init__()
        self.session = session
        self.account = session.account
        self._send = send

    def get(self, refused: str | None, left: float) -> str:
        """Return an access token that is not *refused*, within *left* seconds."""
        if (token := self.session.usable(refused)) is not None:
            return token
        end = self.session.clock.monotonic() + left
        lock = self._lock
        if not lock.acquire(timeout=-1 if left == math.inf else max(0.0, left)):
            raise _late()
        try:
            # In a context of its own: a raw answer with tokens is nothing for capture().
            return Context().run(self._renew, refused, end)
        finally:
            lock.release()

    def _renew(self, refused: str | None, end: float) -> str:
        steps = renewal(self.session, refused)
        try:
            step = next(steps)
            while True:
                try:
                    answer = self._send(*step, end - self.session.clock.monotonic())
                except UptimeKitError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(answer)
        except StopIteration as done:
            token: str = done.value
            return token


class AsyncKeeper:
    """Gives the asynchronous client its access token (an ``AsyncSecretSource`` of the runtime).

    One task renews, the others wait for it; it goes on if the call that began it is cancelled or runs out of time.
    """

    def __init__(self, session: Session, send: AsyncSend) -> None:
        self.session = session
        self.account = session.account
        self._send = send
        self._task: asyncio.Task[str] | None = None

    async def get(self, refused: str | None, left: float) -> str:
        """Return an access token that is not *refused*, within *left* seconds."""
        if (token := self.session.usable(refused)) is not None:
            return token
        if (task := self._task) is None or task.done():
            task = self._task = asyncio.create_task(self._renew(refused), context=Context())
            task.add_done_callback(_look_at)
        await asyncio.wait([task], timeout=None if left == math.inf else left)
        if not task.done():
            raise _late()
        return task.result()

    async def _renew(self, refused: str | None) -> str:
        steps = renewal(self.session, refused)
        try:
            step = next(steps)
            while True:
                try:
                    answer = await self._send(*step, math.inf)  # others wait, too: not this call's deadline
                except UptimeKitError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(answer)
        except StopIteration as end:
            token: str = end.value
            return token


def token_request(endpoint: Endpoint, body: dict[str, str]) -> Request[Any]:
    """Return the request to one of the two endpoints that give tokens."""
    from uptimekit_clients.uptimehunt.requests import auth  # loads with the first renewal

    request: Request[Any] = auth.refresh(**body) if endpoint == "refresh" else auth.login(**body)
    return request


def patience(left: float, deadline: float | None) -> float | None:
    """Return the deadline of a renewal: the client's own, or what is *left* of the call that waits for it."""
    seconds = min(left, math.inf if deadline is None else deadline)
    return None if seconds == math.inf else max(seconds, 0.001)


def _look_at(task: asyncio.Task[str]) -> None:
    """Take note of a failure, even if nobody waits for it any more: asyncio would complain otherwise."""
    if not task.cancelled():
        task.exception()


def _late() -> RequestTimeoutError:
    return RequestTimeoutError("the deadline passed while the access token was renewed")
