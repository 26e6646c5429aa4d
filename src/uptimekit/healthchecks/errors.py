"""The errors of Healthchecks, under the names that the known client documents.

::

    UptimeKitError
    └── HCAPIError
        ├── HCAPIStatusError (APIStatusError)           any other error status
        │   ├── HCAPIRedirectError (RedirectError)      3xx: is the address of the server right?
        │   ├── HCAPIUnprocessableError (UnprocessableError)   422
        │   └── HCAPIServerError (ServerError)          5xx
        ├── HCAPIAuthError (AuthError)                  401 or 403
        │   ├── HCAPIKeyError (AuthenticationError)     401: no key, a wrong one, or a read-only one
        │   └── HCAPIPermissionError (PermissionDeniedError)   403: another project's check, or the check limit
        ├── HCAPIRateLimitError (RateLimitError)        429, or a ping answered with "rate limited"
        ├── CheckNotFoundError (NotFoundError)          404, or a ping answered with "not found"
        ├── BadAPIRequestError (BadRequestError)        400
        │   └── InvalidRequestError (InputError)        an argument was refused; nothing was sent
        ├── CheckConflictError (ConflictError)          409: such as resuming a check that is not paused
        │   └── NonUniqueSlugError                      several checks share a slug
        ├── PingFailedError                             the server did not accept a ping of a CheckTrap
        └── WrongClientError (ConfigurationError)       a CheckTrap used with the other kind of client

Failures without an answer (no connection, time-out, broken body) are the common ``NetworkError``,
``RequestTimeoutError`` and ``DecodingError``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Self

from uptimekit._runtime.errors import (
    APIStatusError,
    AuthenticationError,
    AuthError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    InputError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RedirectError,
    ServerError,
    UnprocessableError,
    UptimeKitError,
)
from uptimekit._runtime.facade_errors import FacadeErrors

__all__ = [
    "ERROR_CLASSES",
    "BadAPIRequestError",
    "CheckConflictError",
    "CheckNotFoundError",
    "HCAPIAuthError",
    "HCAPIError",
    "HCAPIKeyError",
    "HCAPIPermissionError",
    "HCAPIRateLimitError",
    "HCAPIRedirectError",
    "HCAPIServerError",
    "HCAPIStatusError",
    "HCAPIUnprocessableError",
    "InvalidRequestError",
    "NonUniqueSlugError",
    "PingFailedError",
    "WrongClientError",
    "facade_errors",
]


class HCAPIError(UptimeKitError):
    """Any error answer of Healthchecks."""


class HCAPIStatusError(HCAPIError, APIStatusError):
    """An error status without a class of its own."""


class HCAPIRedirectError(HCAPIStatusError, RedirectError):
    """3xx: redirects are never followed; usually the address of the server is wrong."""


class HCAPIUnprocessableError(HCAPIStatusError, UnprocessableError):
    """422: a field is wrong.  The API documents none; a proxy before the server may send it."""


class HCAPIServerError(HCAPIStatusError, ServerError):
    """5xx: the server or a gateway before it failed."""


class HCAPIAuthError(HCAPIError, AuthError):
    """401 or 403."""


class HCAPIKeyError(HCAPIAuthError, AuthenticationError):
    """401: no API key, a wrong one, or a read-only one where a read-write key is needed."""

    @classmethod
    def saying(cls, message: str) -> Self:
        """Return an error with this *message*, in which the server calls a key of another length a missing one."""
        wrong = "missing api key, or one of another length than 32 characters; a ping key has 22"
        return cls(message.replace("missing api key", wrong, 1))


class HCAPIPermissionError(HCAPIAuthError, PermissionDeniedError):
    """403: the check belongs to another project; on create, the account's limit of checks is reached."""


class HCAPIRateLimitError(HCAPIError, RateLimitError):
    """429, or a ping that the server dropped because of its rate limit."""


class CheckNotFoundError(HCAPIError, NotFoundError):
    """404: no such check, ping, ping body, ping key or slug."""


class BadAPIRequestError(HCAPIError, BadRequestError):
    """400: the server's text names the field."""


class InvalidRequestError(BadAPIRequestError, InputError):
    """An argument was refused, and nothing was sent.  ``field`` names it, ``status_code`` is None."""


class CheckConflictError(HCAPIError, ConflictError):
    """409: the state of the check does not allow this."""


class NonUniqueSlugError(CheckConflictError):
    """Several checks of the project share the slug; a ping did not count."""


class PingFailedError(HCAPIError):
    """The server answered a ping, but did not accept it."""


class WrongClientError(HCAPIError, ConfigurationError):
    """``with CheckTrap`` needs a Client, ``async with CheckTrap`` an AsyncClient; so do the functions it decorates."""


facade_errors: Final = FacadeErrors(InvalidRequestError)
"""Decorates what is public here."""

ERROR_CLASSES: Final[Mapping[int, type[APIStatusError]]] = {
    0: HCAPIStatusError,
    3: HCAPIRedirectError,
    5: HCAPIServerError,
    400: BadAPIRequestError,
    401: HCAPIKeyError,
    403: HCAPIPermissionError,
    404: CheckNotFoundError,
    409: CheckConflictError,
    422: HCAPIUnprocessableError,
    429: HCAPIRateLimitError,
}
"""Status, or its hundreds, or 0 for any -> class of the error."""
