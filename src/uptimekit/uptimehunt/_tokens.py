"""A pair of tokens, and until when each is good by this machine's clock."""

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
"""Seconds that an access token lasts if it does not say so itself (vendor's documentation, "Token Characteristics")."""
REFRESH_LIFETIME: Final = 7 * 86_400.0
"""Seconds that a refresh token lasts if it does not say so itself (same source)."""
_FOREVER: Final = 1e12  # seconds: no time and no lifetime is that long, and more is no number of a clock


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """An access token, and the refresh token that gets the next one.

    Attributes:
        access: access token (JWT).
        refresh: refresh token (JWT); None if there is none, so that nothing can be renewed.
        expires_at: when the access token ends, in seconds since the epoch **by this machine's clock**.
        refresh_expires_at: the same for the refresh token.
    """

    access: str
    refresh: str | None
    expires_at: float
    refresh_expires_at: float

    @classmethod
    def given(cls, access: str | None, refresh: str | None, now: float) -> Tokens:
        """Return tokens that a caller kept: they end when they say so themselves.

        A clock that is wrong by less than a lifetime costs one refresh, no more: see :func:`received`.
        A refresh token alone will do: the access token counts as ended.
        """
        expires = claims_of(access).get("exp", now + ACCESS_LIFETIME) if access else 0.0
        return cls(access or "", refresh, expires, claims_of(refresh).get("exp", now + REFRESH_LIFETIME))

    def __repr__(self) -> str:
        return f"Tokens(access=***, refresh={'***' if self.refresh else None}, expires_at={self.expires_at})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("tokens are secrets and cannot be pickled; a TokenStore keeps them")


def received(answer: object, now: float, before: Tokens | None = None) -> Tokens:
    """Return the tokens that an answer of login, register or refresh holds.

    They end one lifetime after *now*, whatever the server's clock says: only the difference of its ``exp`` and
    ``iat`` counts.  The vendor's pages disagree on the names (``access`` below ``data``, or ``access_token``
    without it), so both are read.  A refresh may keep the refresh token of *before*.
    Raises DecodingError if there is no access token.
    """
    body = _inner(answer)
    access = _text(body, "access", "access_token")
    if access is None:
        raise DecodingError("the answer of the login or refresh has no access token")
    said = body.get("expires_in")
    known = float(said) if isinstance(said, int | float) and 0 < said < _FOREVER else ACCESS_LIFETIME
    expires = now + _lifetime(access, known)
    refresh = _text(body, "refresh", "refresh_token")
    if refresh is None and before is not None:
        return replace(before, access=access, expires_at=expires)
    return Tokens(access, refresh, expires, now + _lifetime(refresh, REFRESH_LIFETIME))


def claims_of(token: str | None) -> dict[str, float]:
    """Return the times ``exp`` and ``iat`` that a JWT names; nothing for a token of another form.

    The signature is not checked: only the server can, and it does.
    """
    try:
        payload = (token or "").split(".")[1]
        found: Any = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (IndexError, ValueError, binascii.Error, RecursionError):
        return {}
    if not is_object(found):
        return {}
    times = {name: found[name] for name in ("exp", "iat") if type(found.get(name)) in (int, float)}
    return {name: float(said) for name, said in times.items() if 0 <= said < _FOREVER}


def _lifetime(token: str | None, otherwise: float) -> float:
    claims = claims_of(token)
    seconds = claims["exp"] - claims["iat"] if len(claims) == 2 else otherwise
    return seconds if seconds > 0 else otherwise


def _inner(answer: object) -> Mapping[str, Any]:
    found = answer.get("data", answer) if is_object(answer) else None
    return found if is_object(found) else {}


def _text(body: Mapping[str, Any], *names: str) -> str | None:
    return next((body[name] for name in names if isinstance(body.get(name), str) and body[name]), None)
