"""Access: the sender of a request."""

from __future__ import annotations

import hmac
from datetime import datetime
from enum import Enum, auto

from starlette.datastructures import Headers

from uptimekit.sandbox.uptimehunt._http import RefusalError
from uptimekit.sandbox.uptimehunt._store import Store
from uptimekit.sandbox.uptimehunt._tokens import Session

__all__ = ["Access", "admit"]


class Access(Enum):
    """Who may call an operation."""

    ANYBODY = auto()
    USER = auto()
    USER_OR_PROBER = auto()


def admit(store: Store, access: Access, headers: Headers, now: datetime) -> Session | None:
    """The session of the access token; None for a prober and where anybody may call.

    401 without a good token; 403 for a prober where only users may call. With both headers the bearer token counts.
    """
    if access is Access.ANYBODY:
        return None
    authorization, prober = headers.get("authorization"), headers.get("x-auth")
    if authorization is None and prober is not None:
        _admit_prober(store, access, prober)
        return None
    scheme, _, token = (authorization or "").partition(" ")
    session = store.tokens.session(token.strip(), "access", now) if scheme.lower() == "bearer" else None
    if session is None:
        raise RefusalError(401)
    return session


def _admit_prober(store: Store, access: Access, token: str) -> None:
    if not hmac.compare_digest(token.encode(), store.prober_token.encode()):
        raise RefusalError(401)
    if access is not Access.USER_OR_PROBER:
        raise RefusalError(403, "A prober may not do this")
