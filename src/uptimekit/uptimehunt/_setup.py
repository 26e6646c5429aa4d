"""From the arguments of a client to its session, its cache and its options."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from uptimekit._runtime import ClientOptions
from uptimekit._runtime.clock import SYSTEM_CLOCK, Clock
from uptimekit._runtime.events import DeprecationNoticed, Event, Hook

from ._session import Credentials, Session
from ._tokens import Tokens
from .errors import ERROR_CLASSES, ConfigurationError
from .stores import MemoryTokenStore, TokenStore

__all__ = [
    "API_URL",
    "APIDeprecationWarning",
    "Identity",
    "Notices",
    "OnDeprecation",
    "clock_of",
    "own_options",
]

API_URL: Final = "https://app.uptimehunt.io/api/v1"
OnDeprecation = Callable[[DeprecationNoticed], None]


class APIDeprecationWarning(FutureWarning):
    """UptimeHunt announces the end of something that this program calls; shown once for each operation."""


@dataclass(frozen=True)
class Identity:
    """Who a client is: a user with a session, or a prober with a token that never ends.

    Raises ConfigurationError for half a login, and for both at once.
    """

    prober_token: str = field(default="", repr=False)
    session: Session | None = None

    @classmethod
    def of(cls, store: TokenStore | None, clock: Clock, **given: str | None) -> Identity:
        """Return who the arguments say, or else the environment (``UPTIMEHUNT_EMAIL`` and so on)."""
        if store is not None and (isinstance(store, type) or not isinstance(store, TokenStore)):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise ConfigurationError("token_store must be an object with load() and save(tokens)")
        if not any(given.values()):
            given = {name: os.environ.get(f"UPTIMEHUNT_{name.upper()}") for name in given}
        _check(given)
        email, password = given["email"], given["password"]
        if prober := given["prober_token"]:
            if store is not None or any(value for name, value in given.items() if name != "prober_token"):
                raise ConfigurationError("a client is either a user's or a prober's: leave out prober_token")
            return cls(prober_token=prober)
        if bool(email) != bool(password):
            raise ConfigurationError("a login takes email and password; one is missing")
        credentials = Credentials(email, password) if email and password else None
        tokens = None
        if given["access_token"] or given["refresh_token"]:
            tokens = Tokens.given(given["access_token"], given["refresh_token"], clock.time())
        return cls(session=Session(credentials, tokens, store or MemoryTokenStore(), clock))


def _check(given: dict[str, Any]) -> None:
    for name, value in given.items():
        if value is not None and not isinstance(value, str):
            raise ConfigurationError(f"{name} must be text")


def clock_of(options: ClientOptions) -> Clock:
    """Return the clock that a client with these options goes by."""
    return options.get("clock", SYSTEM_CLOCK)


def own_options(options: ClientOptions, notices: Hook) -> ClientOptions:
    """Return *options* with our error classes and hook below the caller's."""
    classes = {**ERROR_CLASSES, **options.get("error_classes", {})}
    return {**options, "error_classes": classes, "hooks": [notices, *options.get("hooks", ())]}


class Notices:
    """A hook that warns once for each operation that the vendor announces the end of, and tells a callback each time."""

    def __init__(self, tell: OnDeprecation | None) -> None:
        self._tell = tell
        self._warned: set[str] = set()

    def __call__(self, event: Event) -> None:
        """Look at one event of a client."""
        if not isinstance(event, DeprecationNoticed):
            return
        if event.operation not in self._warned:
            self._warned.add(event.operation)
            said = ", ".join(f"{name}: {value}" for name, value in event.notices.items())
            # The frame of the caller is many frames up, more for a listing: the message says which call it was.
            text = f"UptimeHunt announces the end of {event.method} {event.path} ({said})"
            warnings.warn(text, APIDeprecationWarning, stacklevel=2)
        if self._tell is not None:
            self._tell(event)
