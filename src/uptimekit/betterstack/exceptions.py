"""Errors of Better Stack, under the names that the known client documents.

::

    UptimeKitError
    └── BetterStackError
        ├── APIError (APIStatusError)                       any error status without a class of its own
        │   ├── RedirectError (RedirectError)               3xx: is the base URL right?
        │   ├── BadRequestError (BadRequestError)           400: such as a range of days that cannot be used
        │   ├── AuthenticationError (AuthenticationError)   401: no token, or a wrong one
        │   ├── ForbiddenError (PermissionDeniedError)      403: such as a read-only token on a write
        │   ├── NotFoundError (NotFoundError)               404
        │   ├── ConflictError (ConflictError)               409: such as an incident that is resolved already
        │   ├── UnprocessableError (UnprocessableError)     422: a field is wrong; ``details`` names it
        │   ├── RateLimitError (RateLimitError)             429
        │   ├── ServerError (ServerError)                   5xx
        │   └── ValidationError (InputError)                refused here; nothing was sent
        └── ConfigurationError (ConfigurationError)         a client was set up wrongly; nothing was sent

In brackets: the class of the common tree (``uptimekit.NotFoundError`` ...) that each is a member of.  Failures
without a usable answer are the common ``NetworkError``, ``RequestTimeoutError`` and ``DecodingError``;
``wait_until`` raises the common ``WaitTimeoutError``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from uptimekit._runtime import errors
from uptimekit._runtime.constants import TEXT_LIMIT
from uptimekit._runtime.errors import APIStatusError, InputError, UptimeKitError, WaitTimeoutError
from uptimekit._runtime.facade_errors import FacadeErrors
from uptimekit._runtime.sanitize import sanitized

__all__ = [
    "ERROR_CLASSES",
    "APIError",
    "AuthenticationError",
    "BadRequestError",
    "BetterStackError",
    "ConfigurationError",
    "ConflictError",
    "ForbiddenError",
    "NotFoundError",
    "RateLimitError",
    "RedirectError",
    "ServerError",
    "UnprocessableError",
    "ValidationError",
    "WaitTimeoutError",
    "facade_errors",
]


class BetterStackError(UptimeKitError):
    """Any error that Better Stack answers, or that this package finds before it asks."""


class APIError(BetterStackError, APIStatusError):
    """The server answered with an error status.

    Attributes beside the common ones:
        message: what the server says.
        status_code: the HTTP status.
        response_body: the decoded body, a dict unless the server sent something else; None without one.
        details: field -> messages, where the server names fields (422).
    """

    _status: ClassVar[int | None] = None

    def __init__(
        self, message: str = "", status_code: int | None = None, response_body: Any | None = None
    ) -> None:
        super().__init__(message)
        self.status_code = self._status if status_code is None else status_code
        self.body = response_body

    @property
    def response_body(self) -> Any:
        """The decoded body of the answer."""
        return self.body

    def __str__(self) -> str:
        text = super().__str__()
        unsaid = {name: said for name, said in self.details.items() if name not in text}
        every = "; ".join([text, *(f"{name}: {', '.join(said)}" for name, said in unsaid.items())])
        return sanitized(every, 2 * TEXT_LIMIT)


class RedirectError(APIError, errors.RedirectError):
    """3xx: redirects are never followed; usually the base URL is wrong."""


class BadRequestError(APIError, errors.BadRequestError):
    """400: the server did not accept the request."""

    _status = 400


class AuthenticationError(APIError, errors.AuthenticationError):
    """401: the token is missing or wrong."""

    _status = 401

    def __init__(
        self, message: str = "the token is missing or wrong", response_body: Any | None = None
    ) -> None:
        super().__init__(message, None, response_body)


class ForbiddenError(APIError, errors.PermissionDeniedError):
    """403: the token is good, but not for this."""

    _status = 403

    def __init__(
        self, message: str = "the token does not permit this", response_body: Any | None = None
    ) -> None:
        super().__init__(message, None, response_body)


class NotFoundError(APIError, errors.NotFoundError):
    """404: there is no such resource."""

    _status = 404

    def __init__(self, message: str = "there is no such resource", response_body: Any | None = None) -> None:
        super().__init__(message, None, response_body)


class ConflictError(APIError, errors.ConflictError):
    """409: the resource is not in a state that allows this."""

    _status = 409


class UnprocessableError(APIError, errors.UnprocessableError):
    """422: a field is wrong; its name and the server's messages are in ``details``."""

    _status = 422


class RateLimitError(APIError, errors.RateLimitError):
    """429: too many requests; ``retry_after`` says for how many seconds, if the server does."""

    _status = 429

    def __init__(
        self,
        message: str = "too many requests",
        retry_after: float | None = None,
        response_body: Any | None = None,
    ) -> None:
        super().__init__(message, None, response_body)
        self.retry_after = retry_after


class ServerError(APIError, errors.ServerError):
    """5xx: the server or a gateway before it failed."""

    def __init__(
        self, message: str = "the server failed", status_code: int = 500, response_body: Any | None = None
    ) -> None:
        super().__init__(message, status_code, response_body)


class ValidationError(APIError, InputError):
    """Arguments or attributes that were refused here; nothing was sent.  ``field`` names the first one."""

    def __init__(self, message: str = "", *, field: str | None = None) -> None:
        InputError.__init__(self, message, field=field)


class ConfigurationError(BetterStackError, errors.ConfigurationError):
    """A client was set up wrongly; nothing was sent."""


facade_errors: Final = FacadeErrors(ValidationError, ConfigurationError, lambda kind: kind.__name__)
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
    422: UnprocessableError,
    429: RateLimitError,
}
"""Which class an error status raises."""
