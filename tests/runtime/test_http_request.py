"""Tests of what a call sends."""

from __future__ import annotations

import math
from typing import Any

import pytest

from uptimekit._runtime.errors import InputError

from ._kit import GET, KEY, POST, Driver, Script, ok, operation, request


def _sent(driver: Driver, sent: Any, **options: Any) -> Any:
    script = Script(ok())
    driver.send(driver.client(script, **options), sent)
    return script.requests[0]


def test_the_usual_headers(driver: Driver) -> None:
    """A request carries accept, user agent and credential, and no content type without a body."""
    headers = _sent(driver, request(GET)).headers
    assert headers["accept"] == "application/json"
    assert headers["user-agent"].startswith("uptimekit/")
    assert headers["x-api-key"] == KEY
    assert "content-type" not in headers


def test_no_header_goes_out_twice(driver: Driver) -> None:
    """A header that is given in another spelling replaces the default; the credential cannot be replaced."""
    given = {"ACCEPT": "text/plain", "User-Agent": "mine", "X-API-KEY": "other"}
    sent = _sent(driver, request(GET), headers=given)
    assert sent.headers.get_list("accept") == ["text/plain"]
    assert sent.headers.get_list("user-agent") == ["mine"]
    assert sent.headers.get_list("x-api-key") == [KEY]


def test_json_is_compact_utf_8(driver: Driver) -> None:
    """A JSON body is compact UTF-8 with its content type; null is a body, too."""
    sent = _sent(driver, request(POST, json={"name": "ü", "n": None}))
    assert sent.content == '{"name":"ü","n":null}'.encode()
    assert sent.headers["content-type"] == "application/json"
    assert _sent(driver, request(POST, json=None)).content == b"null"


def test_other_bodies(driver: Driver) -> None:
    """Text goes as UTF-8, bytes as they are, form fields encoded."""
    assert _sent(driver, request(POST, content="ü")).content == "ü".encode()
    assert _sent(driver, request(POST, content=b"\xff")).content == b"\xff"
    body: Any = bytearray(b"ab")
    assert _sent(driver, request(POST, content=body)).content == b"ab"
    form = _sent(driver, request(POST, form={"a": "1 2", "b": ["x", "y"]}))
    assert form.content == b"a=1+2&b=x&b=y"
    assert form.headers["content-type"] == "application/x-www-form-urlencoded"


@pytest.mark.parametrize("body", [{"n": math.nan}, {"n": math.inf}, {"t": "\ud800"}])
def test_what_json_cannot_say_is_refused(driver: Driver, body: Any) -> None:
    """NaN, infinity and half a surrogate pair raise InputError with nothing sent."""
    script = Script(ok())
    assert isinstance(driver.error(driver.client(script), request(POST, json=body)), InputError)
    assert script.requests == []


def test_a_list_in_the_query_repeats_its_parameter(driver: Driver) -> None:
    """Query values are encoded, and a list repeats its parameter."""
    sent = _sent(driver, request(GET, query={"tag": ["a b", "c&d"], "n": 1}))
    assert sent.url.query == b"tag=a+b&tag=c%26d&n=1"


def test_an_operation_on_another_server(driver: Driver) -> None:
    """An operation that names a server goes there, and sends no credential if it needs none."""
    sent = _sent(driver, request(operation(server="ping", security=(), path="/abc")))
    assert str(sent.url) == "https://ping.example.test/abc"
    assert "x-api-key" not in sent.headers
