"""What can go wrong with UptimeHunt.

::

    UptimeHuntError
    ├── APIError (APIStatusError)                       any error status without a class of its own
    │   ├── RedirectError (RedirectError)               3xx: is the base URL right?
    │   ├── BadRequestError (BadRequestError)           400: broken JSON or parameters
    │   ├── AuthenticationError (AuthenticationError)   401: no token, or one that is not accepted
    │   │   └── SessionEndedError                       no token can be had any more: log in again
    │   ├── ForbiddenError (PermissionDeniedError)      403
    │   ├── NotFoundError (NotFoundError)               404
    │   ├── ConflictError (ConflictError)               409
    │   ├── RateLimitError (RateLimitError)             429
    │   └── ServerError (ServerError)                   5xx: quote ``request_id`` to the vendor's support
    ├── ValidationError                                 fields are wrong; ``details`` says which and why
    │   ├── InvalidInputError (InputError)              found here, nothing was sent
    │   └── RejectedInputError (UnprocessableError)     422: found by the server
    ├── ConfigurationError (ConfigurationError)         a client was set up wrongly; nothing was sent
    └── WaitTimeoutError (TimeoutError)                 a service did not come to the wanted status in time

In brackets: the class of the common tree (``uptimekit.NotFoundError`` ...) that each is a member of.  Failures
without a usable answer are the common ``NetworkError``, ``RequestTimeoutError`` and ``DecodingError``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from uptimekit._runtime import errors
from uptimekit._runtime.constants import TEXT_LIMIT
from uptimekit._runtime.errors import APIStatusError, UptimeKitError
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.printable import printable

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
]


class UptimeHuntError(UptimeKitError):
    """Any error that UptimeHunt answers, or that this package finds before it asks."""


class APIError(UptimeHuntError, APIStatusError):
    """The server answered with an error status.

    Attributes beside the common ones:
        path: path of the request as the server saw it, if it says so.
        timestamp: when the server says that it happened (ISO 8601), if it says so.
    """

    @property
    def path(self) -> str | None:
        """Path of the request as the server saw it."""
        return self._said("path")

    @property
    def timestamp(self) -> str | None:
        """When it happened by the server's clock, in ISO 8601."""
        return self._said("timestamp")

    def _said(self, name: str) -> str | None:
        said = self.body.get(name) if is_object(self.body) else None
        return printable(said) if isinstance(said, str) else None


class RedirectError(APIError, errors.RedirectError):
    """3xx: redirects are never followed; usually the base URL is wrong."""


class BadRequestError(APIError, errors.BadRequestError):
    """400: the server did not understand the request."""


class AuthenticationError(APIError, errors.AuthenticationError):
    """401: no token, or one that is not accepted; after a login, the e-mail address or password is wrong."""


class SessionEndedError(AuthenticationError):
    """The session is over and cannot be renewed: call ``client.auth.login()``.

    Raised before a call is sent, or in the place of its 401 (``status_code`` is None in both cases).
    """


class ForbiddenError(APIError, errors.PermissionDeniedError):
    """403: the token is good, but not for this."""


class NotFoundError(APIError, errors.NotFoundError):
    """404: there is no such resource."""


class ConflictError(APIError, errors.ConflictError):
    """409: the resource is not in a state that allows this."""


class RateLimitError(APIError, errors.RateLimitError):
    """429: too many requests; ``retry_after`` says for how many seconds, if the server does."""


class ServerError(APIError, errors.ServerError):
    """5xx: the server failed; its ``request_id`` is in the message."""


class ValidationError(UptimeHuntError):
    """Fields are wrong: ``details`` maps each to its messages, ``code`` is ``VALIDATION_ERROR``."""

    def __str__(self) -> str:
        text = super().__str__()
        unsaid = {name: said for name, said in self.details.items() if name not in text}
        every = "; ".join([text, *(f"{name}: {', '.join(said)}" for name, said in unsaid.items())])
        return printable(every, 2 * TEXT_LIMIT)


class InvalidInputError(ValidationError, errors.InputError):
    """Arguments that were refused here, in the shape of the server's 422; nothing was sent."""


class RejectedInputError(ValidationError, APIError, errors.UnprocessableError):
    """422: the server refused the values of fields."""


class ConfigurationError(UptimeHuntError, errors.ConfigurationError):
    """A client was set up wrongly; nothing was sent."""


class WaitTimeoutError(UptimeHuntError, TimeoutError):
    """What was waited for did not happen in time."""


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
"""Which class an error status raises."""
