"""The session of an account: its tokens, the store that keeps them, and the credentials for the next login; no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from uptimekit._runtime import errors
from uptimekit._runtime.clock import Clock
from uptimekit._runtime.logger import logger
from uptimekit._runtime.sanitize import sanitized

from ._tokens import Tokens, received
from .errors import ConfigurationError, SessionEndedError
from .stores import TokenStore

if TYPE_CHECKING:
    from ._shared_session import SharedSession

__all__ = ["REFRESH_MARGIN", "Credentials", "Session", "of_a_user", "warn_of"]

REFRESH_MARGIN: Final = 30.0
"""Seconds before its end at which an access token is renewed: longer than a request is usually under way."""


class Credentials(NamedTuple):
    """E-mail address and password of a login."""

    email: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(email=***, password=***)"


class Session:
    """The tokens of one account and the ways to new ones.  Assignments are atomic: threads may read any time.

    Attributes:
        tokens: the present tokens; None before the first login and after a logout.
        credentials: those of the next login; None without any, or if the server refused them.
        account: text that is the same for all clients of the account.
        logged_out: whether this client has ended the session, and nobody has begun another one.
    """

    def __init__(
        self,
        credentials: Credentials | None,
        tokens: Tokens | None,
        store: TokenStore,
        clock: Clock,
        *,
        account: str = "",
    ) -> None:
        from hashlib import sha256  # loads with the first client

        self._store = store
        self.logged_out = False
        self.clock = clock
        self.tokens = tokens or self._load()
        self.credentials = credentials
        self._begun = credentials is not None or self.tokens is not None
        known = credentials.email if credentials else self.tokens.access if self.tokens else hex(id(self))
        self.account = sha256((account or known).encode()).hexdigest()

    def _load(self) -> Tokens | None:
        try:
            return self._store.load()
        except errors.ConfigurationError:
            raise
        except Exception as error:  # a store of the caller's: its text may hold anything
            kind = type(error).__name__
        raise ConfigurationError(f"the token store cannot be read: its load() raised {kind}")

    def _keep(self, tokens: Tokens | None) -> None:
        self.tokens = tokens
        try:
            self._store.save(tokens)
        except errors.ConfigurationError as error:
            warn_of(str(error))
        except Exception as error:
            warn_of(f"its save() raised {type(error).__name__}")

    def take_over_saved(self) -> None:
        """Take over the tokens that another process has saved, if they are newer."""
        if self.logged_out:
            return
        try:
            saved = self._load()
        except errors.ConfigurationError as error:
            warn_of(str(error))
            return
        if saved is not None and (self.tokens is None or saved.expires_at > self.tokens.expires_at):
            self.tokens = saved

    @property
    def shared(self) -> SharedSession | None:
        """This session if other hosts share it, else None."""
        return None

    @property
    def must_save(self) -> bool:
        """Whether the store does not have the present tokens yet, and should be told now."""
        return False

    def usable(self, refused: str | None, margin: float = REFRESH_MARGIN) -> str | None:
        """Return the access token if it is not *refused* and lasts longer than *margin* seconds, else None."""
        tokens = self.tokens
        if tokens is None or tokens.access == refused or self.clock.time() + margin >= tokens.expires_at:
            return None
        return tokens.access

    @property
    def refresh_token(self) -> str | None:
        """The refresh token.  One that has expired is still tried where there are no credentials."""
        tokens = self.tokens
        if tokens is None or (self.credentials and self.clock.time() >= tokens.refresh_expires_at):
            return None
        return tokens.refresh

    def tokens_with(self, refresh: str) -> Tokens:
        """Return the tokens with *refresh*: the present ones, or new ones with no other known value."""
        tokens = self.tokens
        return (
            tokens if tokens and tokens.refresh == refresh else Tokens.given(None, refresh, self.clock.time())
        )

    def accept(
        self, answer: object, before: Tokens | None = None, *, credentials: Credentials | None = None
    ) -> str:
        """Keep the tokens of a login or refresh, and the credentials of a login; return the access token.

        A refresh passes the tokens *before* it, whose refresh token may stay; a login passes none, since they may
        be another user's.  Raises DecodingError if the answer has no access token.
        """
        tokens = received(answer, self.clock.time(), before)
        self.logged_out, self._begun = False, True
        self.credentials = credentials or self.credentials
        self._keep(tokens)
        return tokens.access

    def drop_tokens(self) -> None:
        """Forget tokens that the server no longer accepts."""
        self._keep(None)

    def change_credentials(self, **changed: str) -> None:
        """Remember the user's new ``email`` or ``password`` for the next login."""
        if self.credentials is not None:
            self.credentials = self.credentials._replace(**changed)

    def drop_credentials(self) -> None:
        """Forget credentials that the server refused, since another attempt might lock the account."""
        self.credentials = None

    def end(self) -> None:
        """Forget everything, after a logout."""
        self.logged_out = True
        self.drop_tokens()
        self.drop_credentials()

    def ended(self) -> SessionEndedError:
        """Return the error that says why there is no token."""
        if self.logged_out:
            return SessionEndedError("this client has logged out; call auth.login()")
        what = "the session has ended and cannot be renewed" if self._begun else "no credentials were given"
        return SessionEndedError(
            f"{what}; pass email= and password=, or set UPTIMEHUNT_EMAIL and UPTIMEHUNT_PASSWORD, or call auth.login()"
        )

    def __repr__(self) -> str:
        return f"<Session tokens={self.tokens!r}>"


def of_a_user(session: Session | None) -> Session:
    """Return *session*; raise ConfigurationError for None, which a prober's client has."""
    if session is None:
        raise ConfigurationError("this client is a prober's; build another one for a user")
    return session


def warn_of(reason: str) -> None:
    """Log a failure of the store, for *reason*; it does not end a working session."""
    text = "the token store failed: %s; this process goes on without it, the next one may have to log in"
    logger.warning(text, sanitized(reason))
