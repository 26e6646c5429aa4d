"""The error tree of all providers.

::

    UptimeKitError
    ├── ConfigurationError (ValueError)     a client was set up wrongly; nothing was sent
    ├── InputError (ValueError)             an argument was refused; nothing was sent
    ├── ClientStateError (RuntimeError)     used after close, or as its state does not allow
    ├── NetworkError                        no complete answer arrived
    │   ├── RequestTimeoutError (TimeoutError)
    │   └── SharedStoreError                the store of a shared limit or session failed; nothing was sent
    ├── DecodingError                       the answer is not what the API documents
    │   └── ResponseTooLargeError
    ├── PaginationError                     a listing cannot go on safely
    ├── WaitTimeoutError (TimeoutError)     ``wait_until`` waited in vain
    └── APIStatusError                      the server answered with an error status
        ├── RedirectError                   3xx; redirects are never followed
        ├── BadRequestError                 400
        ├── AuthError
        │   ├── AuthenticationError         401
        │   └── PermissionDeniedError       403
        ├── NotFoundError                   404
        ├── ConflictError                   409
        ├── UnprocessableError              422
        ├── RateLimitError                  429, and what a provider uses beside it (420)
        └── ServerError                     5xx

Every error has all the attributes of :class:`UptimeKitError`, pickles, deep-copies, and shows no secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

__all__ = [
    "APIStatusError",
    "AuthError",
    "AuthenticationError",
    "BadRequestError",
    "ClientStateError",
    "ConfigurationError",
    "ConflictError",
    "DecodingError",
    "InputError",
    "NetworkError",
    "NotFoundError",
    "PaginationError",
    "PermissionDeniedError",
    "RateLimitError",
    "RedirectError",
    "RequestTimeoutError",
    "ResponseTooLargeError",
    "ServerError",
    "SharedStoreError",
    "UnprocessableError",
    "UptimeKitError",
    "WaitTimeoutError",
    "error_class",
]


class UptimeKitError(Exception):
    """Anything that goes wrong in this package.

    Attributes:
        message: what went wrong; for an error status, the server's own words where it sent any.
        method: the method that was called, such as ``get_check`` or ``components.get``; None outside of the facades.
        operation: id of the operation in the spec, such as ``createCheck``.
        status_code: HTTP status, if an answer arrived.
        code: the provider's own error code.
        details: field name -> messages, where the provider says which field is wrong.
        request_id: the provider's id of the request.
        retry_after: seconds that the server asks to wait.
        attempts: how many requests were sent for this call.
        page_token: where a listing can go on (pass it as ``start_at``), if this broke a listing.
        field: name of the refused argument, for :class:`InputError`.
        body: decoded body of an error answer (JSON value or text), else None.
    """

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.method: str | None = None
        self.operation: str | None = None
        self.status_code: int | None = None
        self.code: str | None = None
        self.details: dict[str, list[str]] = {}
        self.request_id: str | None = None
        self.retry_after: float | None = None
        self.attempts = 0
        self.page_token: str | None = None
        self.field: str | None = None
        self.body: Any = None

    def __str__(self) -> str:
        status = f"HTTP {self.status_code}" if self.status_code else None
        called = f"{self.method}()" if self.method and self.operation else self.operation
        text = ": ".join(part for part in (called, status, self.message) if part)
        return f"{text} (request id {self.request_id})" if self.request_id else text

    def __repr__(self) -> str:
        facts = {"operation": self.operation, "status_code": self.status_code}
        known = "".join(f", {name}={value!r}" for name, value in facts.items() if value is not None)
        return f"{type(self).__name__}({self.message!r}{known})"


class ConfigurationError(UptimeKitError, ValueError):
    """A client or its options were set up wrongly; raised before any request."""


class InputError(UptimeKitError, ValueError):
    """An argument that the API cannot take; raised before any request.  :attr:`field` names it."""

    def __init__(self, message: str = "", *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class ClientStateError(UptimeKitError, RuntimeError):
    """A client was used after it was closed, or on another event loop than the ``http_client`` that was passed in."""


class NetworkError(UptimeKitError):
    """No complete answer arrived: name resolution, connection, TLS, or the connection broke.

    :attr:`maybe_sent` is False if the request certainly never reached the server.
    """

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.maybe_sent = True

    def __str__(self) -> str:
        made = {0: "", 1: " (1 attempt)"}.get(self.attempts, f" ({self.attempts} attempts)")
        return super().__str__() + made


class RequestTimeoutError(NetworkError, TimeoutError):
    """Time ran out.  :attr:`phase` says in what: pool, connect, write, read, limit or deadline."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.phase = "deadline"


class SharedStoreError(NetworkError):
    """The Redis or Valkey server of a shared limit or session is away, slow or refuses, and ``strict=True`` was asked for.

    The request that needed it was not sent.
    """

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.maybe_sent = False


class DecodingError(UptimeKitError):
    """The answer is not what the API documents: another content type, broken JSON, another shape."""


class ResponseTooLargeError(DecodingError):
    """The answer is larger than ``max_response_bytes``; it was not read to the end."""


class PaginationError(UptimeKitError):
    """A listing cannot go on safely: it leads to another origin, repeats a page, or has too many pages."""


class WaitTimeoutError(UptimeKitError, TimeoutError):
    """A ``wait_until`` method gave up waiting."""


class APIStatusError(UptimeKitError):
    """The server answered with an error status."""

    @classmethod
    def saying(cls, message: str) -> Self:
        """Return an error with this *message*; for a class whose constructor takes something else to say so."""
        return cls(message)


class RedirectError(APIStatusError):
    """3xx: redirects are not followed, since that would pass the credential on; the base URL is usually wrong."""


class BadRequestError(APIStatusError):
    """400: the server did not accept the request."""


class AuthError(APIStatusError):
    """401 or 403."""


class AuthenticationError(AuthError):
    """401: the credential is missing, wrong or of the wrong kind."""


class PermissionDeniedError(AuthError):
    """403: the credential is valid, but not for this request."""


class NotFoundError(APIStatusError):
    """404: there is no such resource."""


class ConflictError(APIStatusError):
    """409: the request conflicts with the current state."""


class UnprocessableError(APIStatusError):
    """422: well-formed, but a field is wrong; see :attr:`details`."""


class RateLimitError(APIStatusError):
    """429 (or what the provider uses beside it): too many requests; see :attr:`retry_after`."""


class ServerError(APIStatusError):
    """5xx: the server, or a gateway before it, failed."""


_BY_STATUS: Final[Mapping[int, type[APIStatusError]]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableError,
    429: RateLimitError,
}


def error_class(
    status: int, limits: tuple[int, ...], own: Mapping[int, type[APIStatusError]]
) -> type[APIStatusError]:
    """Return the class for *status*: a facade's *own*, else the common one.

    *own* may hold exact statuses and hundreds (5 for 5xx, 0 for anything else).
    """
    if status in limits:
        status = 429
    hundred = status // 100
    common = _BY_STATUS.get(status) or {3: RedirectError, 5: ServerError}.get(hundred, APIStatusError)
    return own.get(status) or own.get(hundred) or own.get(0) or common


for _kind in list(vars().values()):
    if isinstance(_kind, type) and issubclass(_kind, UptimeKitError):
        # Where users import it from: tracebacks and pickles say so.
        _kind.__module__ = __name__.partition(".")[0]
