"""The token, kept out of sight."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Final

from uptimekit._runtime.encoding import header_value
from uptimekit._runtime.errors import InputError
from uptimekit._runtime.http_library import Auth, HTTPRequest, Response
from uptimekit._runtime.tracebacks import hides_locals

from .exceptions import ConfigurationError

__all__ = ["BearerAuth"]

VARIABLE: Final = "BETTERSTACK_API_TOKEN"


@hides_locals
class BearerAuth(Auth):
    """Authentication by a token: ``Authorization: Bearer <token>``.  Its ``repr`` does not show the token.

    Args:
        token: the token.  Default: the environment variable ``BETTERSTACK_API_TOKEN``.

    It also authenticates a plain httpx client (``httpx.Client(auth=BearerAuth(token))``).
    Raises ConfigurationError for a token that is empty or that no header can carry.
    """

    def __init__(self, token: str | None = None) -> None:
        token = os.environ.get(VARIABLE) if token is None else token
        if token is None:
            raise ConfigurationError(f"no token was given; pass bearer_token= or set {VARIABLE}")
        if not isinstance(token, str) or not token:  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise ConfigurationError("the token must be a text that is not empty")
        if token[:7].lower() == "bearer ":
            raise ConfigurationError("the token begins with Bearer, which is added: pass what follows it")
        try:
            self._token = header_value("token", token)
        except InputError as error:
            raise ConfigurationError(error.message) from None

    @property
    def token(self) -> str:
        """The token."""
        return self._token

    def auth_flow(self, request: HTTPRequest) -> Generator[HTTPRequest, Response]:
        """Authenticate a request of a plain httpx client."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BearerAuth) and other._token == self._token

    def __hash__(self) -> int:
        return hash(self._token)

    def __repr__(self) -> str:
        return "BearerAuth('***')"
