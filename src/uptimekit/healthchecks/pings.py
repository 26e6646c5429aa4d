"""The arguments and the answer of a ping."""

from __future__ import annotations

from typing import Any, Final

from uptimekit._runtime import RawResponse, uuid_text
from uptimekit._runtime.errors import APIStatusError, InputError
from uptimekit._runtime.job_report import shell_status
from uptimekit._runtime.ping_body import DEFAULT_BODY_LIMIT, first_bytes

from .errors import (
    CheckConflictError,
    CheckNotFoundError,
    HCAPIRateLimitError,
    InvalidRequestError,
    NonUniqueSlugError,
    PingFailedError,
)
from .identifiers import API_KEY_LENGTH, is_uuid
from .ping_address import PingAddress

__all__ = [
    "BodyLimit",
    "PingResult",
    "accepted",
    "checked_exit_code",
    "ping_arguments",
    "ping_error",
    "read_ping",
    "was_created",
]

_LIMIT_HEADER: Final = "ping-body-limit"
_LIMIT_DIGITS: Final = 12  # more is no number of bytes


class BodyLimit:
    """The bytes of a ping body that a server keeps, None until an answer names them.

    A client and its copies share it, since they talk to one server.
    """

    def __init__(self) -> None:
        self.bytes: int | None = None


class PingResult(tuple[bool, str]):
    """The answer to a ping: a pair of success and the server's text.

    Attributes:
        created: True if the ping made the check (``create=True`` and HTTP 201).  None if the check exists and an
            earlier attempt of this ping, whose answer was lost, may have made it.
        status_code: HTTP status, 200 or 201.
        body_limit: bytes of a ping body that the server keeps; None if it did not say.
    """

    created: bool | None
    status_code: int
    body_limit: int | None

    def __new__(
        cls,
        success: bool,
        text: str,
        status_code: int,
        body_limit: int | None,
        created: bool | None = False,
    ) -> PingResult:
        self = super().__new__(cls, (success, text))
        self.created = created
        self.status_code = status_code
        self.body_limit = body_limit
        return self

    def __getnewargs__(self) -> tuple[bool, str, int, int | None, bool | None]:
        return self[0], self[1], self.status_code, self.body_limit, self.created

    @property
    def success(self) -> bool:
        """Whether the server accepted the ping; it may ignore it all the same, as for a paused check."""
        return self[0]

    @property
    def text(self) -> str:
        """The server's answer, such as ``OK``."""
        return self[1]


def read_ping(raw: RawResponse, limit: BodyLimit, create: bool) -> PingResult:
    """Read the answer to a ping, and store the body limit that it names.

    Raises HCAPIRateLimitError or CheckNotFoundError if a text under HTTP 200 says so.
    """
    text = raw.secrets.masked(raw.text.strip())  # a proxy may repeat the address, which is a secret
    said = text.lower().replace("-", " ")
    for words, kind in (("rate limited", HCAPIRateLimitError), ("not found", CheckNotFoundError)):
        if words in said:
            from uptimekit._runtime.error_body import plain_text  # loads with the first error

            error = kind(plain_text(text) or f"the answer has {words!r} in its text")
            error.operation, error.status_code, error.body = raw.operation.id, raw.status_code, text
            error.attempts, error.request_id = raw.attempts, raw.request_id
            raise error
    named = raw.headers.get(_LIMIT_HEADER, "")
    kept = int(named) if named.isdecimal() and len(named) <= _LIMIT_DIGITS else None
    limit.bytes = kept or limit.bytes
    created = was_created(raw) if create else raw.status_code == 201
    return PingResult(text in ("OK", "Created"), text, raw.status_code, kept, created)


def accepted(result: PingResult) -> None:
    """Raise PingFailedError if the answer to a ping is not the server's OK, as from a proxy's page."""
    if not result.success:
        error = PingFailedError(
            "the answer to the ping is not the server's OK; is ping_url, or the url of the ping, right?"
        )
        error.status_code, error.body = result.status_code, result.text
        raise error


def was_created(raw: RawResponse) -> bool | None:
    """Whether a call has created a check; None if an earlier attempt of the call may have done so."""
    if raw.status_code == 201:
        return True
    return None if raw.maybe_repeated else False


def ping_error(error: APIStatusError, address: PingAddress) -> APIStatusError:
    """Return the error of a ping to *address* with what to do; for a 409 a NonUniqueSlugError, the documented class."""
    if isinstance(error, CheckConflictError):
        conflict, error = error, NonUniqueSlugError(error.message)
        vars(error).update(vars(conflict))
    if remark := _remark(error, address):
        error.message = f"{error.message} ({remark})"
        error.args = (error.message,)
    return error


def _remark(error: APIStatusError, address: PingAddress) -> str:
    if isinstance(error, NonUniqueSlugError):
        return "several checks of the project have this slug; ping one by its UUID, or change a slug"
    if not isinstance(error, CheckNotFoundError):
        return ""
    if "not found" not in str(error.body) or "<" in str(error.body):
        return f"this is no answer to a ping; is {'the URL' if address.server else 'ping_url'} right?"
    if not address.slug:
        return "no check has this UUID; was it deleted, or is it on another server?"
    if address.create:
        return "no project has this ping key, or the account has no room for another check"
    if len(address.ping_key) == API_KEY_LENGTH:
        return "no project has this ping key, which is as long as an API key"
    if is_uuid(address.slug):
        return "no check has this slug, which is a UUID: pass it as uuid="
    return (
        f"no check with the slug {address.slug}, or another project's ping key; create=True makes the check"
    )


def ping_arguments(data: str | bytes, rid: object, create: bool, limit: BodyLimit) -> dict[str, Any]:
    """Return the keyword arguments for the request of a ping."""
    arguments: dict[str, Any] = {}
    if data:
        arguments["body"] = first_bytes(_checked_data(data), limit.bytes or DEFAULT_BODY_LIMIT)
    if rid is not None:
        arguments["rid"] = _run_id(rid)
    if create:
        arguments["create"] = 1
    return arguments


def checked_exit_code(exit_code: Any) -> int:
    """Return an exit code from 0 to 255; -n becomes 128 + n.  Raises InvalidRequestError for any other."""
    status = shell_status(exit_code)
    if status is None:
        raise InvalidRequestError(
            "exit_code must be a whole number from 0 to 255, or -n for a command that signal n has killed, "
            f"not {exit_code!r}; nothing was sent"
        )
    return status


def _checked_data(data: Any) -> str | bytes:
    if not isinstance(data, (str, bytes)):
        raise InvalidRequestError(f"data must be text or bytes, not {type(data).__name__}; nothing was sent")
    return data


def _run_id(rid: object) -> str:
    try:
        return uuid_text(rid, "rid")
    except InputError:
        raise InvalidRequestError("rid must be a UUID, such as uuid.uuid4(); nothing was sent") from None
