"""What can go wrong with Healthchecks, under the names that the known client documents.

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
        ├── BadAPIRequestError (BadRequestError)        400, or a ping refused before it was sent
        ├── CheckConflictError (ConflictError)          409: such as resuming a check that is not paused
        │   └── NonUniqueSlugError                      several checks share a slug
        ├── PingFailedError                             a ping of a CheckTrap was answered, but not accepted
        └── WrongClientError (ConfigurationError)       a CheckTrap used with the other kind of client

Failures without an answer (no connection, time-out, broken body) are the common ``NetworkError``,
``RequestTimeoutError`` and ``DecodingError``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from uptimekit._runtime.errors import (
    APIStatusError,
    AuthenticationError,
    AuthError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RedirectError,
    ServerError,
    UnprocessableError,
    UptimeKitError,
)

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
    "NonUniqueSlugError",
    "PingFailedError",
    "WrongClientError",
]


class HCAPIError(UptimeKitError):
    """Any error that Healthchecks answers, or that this client finds in its answers."""


class HCAPIStatusError(HCAPIError, APIStatusError):
    """An error status without a class of its own."""


class HCAPIRedirectError(HCAPIStatusError, RedirectError):
    """3xx: redirects are never followed; usually the address of the server is wrong."""


class HCAPIUnprocessableError(HCAPIStatusError, UnprocessableError):
    """422: what was sent was not accepted.  The API documents none; a proxy before a server may send it."""


class HCAPIServerError(HCAPIStatusError, ServerError):
    """5xx: the server or a gateway before it failed."""


class HCAPIAuthError(HCAPIError, AuthError):
    """401 or 403."""


class HCAPIKeyError(HCAPIAuthError, AuthenticationError):
    """401: no API key, a wrong one, or a read-only one where a read-write key is needed."""


class HCAPIPermissionError(HCAPIAuthError, PermissionDeniedError):
    """403: the check belongs to another project; on create, the account's limit of checks is reached."""


class HCAPIRateLimitError(HCAPIError, RateLimitError):
    """429, or a ping that was answered but dropped by the rate limiter."""


class CheckNotFoundError(HCAPIError, NotFoundError):
    """404: no such check, ping, ping body, ping key or slug."""


class BadAPIRequestError(HCAPIError, BadRequestError):
    """400: the server's text says which field is wrong.  Raised before sending for impossible pings."""


class CheckConflictError(HCAPIError, ConflictError):
    """409: the check is not in a state that allows this."""


class NonUniqueSlugError(CheckConflictError):
    """Several checks of the project share the slug; the ping was not counted."""


class PingFailedError(HCAPIError):
    """A ping was answered with something else than an acceptance."""


class WrongClientError(HCAPIError, ConfigurationError):
    """``with CheckTrap`` needs a Client, ``async with CheckTrap`` an AsyncClient; so do the functions it decorates."""


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
"""Which class an error status raises."""
