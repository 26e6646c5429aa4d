"""Replies that several operations send, and the exception that ends an operation early."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.responses import Response

__all__ = [
    "RefusalError",
    "data_reply",
    "error_reply",
    "invalid",
    "json_reply",
    "moment",
    "moment_ms",
    "nothing",
]

Details = Mapping[str, list[str]]

_CODES = {
    400: ("BAD_REQUEST", "The request cannot be understood"),
    401: ("UNAUTHORIZED", "The credentials are missing, wrong or over"),
    403: ("FORBIDDEN", "This is not yours to use"),
    404: ("NOT_FOUND", "There is nothing here"),
    422: ("VALIDATION_ERROR", "Some values are not valid"),
}


@dataclass(slots=True, eq=False)
class RefusalError(Exception):
    """Ends the handling of a request with an error; `message` and `details` say more than the status does."""

    status: int
    message: str = ""
    details: Details = field(default_factory=lambda: dict[str, list[str]]())


def invalid(details: Details) -> RefusalError:
    """422 with messages by field."""
    return RefusalError(422, details=details)


def json_reply(value: object, status: int = 200) -> Response:
    """Compact JSON."""
    return Response(json.dumps(value, separators=(",", ":")), status, media_type="application/json")


def data_reply(data: object, status: int = 200, *, meta: object = None) -> Response:
    """The envelope of every success."""
    return json_reply({"data": data} if meta is None else {"data": data, "meta": meta}, status)


def nothing() -> Response:
    """204, without a body."""
    return Response(status_code=204)


def error_reply(refusal: RefusalError, *, now: datetime, path: str, request_id: str) -> Response:
    """The envelope of every error."""
    code, message = _CODES[refusal.status]
    error: dict[str, object] = {"code": code, "message": refusal.message or message}
    if refusal.details:
        error["details"] = refusal.details
    body = {"error": error, "timestamp": moment(now), "path": path, "request_id": request_id}
    return json_reply(body, refusal.status)


def moment(at: datetime) -> str:
    """ISO 8601 in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_ms(at: datetime) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
