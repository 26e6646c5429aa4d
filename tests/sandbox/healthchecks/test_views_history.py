"""Flip queries; pings and durations are tested with pinging."""

from __future__ import annotations

import hashlib

import pytest

from uptimekit.sandbox import ManualClock

from .._calls import Caller


@pytest.fixture
def job(call: Caller, clock: ManualClock) -> str:
    """A check that went up, down and up again, 100 seconds apart, the last time 100 seconds ago."""
    made = call.create()
    for tail in ("", "/fail", ""):
        call.ping(f"{made}{tail}")
        clock.advance(100)
    return made


# 2026-01-12 09:00:00 UTC, when the first flip happened.
_FIRST = 1_768_208_400


@pytest.mark.parametrize(
    ("query", "ups"),
    [
        ("", [1, 0, 1]),
        ("?seconds=", [1, 0, 1]),
        ("?seconds=0", [1, 0, 1]),
        ("?seconds=100", [1]),
        ("?seconds=200.0", [1, 0]),
        ("?seconds=%20100", [1]),
        ("?seconds=%2B1_00.", [1]),
        ("?seconds=%D9%A1%D9%A0%D9%A0%0a", [1]),
        (f"?start=%20{_FIRST + 100}%20", [1, 0]),
        ("?seconds=99", []),
        (f"?start={_FIRST + 100}", [1, 0]),
        (f"?end={_FIRST + 100}", [1]),
        (f"?start={_FIRST}&end={_FIRST + 200}", [0, 1]),
        (f"?start={_FIRST + 200}&end={_FIRST}", []),
        (f"?seconds=150&end={_FIRST + 101}", []),
        ("?end=10000000000", [1, 0, 1]),
    ],
)
def test_flip_windows(call: Caller, job: str, query: str, ups: list[int]) -> None:
    """Start is inclusive, end is not, seconds count back from now, and all are combined."""
    assert [flip["up"] for flip in call("GET", f"checks/{job}/flips/{query}").json()["flips"]] == ups


@pytest.mark.parametrize(
    "query", ["seconds=1.5", "seconds=-1", "seconds=x", "start=1.0", "start=", "end=10000000001", "end=-1"]
)
def test_bad_windows(call: Caller, job: str, query: str) -> None:
    """What is no window is an empty 400."""
    reply = call("GET", f"checks/{job}/flips/?{query}")
    assert (reply.status_code, reply.text) == (400, "")


@pytest.mark.parametrize("key", ["rw", "ro"])
def test_flips_by_unique_key(call: Caller, job: str, key: str) -> None:
    """The unique key shows the same flips; an unknown one is an empty 404."""
    unique_key = hashlib.sha1(job.replace("-", "")[:16].encode()).hexdigest()
    by_key = call("GET", f"checks/{unique_key}/flips/?seconds=100", key=key)
    assert by_key.json() == call("GET", f"checks/{job}/flips/?seconds=100", key=key).json()
    missed = call("GET", f"checks/{'0' * 40}/flips/", key=key)
    assert (missed.status_code, missed.text) == (404, "")


def test_body_number_with_zeros(call: Caller) -> None:
    """The number of a ping is an integer, so leading zeros do not matter."""
    job = call.create()
    call.ping(job, "POST", b"text")
    assert call("GET", f"checks/{job}/pings/01/body").content == b"text"
