"""Replies that operations have in common."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest

from uptimekit.sandbox.uptimehunt._http import (
    RefusalError,
    data_reply,
    error_reply,
    invalid,
    moment,
    moment_ms,
    nothing,
)

_AT = datetime(2026, 1, 12, 11, 0, 0, 123_456, tzinfo=timezone(timedelta(hours=2)))


def test_moments_are_utc() -> None:
    """Times are told in UTC, to the second or to the millisecond."""
    assert moment(_AT) == "2026-01-12T09:00:00Z"
    assert moment_ms(_AT) == "2026-01-12T09:00:00.123Z"
    assert moment_ms(_AT.replace(microsecond=0)) == "2026-01-12T09:00:00.000Z"


def test_envelope() -> None:
    """Data comes in an envelope, with meta only where there is some."""
    assert json.loads(bytes(data_reply([1]).body)) == {"data": [1]}
    reply = data_reply(None, 201, meta={"page": 1})
    assert (reply.status_code, reply.media_type) == (201, "application/json")
    assert json.loads(bytes(reply.body)) == {"data": None, "meta": {"page": 1}}


def test_nothing() -> None:
    """204 has no body and no type."""
    reply = nothing()
    assert (reply.status_code, reply.body, "content-type" in reply.headers) == (204, b"", False)


@pytest.mark.parametrize(
    ("refusal", "code", "message", "details"),
    [
        (RefusalError(401), "UNAUTHORIZED", "The credentials are missing, wrong or over", None),
        (RefusalError(403, "Not yours"), "FORBIDDEN", "Not yours", None),
        (
            invalid({"name": ["Is odd"]}),
            "VALIDATION_ERROR",
            "Some values are not valid",
            {"name": ["Is odd"]},
        ),
    ],
)
def test_errors(refusal: RefusalError, code: str, message: str, details: dict[str, list[str]] | None) -> None:
    """A refusal has the code of its status, its own words or the usual ones, and details if there are any."""
    reply = error_reply(refusal, now=_AT, path="/p", request_id="id")
    told = json.loads(bytes(reply.body))
    assert reply.status_code == refusal.status
    assert (told["timestamp"], told["path"], told["request_id"]) == ("2026-01-12T09:00:00Z", "/p", "id")
    assert told["error"].pop("details", None) == details
    assert told["error"] == {"code": code, "message": message}
