"""Pings: whom they go to, what they carry, and what their answers mean."""

from __future__ import annotations

import uuid as uuids
from typing import Any, Final

from uptimekit._runtime import RawResponse

from ._errors import (
    BadAPIRequestError,
    CheckNotFoundError,
    HCAPIRateLimitError,
    NonUniqueSlugError,
)

__all__ = ["DEFAULT_BODY_LIMIT", "PingResult", "fit", "is_slug_ping", "ping_arguments", "read_ping"]

DEFAULT_BODY_LIMIT: Final = 100_000
"""Bytes of a ping body that are sent while the server's own limit (``Ping-Body-Limit``) is not known yet."""

_LIMIT_HEADER: Final = "ping-body-limit"
_CUT: Final = "[... {} bytes cut ...]\n"


class PingResult(tuple[bool, str]):
    """What a ping led to: a pair of success and the server's text, with more to read.

    Attributes:
        created: True if the ping made the check (``create=True`` and HTTP 201).
        status_code: HTTP status, 200 or 201.
        body_limit: bytes of a ping body that the server keeps, None if it did not say.
    """

    created: bool
    status_code: int
    body_limit: int | None

    def __new__(cls, success: bool, text: str, status_code: int, body_limit: int | None) -> PingResult:
        self = super().__new__(cls, (success, text))
        self.created = status_code == 201
        self.status_code = status_code
        self.body_limit = body_limit
        return self

    def __getnewargs__(self) -> tuple[bool, str, int, int | None]:
        return self[0], self[1], self.status_code, self.body_limit

    @property
    def success(self) -> bool:
        """Whether the server accepted the ping.  It may still have ignored it, as for a paused check."""
        return self[0]

    @property
    def text(self) -> str:
        """The server's answer, such as ``OK``."""
        return self[1]


def read_ping(raw: RawResponse) -> PingResult:
    """Read the answer to a ping.

    Raises HCAPIRateLimitError and CheckNotFoundError for answers that say so in words under HTTP 200.
    """
    text = raw.text.strip()
    said = text.lower().replace("-", " ")
    for words, kind in (("rate limited", HCAPIRateLimitError), ("not found", CheckNotFoundError)):
        if words in said:
            error = kind(text)
            error.operation, error.status_code, error.body = raw.operation.id, raw.status_code, text
            raise error
    limit = raw.headers.get(_LIMIT_HEADER, "")
    accepted = text in ("OK", "Created")
    return PingResult(accepted, text, raw.status_code, int(limit) if limit.isdecimal() else None)


def ambiguous_slug(error: BaseException) -> NonUniqueSlugError:
    """Return the documented error for a 409 on a ping, with all that *error* knows."""
    found = NonUniqueSlugError(str(error.args[0]))
    vars(found).update(vars(error))
    return found


def is_slug_ping(uuid: object, slug: object, ping_key: str) -> bool:
    """Whether a ping goes by slug.  Raises BadAPIRequestError unless exactly one address is given."""
    if uuid and slug:
        raise BadAPIRequestError("give a uuid or a slug, not both; nothing was sent")
    if not uuid and not slug:
        raise BadAPIRequestError("give the uuid or the slug of a check; nothing was sent")
    if slug and not ping_key:
        raise BadAPIRequestError(
            "a ping by slug needs the project's ping key: Client(ping_key=...); nothing was sent"
        )
    return bool(slug)


def ping_arguments(
    by_slug: bool, data: str | bytes, rid: object, create: bool, limit: int | None
) -> dict[str, Any]:
    """Return the generated method's keyword arguments for a ping."""
    arguments: dict[str, Any] = {}
    if data:
        arguments["body"] = fit(data, limit or DEFAULT_BODY_LIMIT, keep_end=False)
    if rid is not None:
        arguments["rid"] = _run_id(rid)
    if create:
        if not by_slug:
            raise BadAPIRequestError("create=True works with a slug only; nothing was sent")
        arguments["create"] = 1
    return arguments


def checked_exit_code(exit_code: Any) -> int:
    """Return an exit code from 0 to 255; raise BadAPIRequestError for any other."""
    if isinstance(exit_code, bool) or not isinstance(exit_code, int) or not 0 <= exit_code <= 255:
        raise BadAPIRequestError(
            f"exit_code must be a whole number from 0 to 255, not {exit_code!r}; nothing was sent"
        )
    return exit_code


def _run_id(rid: object) -> str:
    try:
        return str(rid if isinstance(rid, uuids.UUID) else uuids.UUID(str(rid)))
    except ValueError:
        raise BadAPIRequestError("rid must be a UUID, such as uuid.uuid4(); nothing was sent") from None


def fit(data: str | bytes, limit: int, *, keep_end: bool) -> bytes:
    """Return *data* in at most *limit* bytes, cut between characters.

    The server keeps the first bytes and drops the rest; with *keep_end* the start is cut instead and a line
    says so, because a traceback tells what happened at its end.
    """
    whole = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if len(whole) <= limit:
        return whole
    if not keep_end:
        return _between_characters(whole[:limit]) if isinstance(data, str) else whole[:limit]
    mark = _CUT.format(len(whole) - limit).encode()
    mark = _CUT.format(len(whole) - limit + len(mark)).encode()
    tail = (
        whole[len(whole) - max(0, limit - len(mark)) :] if limit > len(mark) else whole[len(whole) - limit :]
    )
    return (mark if limit > len(mark) else b"") + tail.decode("utf-8", "ignore").encode()


def _between_characters(data: bytes) -> bytes:
    return data.decode("utf-8", "ignore").encode()
