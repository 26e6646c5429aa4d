"""Tests of the client that sends from a thread."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from uptimekit._runtime import RateLimit
from uptimekit._runtime.errors import ClientStateError

from ._kit import Driver, Script, ok, request

pytestmark = pytest.mark.usefixtures("library")


class _Interrupted(httpx.BaseTransport):
    """A transport that is interrupted while it sends."""

    def __init__(self) -> None:
        self.requests = 0

    def handle_request(self, sent: httpx.Request) -> httpx.Response:
        self.requests += 1
        raise KeyboardInterrupt


def test_an_interrupt_while_sending_is_final() -> None:
    """KeyboardInterrupt while a request goes out passes through; the turn counts, since the request may have left."""
    driver, transport = Driver("sync"), _Interrupted()
    client = driver.client(transport=transport, rate_limit=RateLimit(1, 10))
    with pytest.raises(KeyboardInterrupt):
        client.send(request())
    assert transport.requests == 1
    assert client._shared.limiter(request()).reserve(driver.clock.now, 1) is None
    driver.finish()


def test_what_a_transport_raises_beside_httpx_is_not_retried() -> None:
    """A programming error in a transport is raised once, as it is."""
    driver = Driver("sync")
    for problem in (TypeError("bug"), RuntimeError("bug")):
        script = Script(problem)
        with pytest.raises(type(problem), match="bug"):
            driver.client(script).send(request())
        assert len(script.requests) == 1
    driver.finish()


def test_the_httpx_client_can_be_had() -> None:
    """http_client is the httpx client that sends, the one passed in if there is one; none after close()."""
    driver = Driver("sync")
    http = httpx.Client(transport=httpx.MockTransport(Script(ok())))
    assert driver.client(http_client=http).http_client is http
    client = driver.client(Script(ok()))
    assert client.http_client is client.http_client
    client.close()
    with pytest.raises(ClientStateError):
        _ = client.http_client
    http.close()
    driver.finish()


def test_call_returns_what_the_reader_makes_of_the_answer() -> None:
    """call() hands the answer to the reader once and returns its value."""
    driver = Driver("sync")
    read: list[Any] = []
    value = driver.client(Script(ok({"a": 1}))).call(request(read=lambda raw: read.append(raw) or raw.json()))  # type: ignore[func-returns-value]
    assert (value, len(read)) == ({"a": 1}, 1)
    driver.finish()


def test_a_client_closed_during_a_call_shows_nothing_of_the_request() -> None:
    """What the transport raised stays behind the error of the closed client, without the request and its address."""
    driver = Driver("sync")

    def closing(sent: httpx.Request) -> httpx.Response:
        client.close()
        raise httpx.ReadTimeout("over", request=sent)

    client = driver.client(closing)
    error = driver.error(client, request())
    assert isinstance(error, ClientStateError)
    assert isinstance(error.__context__, httpx.ReadTimeout)
    assert vars(error.__context__)["_request"] is None
    driver.finish()
