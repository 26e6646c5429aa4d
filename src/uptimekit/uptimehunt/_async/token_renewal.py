"""Renewal of access tokens: before they expire, and once for all waiting calls."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from uptimekit._runtime import Request
from uptimekit._runtime.errors import UptimeKitError
from uptimekit._runtime.single_flight import AsyncSingleFlight
from uptimekit.uptimehunt._session import Session
from uptimekit_clients.uptimehunt import requests

if TYPE_CHECKING:
    from uptimekit_clients.uptimehunt.models import TokenResult

    from .shared_renewal import AsyncSharedRenewal

__all__ = ["AsyncTokenRenewal", "patience"]

_REFUSALS: Final = frozenset({400, 401, 403, 422})
"""Statuses that refuse the tokens or credentials.  A 404 means a wrong base URL, and drops neither."""


class _Send(Protocol):
    async def __call__(self, request: Request[TokenResult], left: float) -> TokenResult:
        """Send *request* within *left* seconds."""
        ...


class AsyncTokenRenewal:
    """Gives a client its access token (an ``AsyncSecretSource`` of the runtime)."""

    def __init__(self, session: Session, send: _Send) -> None:
        self.account = session.account
        self._session = session
        self._send = send
        self._shared: AsyncSharedRenewal | None = None
        if session.shared is not None:
            from .shared_renewal import AsyncSharedRenewal  # few share one

            self._shared = AsyncSharedRenewal(session.shared, self._renew_alone)
        self._flight = AsyncSingleFlight(session.clock, "the access token was renewed")

    async def get(self, refused: str | None, left: float) -> str:
        """Return an access token that is not *refused*, within *left* seconds."""
        if (token := self._session.usable(refused)) is not None and not self._session.must_save:
            return token
        return await self._flight.run(partial(self._renew, refused), left)

    async def _renew(self, refused: str | None, end: float) -> str:
        """Return a new access token: from the store, by a refresh, or by a login.

        Raises SessionEndedError if none of them is possible, and the error of the last one if it may work later.
        """
        if self._shared is not None:
            return await self._shared.renew(refused, end)
        self._session.take_over_saved()
        return await self._renew_alone(refused, end)

    async def _renew_alone(self, refused: str | None, end: float) -> str:
        """Return a new access token by a refresh or a login, without a look at the store."""
        session = self._session
        token = session.usable(refused)
        while token is None and (refresh := session.refresh_token) is not None:
            token = await self._refresh(refresh, refused, end)
        return await self._login(end) if token is None else token

    async def _refresh(self, refresh: str, refused: str | None, end: float) -> str | None:
        """Return a new access token; None if the refresh token is refused, or the session has changed."""
        session, before = self._session, self._session.tokens
        try:
            result = await self._send(requests.auth.refresh(refresh=refresh), end - session.clock.monotonic())
            if session.tokens is before:
                return session.accept(result.to_dict(), before)
        except UptimeKitError as error:
            if error.status_code not in _REFUSALS:
                if (token := session.usable(refused, 0.0)) is not None:
                    return token
                raise
            await self._take_over_saved()  # another process may have used the refresh token up meanwhile
            if session.tokens is before:
                session.drop_tokens()
        # Of another process, or of a login or logout meanwhile: the answer was for the session before it.
        return session.usable(refused)

    async def _take_over_saved(self) -> None:
        if self._shared is not None:
            await self._shared.look()
        else:
            self._session.take_over_saved()

    async def _login(self, end: float) -> str:
        session, credentials = self._session, self._session.credentials
        if credentials is None:
            raise session.ended()
        request = requests.auth.login(email=credentials.email, password=credentials.password)
        try:
            result = await self._send(request, end - session.clock.monotonic())
        except UptimeKitError as error:
            if error.status_code in _REFUSALS:
                session.drop_credentials()
            raise
        return session.accept(result.to_dict())


def patience(left: float, deadline: float | None) -> float | None:
    """Return the deadline of a renewal: the client's own, or the time *left* of the waiting call if that is less."""
    seconds = min(left, math.inf if deadline is None else deadline)
    return None if seconds == math.inf else max(seconds, 0.001)
