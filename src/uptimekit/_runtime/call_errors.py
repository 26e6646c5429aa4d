"""The errors that a call raises for an answer, a failure of the transport, or a limit of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .constants import SHORT_TEXT_LIMIT
from .errors import (
    APIStatusError,
    DecodingError,
    NetworkError,
    RequestTimeoutError,
    UptimeKitError,
    error_class,
)
from .http_library import is_a
from .masking import MASK, Secrets
from .operation import BASE, Provider
from .request import Request
from .response import RawResponse
from .retry import retry_after
from .sanitize import sanitized
from .secret_values import path_parameters

if TYPE_CHECKING:
    from .failures import Failure
    from .settings import Settings

_QUERY: Final = re.compile(r"[?#]")
_SITE: Final = re.compile(
    r"((?:https?:)?//)(?:[^/?#\\]*@)?((?:[\w.-]+|\[[0-9a-f:.]+\])(?::[0-9]*)?)(?=[/?#]|$)", re.IGNORECASE
)
_LONG_SEGMENT: Final = re.compile(r"[^/\\]{16,}")  # a UUID, a ping key, a token
_NOT_DONE: Final = {
    "connect": " before there was a connection",
    "write": " before the request was sent",
    "read": " before the answer was complete",
}
"""What was not done when the deadline passed, by the phase that it passed in."""

__all__ = [
    "deadline_error",
    "failure_error",
    "limit_error",
    "not_found_remark",
    "request_id",
    "status_error",
]


def status_error(
    raw: RawResponse,
    provider: Provider,
    classes: Mapping[int, type[APIStatusError]],
    now: float,
    remark: str = "",
) -> APIStatusError:
    """Return the error of an answer with an error status, in the server's own words.

    Args:
        raw: the answer.
        provider: says where in the body the words are.
        classes: the client's ``error_classes``.
        now: seconds since the epoch, against which a date in Retry-After counts.
        remark: what we add to the server's words.
    """
    from .error_body import read_error  # a program that meets no error does not pay for it

    facts = read_error(raw, provider.error, raw.secrets.masked)
    if 300 <= raw.status_code < 400:
        remark = f"{_leads_to(raw)}redirects are not followed; is the base URL right?"
    kind = error_class(raw.status_code, provider.rate_limit_statuses, classes)
    error = kind.saying(f"{facts.message} ({remark})" if remark else facts.message)
    error.status_code = raw.status_code
    error.code, error.details, error.body = facts.code, facts.details, facts.body
    error.request_id = raw.request_id or facts.request_id
    error.retry_after = retry_after(raw.headers, now)
    return error


def _leads_to(raw: RawResponse) -> str:
    """Say where a redirect leads, without what may be secret there: a password, a query, a long part of the path."""
    location = raw.secrets.masked(raw.headers.get("location", ""))
    if not location:
        return ""
    site = _SITE.match(location)
    rest = location[site.end() :] if site else location
    path, *hidden = _QUERY.split(rest, maxsplit=1)
    shown = f"{site[1]}{site[2]}" if site else ""
    shown += f"{_LONG_SEGMENT.sub(MASK, path)}{f'?{MASK}' if hidden else ''}"
    if "@" in rest:  # what seems to be the host may be a user name, and the path a password
        shown = MASK
    return f"it leads to {sanitized(shown, SHORT_TEXT_LIMIT)}; "


def not_found_remark(raw: RawResponse, request: Request[Any]) -> str:
    """Return what was asked: the ids that are no secrets, or the address if it may be that of no API."""
    operation = request.operation
    if operation.server != BASE and operation.accept != "application/json":
        return ""  # a ping, a badge: its address says enough, or is a secret
    ids = path_parameters(operation.path, request.path)
    if not ids:
        return f"is the base URL right? {raw.address} was asked"
    # Some APIs send HTML for an unknown id.
    if operation.pagination is not None or raw.content_type == "text/html":
        return f"are the id and the base URL right? {raw.address} was asked"
    shown = [f"{name} {value!r}" for name, value in ids.items() if name not in operation.secrets]
    return sanitized(raw.secrets.masked(", ".join(shown)))


def failure_error(error: Exception | None, failure: Failure, *, maybe_sent: bool) -> UptimeKitError:
    """Return the error of a *failure*, caused by *error* of the transport."""
    if error is not None and is_a(error, "DecodingError"):
        return DecodingError(failure.text)
    if failure.phase:
        return _timeout_error(failure.phase, failure.text, maybe_sent=maybe_sent)
    broken = NetworkError(failure.text)
    broken.maybe_sent = maybe_sent
    return broken


def deadline_error(
    peer: str, settings: Settings, phase: str, text: str, *, maybe_sent: bool
) -> RequestTimeoutError:
    """Return the error of a deadline that passed in *phase* of a call to *peer*; *text* tells more of an unusual phase."""
    rest = _NOT_DONE.get(phase, f"; {text}")
    return _timeout_error("deadline", f"{peer}: {_deadline(settings)} passed{rest}", maybe_sent=maybe_sent)


def limit_error(wait: float, settings: Settings, *, maybe_sent: bool) -> RequestTimeoutError:
    """Return the error of a rate limit that has no turn within the deadline and the ceiling, but in *wait* seconds."""
    limits = f"{_deadline(settings)} or the retry_after_ceiling of {settings.retry_after_ceiling:.3g} s"
    text = f"the rate limit lets the next request go in {wait:.3g} s, after {limits}; send fewer, or raise it"
    error = _timeout_error("limit", text, maybe_sent=maybe_sent)
    error.retry_after = wait
    return error


def _deadline(settings: Settings) -> str:
    deadline = settings.deadline
    return "the deadline" if deadline is None else f"the deadline of {deadline:.3g} s"


def _timeout_error(phase: str, text: str, *, maybe_sent: bool) -> RequestTimeoutError:
    error = RequestTimeoutError(text)
    error.phase = phase
    error.maybe_sent = maybe_sent
    return error


def request_id(headers: Mapping[str, str], provider: Provider, secrets: Secrets) -> str | None:
    """Return the provider's id of the request, masked, cleaned and cut; None if it sent none."""
    for name in provider.request_id_headers:
        if name in headers:
            return sanitized(secrets.masked(headers[name]), SHORT_TEXT_LIMIT)
    return None
