"""The errors of UptimeHunt; ``docs/errors.md`` has the tree.

Each is a member of the common class for the same failure, such as ``uptimekit.NotFoundError``.  Failures without a
usable answer are ``uptimekit.NetworkError``, ``RequestTimeoutError`` and ``DecodingError``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from uptimekit._runtime import errors
from uptimekit._runtime.constants import TEXT_LIMIT
from uptimekit._runtime.errors import APIStatusError, UptimeKitError, WaitTimeoutError
from uptimekit._runtime.facade_errors import FacadeErrors
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.sanitize import sanitized

__all__ = [
    "ERROR_CLASSES",
    "APIError",
    "AuthenticationError",
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "ForbiddenError",
    "InvalidInputError",
    "NotFoundError",
    "RateLimitError",
    "RedirectError",
    "RejectedInputError",
    "ServerError",
    "SessionEndedError",
    "UptimeHuntError",
    "ValidationError",
    "WaitTimeoutError",
    "facade_errors",
]


class UptimeHuntError(UptimeKitError):
    """An error answer of UptimeHunt, or an error that the client detects before sending."""


class APIError(UptimeHuntError, APIStatusError):
    """The server answered with an error status."""

    @property
    def path(self) -> str | None:
        """Path of the request as the server saw it, if it says so."""
        return self._text("path")

    @property
    def timestamp(self) -> str | None:
        """Time of the error by the server's clock (ISO 8601), if it says so."""
        return self._text("timestamp")

    def _text(self, name: str) -> str | None:
        value = self.body.get(name) if is_object(self.body) else None
        return sanitized(value) if isinstance(value, str) else None


class RedirectError(APIError, errors.RedirectError):
    """3xx: redirects are never followed; usually the base URL is wrong."""


class BadRequestError(APIError, errors.BadRequestError):
    """400: the server did not understand the request."""


class AuthenticationError(APIError, errors.AuthenticationError):
    """401: no token, or one that the server does not accept; for a login, a wrong e-mail address or password."""


class SessionEndedError(AuthenticationError):
    """The session is over and cannot be renewed: call ``client.auth.login()``.  ``status_code`` is None."""


class ForbiddenError(APIError, errors.PermissionDeniedError):
    """403: the token is good, but not for this."""


class NotFoundError(APIError, errors.NotFoundError):
    """404: there is no such resource."""


class ConflictError(APIError, errors.ConflictError):
    """409: the state of the resource does not allow this."""


class RateLimitError(APIError, errors.RateLimitError):
    """429: too many requests; ``retry_after`` has the seconds to wait, if the server names them."""


class ServerError(APIError, errors.ServerError):
    """5xx: the server failed; its ``request_id`` is in the message."""


class ValidationError(UptimeHuntError):
    """Fields are wrong: ``details`` maps each to its messages, ``code`` is ``VALIDATION_ERROR``."""

    def __str__(self) -> str:
        text = super().__str__()
        rest = [f"{name}: {', '.join(why)}" for name, why in self.details.items() if name not in text]
        return sanitized("; ".join([text, *rest]), 2 * TEXT_LIMIT)


class InvalidInputError(ValidationError, errors.InputError):
    """Arguments are wrong, in the form of the server's 422; nothing was sent."""


class RejectedInputError(ValidationError, APIError, errors.UnprocessableError):
    """422: the server refused the values of fields."""


class ConfigurationError(UptimeHuntError, errors.ConfigurationError):
    """A client was set up wrongly; nothing was sent."""


facade_errors: Final = FacadeErrors(InvalidInputError, ConfigurationError)
"""Decorates what is public here."""

ERROR_CLASSES: Final[Mapping[int, type[APIStatusError]]] = {
    0: APIError,
    3: RedirectError,
    5: ServerError,
    400: BadRequestError,
    401: AuthenticationError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    422: RejectedInputError,
    429: RateLimitError,
}
"""Status, or its hundreds (0: any) -> the class to raise."""
