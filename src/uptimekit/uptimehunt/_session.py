"""What is known of an account's session, and what to do next; asks nobody but the token store."""

from __future__ import annotations

import hashlib
from typing import Final, NamedTuple

from uptimekit._runtime.clock import Clock
from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.events import logger
from uptimekit._runtime.printable import printable

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
        self.clock = clock
        self.tokens = tokens or self._load()
        self._logged_out = False
        self.credentials = credentials
        name = credentials.email if credentials else self.tokens.access if self.tokens else hex(id(self))
        self.account = hashlib.sha256(name.encode()).hexdigest()

    def _load(self) -> Tokens | None:
        try:
            return self._store.load()
        except ConfigurationError:
            raise
        except Exception as error:  # of a store that is not ours: its text may hold anything
            kind = type(error).__name__
        raise ConfigurationError(f"the token store cannot be read: its load() raised {kind}")

    def _save(self, tokens: Tokens | None) -> None:
        try:
            self._store.save(tokens)
        except Exception as error:
            own = isinstance(error, ConfigurationError)
            self._go_on_without(str(error) if own else f"its save() raised {type(error).__name__}")

    def _go_on_without(self, reason: str) -> None:
        """Say that the store failed, which is no reason to lose a session that works."""
        text = "the token store failed: %s; this process goes on without it, the next one may have to log in"
        logger.warning(text, printable(reason))

    def usable(self, refused: str | None) -> str | None:
        """Return the access token if it is good for a request now, None if it has to be renewed before."""
        return self._good_for(REFRESH_MARGIN, refused)

    def stopgap(self, refused: str | None) -> str | None:
        """Return an access token that should be renewed but still works; None if there is none."""
        return self._good_for(0.0, refused)

    def _good_for(self, seconds: float, refused: str | None) -> str | None:
        tokens = self.tokens
        if tokens is None or tokens.access == refused or self.clock.time() + seconds >= tokens.expires_at:
            return None
        return tokens.access

    def look_around(self) -> None:
        """Take over what another process has saved since."""
        try:
            saved, mine = (None if self._logged_out else self._load()), self.tokens
        except ConfigurationError as error:
            self._go_on_without(str(error))
            return
        if saved is not None and (mine is None or saved.expires_at > mine.expires_at):
            self.tokens = saved

    @property
    def refresh_token(self) -> str | None:
        """The token for a refresh.  One that has run out is still tried where there is no other way."""
        tokens = self.tokens
        if tokens is None or tokens.refresh is None:
            return None
        over = self.clock.time() >= tokens.refresh_expires_at
        return None if over and self.credentials else tokens.refresh

    def of(self, refresh: str) -> Tokens:
        """Return the tokens that a refresh token is one of: ours, or others of which it is all that is known."""
        mine = self.tokens
        if mine is not None and mine.refresh == refresh:
            return mine
        return Tokens.given(None, refresh, self.clock.time())

    def accept(
        self, answer: object, before: Tokens | None = None, *, credentials: Credentials | None = None
    ) -> str:
        """Keep the tokens of a login or refresh, and how to log in again; return the access token.

        A refresh goes on with the tokens *before* it; a login does not: they may be another user's.
        """
        tokens = self.tokens = received(answer, self.clock.time(), before)
        self._logged_out = False
        self.credentials = credentials or self.credentials
        self._save(tokens)
        return tokens.access

    def refuse_tokens(self) -> None:
        """Drop tokens that the server does not take any more."""
        self.tokens = None
        self._save(None)

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
        return SessionEndedError(
            "no session was begun, or it is over and cannot be renewed; call auth.login(), or pass email= and "
            "password= (or set UPTIMEHUNT_EMAIL and UPTIMEHUNT_PASSWORD)"
        )

    def __repr__(self) -> str:
        return f"<Session tokens={self.tokens!r}>"
