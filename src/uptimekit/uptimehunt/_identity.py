"""The identity of a client: a user with a session, or a prober with a token that does not expire."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from uptimekit._runtime.clock import Clock

from ._session import Credentials, Session
from ._tokens import Tokens
from .errors import ConfigurationError
from .stores import MemoryTokenStore, TokenStore

if TYPE_CHECKING:
    from .shared_tokens import SharedTokenStore

__all__ = ["Identity"]


@dataclass(frozen=True)
class Identity:
    """A prober's token, or else the session of a user.

    Attributes:
        prober_token: empty for a user.
        session: None for a prober.
        store: the shared store that the environment names, which the client closes; None without one.
    """

    prober_token: str = field(default="", repr=False)
    session: Session | None = None
    store: SharedTokenStore | None = None

    @classmethod
    def of(cls, store: TokenStore | None, clock: Clock, *, server: str = "", **given: str | None) -> Identity:
        """Return the identity that the arguments name, or else the environment (``UPTIMEHUNT_EMAIL`` and so on).

        The tokens of a shared store are taken over for the same *server* only, which is the address of the API.
        Raises ConfigurationError for half a login, for a user and a prober at once, and for values of a wrong type.
        """
        if store is not None and (isinstance(store, type) or not isinstance(store, TokenStore)):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise ConfigurationError("token_store must be an object with load() and save(tokens)")
        if not any(given.values()):
            given = {name: os.environ.get(f"UPTIMEHUNT_{name.upper()}") for name in given}
        for name, value in given.items():
            if not isinstance(value, str | None):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
                raise ConfigurationError(f"{name} must be text")
        prober_token, email, password = given.pop("prober_token"), given["email"], given["password"]
        if prober_token:
            if store is not None or any(given.values()):
                raise ConfigurationError("a client is either a user's or a prober's; leave out prober_token")
            return cls(prober_token)
        if bool(email) != bool(password):
            there, missing = ("email", "password") if email else ("password", "email")
            raise ConfigurationError(
                f"a login takes email and password: {there} is given, {missing} is not; "
                f"pass {missing}= or set UPTIMEHUNT_{missing.upper()}"
            )
        tokens, (access, refresh) = None, (given["access_token"], given["refresh_token"])
        if access or refresh:
            tokens = Tokens.given(access, refresh, clock.time())
        credentials = Credentials(email, password) if email and password else None
        named = None if store else _named_store(email or refresh or access)
        return cls(session=_session(credentials, tokens, named or store, server, clock), store=named)


def _named_store(account: str | None) -> SharedTokenStore | None:
    """Return the store that the environment names, for an account that has a name."""
    url = os.environ.get("UPTIMEHUNT_TOKEN_STORE")
    if not url or not account:
        return None
    from .shared_tokens import SharedTokenStore  # few share a session

    try:
        return SharedTokenStore(url, account=account)
    except ConfigurationError as error:
        problem = error.message
    raise ConfigurationError(f"UPTIMEHUNT_TOKEN_STORE: {problem}")


def _session(
    credentials: Credentials | None,
    tokens: Tokens | None,
    store: TokenStore | None,
    server: str,
    clock: Clock,
) -> Session:
    if store is not None:
        from .shared_tokens import SharedTokenStore

        if isinstance(store, SharedTokenStore):
            from ._shared_session import SharedSession

            return SharedSession(credentials, tokens, store, server, clock)
    return Session(credentials, tokens, store or MemoryTokenStore(), clock)
