"""Tests of what is known of one attempt."""

from __future__ import annotations

import httpx
import pytest

from uptimekit._runtime.attempt import Attempt


def test_an_attempt_begins_with_no_answer() -> None:
    """Before anything is reported, a request counts as not sent exactly if its transport reports what it does."""
    for reports in (True, False):
        attempt = Attempt({"read": 1.0}, 5.0, reports=reports)
        assert (attempt.timeouts, attempt.sent_at, attempt.response) == ({"read": 1.0}, 5.0, None)
        assert attempt.maybe_sent is not reports


@pytest.mark.parametrize(("method", "sent"), [(b"GET", True), (b"CONNECT", False)])
def test_a_request_to_the_proxy_is_not_the_request(method: bytes, sent: bool) -> None:
    """Headers on their way mean a request that may have been sent, unless they ask a proxy for a tunnel."""
    attempt = Attempt({}, 0.0, reports=False)
    request = type("Sent", (), {"method": method})()
    attempt.trace("http11.send_request_headers.started", {"request": request})
    assert attempt.maybe_sent is sent


def test_a_kept_connection_is_lost_only_before_the_answer() -> None:
    """A broken connection is a kept one if none was opened for the attempt and no head of an answer came."""
    broken, late = httpx.RemoteProtocolError("closed"), httpx.ReadTimeout("late")
    attempt = Attempt({}, 0.0, reports=True)
    assert not attempt.lost_kept_connection(broken)  # nothing was traced: nobody knows
    attempt.trace("http11.send_request_headers.started", {})
    assert attempt.lost_kept_connection(broken)
    assert not attempt.lost_kept_connection(late)
    attempt.trace("connection.connect_tcp.started", {})
    assert not attempt.lost_kept_connection(broken)
