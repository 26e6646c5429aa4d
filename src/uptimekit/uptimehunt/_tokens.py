"""Pairs of tokens, and their expiry by this machine's clock."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NoReturn

from uptimekit._runtime.errors import DecodingError
from uptimekit._runtime.json_types import is_object

__all__ = ["ACCESS_LIFETIME", "REFRESH_LIFETIME", "Tokens", "claims_of", "received"]

ACCESS_LIFETIME: Final = 15 * 60.0
"""Seconds that an access token lasts if it names no times (vendor's overview, "Token Characteristics")."""
REFRESH_LIFETIME: Final = 7 * 86_400.0
"""The same for a refresh token."""
_FOREVER: Final = 1e12  # seconds: no clock can work with more


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """An access token, and the refresh token that gets the next one.

    Attributes:
        access: access token (JWT).
        refresh: refresh token (JWT); None if the session cannot be renewed.
        expires_at: when the access token ends, in seconds since the epoch **by this machine's clock**.
        refresh_expires_at: when the refresh token ends.
    """

    access: str
    refresh: str | None
    expires_at: float
    refresh_expires_at: float

    @classmethod
    def given(cls, access: str | None, refresh: str | None, now: float) -> Tokens:
        """Return tokens of a session that began elsewhere, which end at the times that they name.

        Without an access token the refresh token is exchanged first.  If this machine's clock is wrong by less than
        a lifetime, that costs one refresh.
        """
        expires = claims_of(access).get("exp", now + ACCESS_LIFETIME) if access else 0.0
        return cls(access or "", refresh, expires, claims_of(refresh).get("exp", now + REFRESH_LIFETIME))

    def __repr__(self) -> str:
        return f"Tokens(access=***, refresh={'***' if self.refresh else None}, expires_at={self.expires_at})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("tokens are secrets and cannot be pickled; a TokenStore keeps them")


def received(answer: object, now: float, before: Tokens | None = None) -> Tokens:
    """Return the tokens in the answer of a login, registration or refresh.

    They end one lifetime after *now*, whatever the server's clock says: only the difference of ``exp`` and ``iat``
    counts.  The vendor's pages disagree on the names (``access`` below ``data``, or ``access_token`` without it):
    both are read.  A refresh that answers without a refresh token keeps that of *before*.
    Raises DecodingError if there is no access token.
    """
    body = _inner(answer)
    access = _text(body, "access", "access_token")
    if access is None:
        raise DecodingError("the answer of the login or refresh has no access token")
    seconds: Any = body.get("expires_in")
    known = isinstance(seconds, int | float) and 0 < seconds < _FOREVER
    expires = now + _lifetime(access, float(seconds) if known else ACCESS_LIFETIME)
    refresh = _text(body, "refresh", "refresh_token")
    if refresh is None and before is not None:
        return replace(before, access=access, expires_at=expires)
    return Tokens(access, refresh, expires, now + _lifetime(refresh, REFRESH_LIFETIME))


def claims_of(token: str | None) -> dict[str, float]:
    """Return the times ``exp`` and ``iat`` of a JWT, or {} for another kind of token; the signature is not checked."""
    try:
        payload = (token or "").split(".")[1]
        claims: Any = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (IndexError, ValueError, binascii.Error, RecursionError):
        return {}
    if not is_object(claims):
        return {}
    times = {name: claims[name] for name in ("exp", "iat") if type(claims.get(name)) in (int, float)}
    return {name: float(time) for name, time in times.items() if 0 <= time < _FOREVER}


def _lifetime(token: str | None, otherwise: float) -> float:
    claims = claims_of(token)
    seconds = claims["exp"] - claims["iat"] if len(claims) == 2 else otherwise
    return seconds if seconds > 0 else otherwise


def _inner(answer: object) -> Mapping[str, Any]:
    inner = answer.get("data", answer) if is_object(answer) else None
    return inner if is_object(inner) else {}


def _text(body: Mapping[str, Any], *names: str) -> str | None:
    return next((body[name] for name in names if isinstance(body.get(name), str) and body[name]), None)
