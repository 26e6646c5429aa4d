"""What is known of an account's session, and what to do next; asks nobody but the token store."""

from __future__ import annotations

import hashlib
from typing import Final, NamedTuple

from uptimekit._runtime.clock import Clock

from ._tokens import Tokens, received
from .errors import SessionEndedError
from .stores import TokenStore

__all__ = ["REFRESH_MARGIN", "Credentials", "Session"]

REFRESH_MARGIN: Final = 30.0
"""Seconds before its end at which an access token is renewed: longer than a request is usually under way."""


class Credentials(NamedTuple):
    """What a login takes."""

    email: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(email=***, password=***)"


class Session:
    """The tokens of one account and the ways to new ones.  Assignments are atomic: threads may read any time."""

    def __init__(
        self, credentials: Credentials | None, tokens: Tokens | None, store: TokenStore, clock: Clock
    ) -> None:
        self._store = store
        self._clock = clock
        self._tokens = tokens or store.load()
        self._logged_out = False
        self.credentials = credentials
        name = credentials.email if credentials else self._tokens.access if self._tokens else hex(id(self))
        self.account = hashlib.sha256(name.encode()).hexdigest()

    def usable(self, refused: str | None) -> str | None:
        """Return the access token if it is good for a request now, None if it has to be renewed before."""
        return self._good_for(REFRESH_MARGIN, refused)

    def stopgap(self, refused: str | None) -> str | None:
        """Return an access token that should be renewed but still works; None if there is none."""
        return self._good_for(0.0, refused)

    def _good_for(self, seconds: float, refused: str | None) -> str | None:
        tokens = self._tokens
        if tokens is None or tokens.access == refused or self._clock.time() + seconds >= tokens.expires_at:
            return None
        return tokens.access

    def look_around(self) -> None:
        """Take over what another process has saved since."""
        saved, mine = (None if self._logged_out else self._store.load()), self._tokens
        if saved is not None and (mine is None or saved.expires_at > mine.expires_at):
            self._tokens = saved

    @property
    def refresh_token(self) -> str | None:
        """The token for a refresh.  One that has run out is still tried where there is no other way."""
        tokens = self._tokens
        if tokens is None or tokens.refresh is None:
            return None
        over = self._clock.time() >= tokens.refresh_expires_at
        return None if over and self.credentials else tokens.refresh

    def accept(self, answer: object, *, credentials: Credentials | None = None) -> str:
        """Keep the tokens of a login or refresh, and how to log in again; return the access token."""
        tokens = self._tokens = received(answer, self._clock.time(), self._tokens)
        self._logged_out = False
        self.credentials = credentials or self.credentials
        self._store.save(tokens)
        return tokens.access

    def refuse_tokens(self) -> None:
        """Drop tokens that the server does not take any more."""
        self._tokens = None
        self._store.save(None)

    def refuse_credentials(self) -> None:
        """Drop credentials that the server does not take: trying them again might lock the account."""
        self.credentials = None

    def end(self) -> None:
        """Forget everything, after a logout."""
        self.refuse_tokens()
        self.refuse_credentials()
        self._logged_out = True

    def over(self) -> SessionEndedError:
        """Return the error that says so."""
        if self._logged_out:
            return SessionEndedError("this client has logged out; call auth.login()")
        return SessionEndedError("the session is over and cannot be renewed; call auth.login()")

    def __repr__(self) -> str:
        return f"<Session tokens={self._tokens!r}>"
