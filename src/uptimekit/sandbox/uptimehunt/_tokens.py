"""JSON Web Tokens, and the sessions that they belong to."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

import jwt

from uptimekit.sandbox.uptimehunt._model import User
from uptimekit.sandbox.uptimehunt._secrets import Secrets
from uptimekit.sandbox.uptimehunt._settings import Settings

__all__ = ["Session", "TokenKind", "TokenPair", "Tokens"]

TokenKind = Literal["access", "refresh"]

_ALGORITHM = "HS256"
_KEY_BYTES = 32
# Its annotations name types of an optional package.
_jwt: Any = jwt
# The times are looked at by the sandbox's own clock.
_OPTIONS: Any = {
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
    "require": ["exp", "iat", "jti"],
}


class TokenPair(NamedTuple):
    """The tokens of a session."""

    access: str
    refresh: str


@dataclass(slots=True, eq=False)
class Session:
    """One login of a user."""

    user: User


class Tokens:
    """Gives tokens out and looks at those that come back. Not thread safe: callers lock."""

    def __init__(self, draws: random.Random, settings: Settings, secrets: Secrets) -> None:
        self._draws = draws
        self._lifetimes = {"access": settings.access_lifetime, "refresh": settings.refresh_lifetime}
        self._rotate = settings.rotate_refresh
        self._secrets = secrets
        self._key = draws.randbytes(_KEY_BYTES)
        self._good: dict[str, dict[str, Session]] = {"access": {}, "refresh": {}}

    def open(self, user: User, now: datetime) -> TokenPair:
        """Begin a session."""
        session = Session(user)
        return TokenPair(self._issue(session, "access", now), self._issue(session, "refresh", now))

    def renew(self, refresh: str, now: datetime) -> tuple[str, str | None] | None:
        """A new access token for a refresh token, and a new refresh token where they rotate; None if it is no good.

        Where they rotate the old one is used up.
        """
        session = self.session(refresh, "refresh", now)
        if session is None:
            return None
        access = self._issue(session, "access", now)
        if not self._rotate:
            return access, None
        self._revoke("refresh", session)
        return access, self._issue(session, "refresh", now)

    def session(self, token: str, kind: TokenKind, now: datetime) -> Session | None:
        """The session that a token is good for; None if it is malformed, forged, over, revoked or of another kind."""
        claims = self._claims(token)
        if claims is None or now.timestamp() >= claims["exp"]:
            return None
        return self._good[kind].get(claims["jti"])

    def close(self, session: Session) -> None:
        """End a session: none of its tokens is good any more."""
        self._revoke("access", session)
        self._revoke("refresh", session)

    def close_all(self) -> None:
        """End every session."""
        self.revoke_access()
        self._good["refresh"].clear()

    def revoke_access(self) -> None:
        """Let no access token be good any more; refresh tokens still are."""
        self._good["access"].clear()

    def _revoke(self, kind: TokenKind, session: Session) -> None:
        good = self._good[kind]
        for jti in [jti for jti, owner in good.items() if owner is session]:
            del good[jti]

    def _claims(self, token: str) -> dict[str, Any] | None:
        try:
            claims: dict[str, Any] = _jwt.decode(token, self._key, algorithms=[_ALGORITHM], options=_OPTIONS)
        except (jwt.InvalidTokenError, UnicodeEncodeError):  # half a surrogate pair has no bytes to look at
            return None
        return claims

    def _issue(self, session: Session, kind: TokenKind, now: datetime) -> str:
        begin = int(now.timestamp())
        jti = str(UUID(bytes=self._draws.randbytes(16), version=4))
        self._good[kind][jti] = session
        claims = {
            "token_type": kind,
            "user_id": session.user.id,
            "jti": jti,
            "iat": begin,
            "exp": begin + int(self._lifetimes[kind].total_seconds()),
        }
        return self._secrets.note(_jwt.encode(claims, self._key, algorithm=_ALGORITHM))
