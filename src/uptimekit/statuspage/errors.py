"""The errors of Statuspage, under the names that the known client documents.

::

    UptimeKitError
    ├── APIStatusError
    │   ├── BaseError                                       an error status without a class of its own
    │   │   ├── RequestError                                any other 4xx, such as 405
    │   │   │   ├── BadRequestError (BadRequestError)       400
    │   │   │   ├── AuthenticationError (AuthenticationError)       401: no key, or a wrong one
    │   │   │   ├── PermissionDeniedError (PermissionDeniedError)   403: the key is good, but not for this
    │   │   │   ├── NotFoundError (NotFoundError)           404
    │   │   │   ├── RedirectError (RedirectError)           3xx; redirects are never followed
    │   │   │   └── InputError (InputError, ResourceError)  an argument is invalid; nothing was sent
    │   │   ├── ResourceError                               the attributes are refused
    │   │   │   ├── ConflictError (ConflictError)           409
    │   │   │   └── UnprocessableError (UnprocessableError) 422: ``errors`` and ``details`` name the fields
    │   │   └── ServerError (ServerError)                   5xx
    │   └── RateLimitError (RateLimitError)                 420 and 429, when waiting did not help
    └── ConfigurationError                                  an option of a client is invalid; nothing was sent

The class in brackets is the parent in the common tree (``uptimekit.NotFoundError`` ...); ConfigurationError is the
common one.  As documented, RateLimitError is not a BaseError, but it has the same attributes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

from uptimekit._runtime import errors
from uptimekit._runtime.constants import DETAILS_LIMIT, SHORT_TEXT_LIMIT
from uptimekit._runtime.errors import APIStatusError, ConfigurationError
from uptimekit._runtime.facade_errors import FacadeErrors
from uptimekit._runtime.json_types import is_list, is_object
from uptimekit._runtime.sanitize import sanitized

from ._result import Result

__all__ = [
    "ERROR_CLASSES",
    "AuthenticationError",
    "BadRequestError",
    "BaseError",
    "ConfigurationError",
    "ConflictError",
    "ErrorDetail",
    "InputError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "RedirectError",
    "RequestError",
    "ResourceError",
    "ServerError",
    "UnprocessableError",
    "facade_errors",
]


class ErrorDetail(Result):
    """A problem in an error answer; attributes that the server does not send are None.

    Attributes:
        code: the server's code.
        message: description of the problem.
        details: further description.
        resource: name of the resource.
        field: the field, as a JSON pointer (``/name``).
    """

    code: str | None
    message: str | None
    details: str | None
    resource: str | None
    field: str | None


class _AnswerError(APIStatusError):
    """The base of the error answers.

    Attributes in addition to the common ones:
        http_status: the HTTP status.
        errors: the problems that the server names.
        logref: the server's id of the request, if it sends one.
    """

    def __init__(self, http_status: int | None, errors_payload: Any) -> None:
        super().__init__(sanitized("; ".join(map(_words, _details(errors_payload)[:DETAILS_LIMIT]))))
        self.status_code = http_status
        self.body = errors_payload

    @classmethod
    def saying(cls, message: str) -> Self:
        """Return an error with this *message* and no answer yet."""
        error: Self = _bare(cls, (message,))
        APIStatusError.__init__(error, message)
        return error

    @property
    def http_status(self) -> int | None:
        """The HTTP status; None if nothing was sent."""
        return self.status_code

    @property
    def errors(self) -> list[ErrorDetail]:
        """The problems that the server names; empty if its answer is not JSON."""
        return _details(self.body)

    @property
    def logref(self) -> str | None:
        """The server's id of the request."""
        meta = self.body.get("meta") if is_object(self.body) else None
        said = meta.get("logref") if is_object(meta) else None
        return self.request_id if said is None else sanitized(str(said), SHORT_TEXT_LIMIT)

    def __reduce__(self) -> tuple[Any, ...]:
        return _bare, (type(self), self.args), vars(self)


def _bare(kind: type[Any], args: tuple[Any, ...]) -> Any:
    return kind.__new__(kind, *args)


class BaseError(_AnswerError):
    """The server answered with an error status.

    Args:
        http_status: the HTTP status.
        errors_payload: the decoded body; kept as ``body``, and read into ``errors`` and ``message``.
    """


class RequestError(BaseError):
    """The request was refused: a wrong key, an unknown page, a method that is not allowed."""


class BadRequestError(RequestError, errors.BadRequestError):
    """400: the server does not understand the request."""


class AuthenticationError(RequestError, errors.AuthenticationError):
    """401: the API key is missing or wrong."""


class PermissionDeniedError(RequestError, errors.PermissionDeniedError):
    """403: the API key is valid, but not for this page, or the page's plan lacks the feature."""


class NotFoundError(RequestError, errors.NotFoundError):
    """404: there is no such page, or no such object on it."""


class RedirectError(RequestError, errors.RedirectError):
    """3xx: redirects are not followed, since they would take the key elsewhere; the base URL is usually wrong."""


class ResourceError(BaseError):
    """The attributes that were sent are refused."""


class ConflictError(ResourceError, errors.ConflictError):
    """409: the object exists already."""


class UnprocessableError(ResourceError, errors.UnprocessableError):
    """422: a field is wrong; ``errors`` has the messages one by one, ``details`` by field."""


class InputError(RequestError, ResourceError, errors.InputError):
    """An argument was refused, and nothing was sent.  ``field`` names it, ``http_status`` is None."""

    def __init__(self, message: str = "", *, field: str | None = None) -> None:
        errors.InputError.__init__(self, message, field=field)


class ServerError(BaseError, errors.ServerError):
    """5xx: the server or a gateway before it failed."""


class RateLimitError(_AnswerError, errors.RateLimitError):
    """420 or 429: too many requests, and waiting did not help or would have exceeded the limits of the call.

    ``retry_after`` is the server's waiting time in seconds, if it sends one.
    """

    def __init__(self, http_status: int | None = 429, errors_payload: Any = None) -> None:
        super().__init__(http_status, errors_payload)


facade_errors: Final = FacadeErrors(InputError)
"""Decorates what is public here."""

ERROR_CLASSES: Final[Mapping[int, type[APIStatusError]]] = {
    0: BaseError,
    3: RedirectError,
    4: RequestError,
    5: ServerError,
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableError,
    429: RateLimitError,
}
"""Status, its first digit, or 0 for any other -> class of the error; 420 raises the class of 429."""


def _details(payload: Any) -> list[ErrorDetail]:
    """Read a body: text, a list, a map of fields, or the documented objects, below ``errors`` or ``error``.

    The body itself may be a text, a list or an object with a ``message``; any other object has no problems.
    """
    if isinstance(payload, str) and payload.lstrip().startswith("<"):
        return []  # a gateway's markup
    if is_object(payload):
        said = next((payload[name] for name in ("errors", "error") if payload.get(name)), payload)
        return _below(said, None) if said is not payload or "message" in payload else []
    return _below(payload, None)


def _below(said: Any, field: str | None) -> list[ErrorDetail]:
    if is_list(said):
        return [detail for item in said for detail in _below(item, field)]
    if not is_object(said):
        return [] if said is None else [_detail(message=str(said), field=field)]
    if is_object(inner := said.get("error")):
        return _below(inner, field)
    if isinstance(said.get("message"), str):
        return [_detail(**{"field": field, **{name: said.get(name) for name in said if name in _NAMES}})]
    return [detail for name, value in said.items() for detail in _below(value, _pointer(field, name))]


_NAMES: Final = ("code", "message", "details", "resource", "field")


def _detail(**known: Any) -> ErrorDetail:
    """Return a detail, its texts cut and cleaned."""
    said = {name: known.get(name) for name in _NAMES}
    return ErrorDetail(
        {name: None if value is None else sanitized(str(value)) for name, value in said.items()}
    )


def _pointer(above: str | None, name: str) -> str:
    return f"{above or ''}/{name.replace('~', '~0').replace('/', '~1')}"  # RFC 6901, 3


def _words(detail: ErrorDetail) -> str:
    message = detail.message or ""
    return f"{detail.field.removeprefix('/')}: {message}" if detail.field else message
