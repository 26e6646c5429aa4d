"""Mistakes with connections, the same in all four.

Given: `server` plays what a row wants; `url` and `port` are its address; `closed` is an address where nothing listens.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import httpx
from tests.faults._server import FaultServer, Step, Wire, answer, answer_json, raw, silence
from tests.mistakes._row import Given, Mistake

from uptimekit import (
    ClientStateError,
    ConfigurationError,
    NetworkError,
    RequestTimeoutError,
    betterstack,
    healthchecks,
    statuspage,
    uptimehunt,
)

KEY = "k" * 24


@contextmanager
def given() -> Iterator[Given]:
    """Start a server, and stop it with the row."""
    server = FaultServer(answer())
    try:
        yield {"server": server, "url": server.url, "port": str(server.port), "closed": "http://127.0.0.1:1"}
    finally:
        server.stop()


def checks(given: Given, *steps: Step, address: str = "", **options: Any) -> object:
    """List the checks of Healthchecks at the server, which plays *steps*."""
    if steps:
        given["server"].play(*steps)
    options = {"retries": 0, **options}
    with healthchecks.Client(KEY, api_url=f"{address or given['url']}/api/", **options) as client:
        return client.get_checks()


def speak_http(wire: Wire) -> None:
    """Answer a TLS handshake as a server does that does not know TLS."""
    wire.sock.recv(16)
    wire.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    wire.close()


def with_variable(name: str, value: str) -> object:
    """Build a client in an environment that sets a variable."""
    with mock.patch.dict(os.environ, {name: value}):
        return statuspage.Client(api_key=KEY, page_id="page")


def two_loops(given: Given) -> None:
    """Use a client with an HTTP client of one's own on two event loops."""
    given["server"].play(answer_json({"checks": []}))

    http = httpx.AsyncClient()
    client = healthchecks.AsyncClient(KEY, api_url=f"{given['url']}/api/", http_client=http)
    with asyncio.Runner() as runner:
        runner.run(client.get_checks())
        try:
            asyncio.run(client.get_checks())
        finally:
            runner.run(http.aclose())


ROWS = [
    Mistake(
        "the server does not run",
        lambda given: checks(given, address=given["closed"]),
        NetworkError,
        "get_checks(): 127.0.0.1:1: no connection (Connection refused); check the address and the network (1 attempt)",
    ),
    Mistake(
        "the server does not run, with retries",
        lambda given: checks(given, address=given["closed"], retries=2, backoff=0),
        NetworkError,
        "get_checks(): 127.0.0.1:1: no connection (Connection refused); check the address and the network (3 attempts)",
    ),
    Mistake(
        "the server does not run, asynchronously",
        lambda given: asyncio.run(
            uptimehunt.AsyncClient(access_token=KEY, base_url=given["closed"], retries=0).auth.me()
        ),
        NetworkError,
        "auth.me(): 127.0.0.1:1: no connection (Connection refused); check the address and the network (1 attempt)",
    ),
    Mistake(
        "the proxy does not run",
        lambda _: statuspage.Client(
            api_key=KEY, page_id="page", proxy="http://user:a-long-password@127.0.0.1:1", retries=0
        ).components.list(),
        NetworkError,
        "components.list(): api.statuspage.io:443 through the proxy 127.0.0.1:1: no connection (Connection refused); "
        "check the address and the network (1 attempt)",
    ),
    Mistake(
        "the proxy asks for a password",
        lambda given: checks(
            given,
            raw(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", close=True),
            address="https://checks.example.test",
            proxy=given["url"],
        ),
        NetworkError,
        "get_checks(): checks.example.test:443 through the proxy 127.0.0.1:{port}: the proxy refused (407); "
        "put the user name and password into its address (1 attempt)",
    ),
    Mistake(
        "a server of http, called by https",
        lambda given: checks(given, speak_http, address=f"https://127.0.0.1:{given['port']}"),
        NetworkError,
        "get_checks(): 127.0.0.1:{port}: no TLS (wrong version number); is the server one of https? (1 attempt)",
    ),
    Mistake(
        "the server redirects to a login",
        lambda given: checks(
            given, answer(302, Location="https://user:word@sso.example.test/login?next=%2Fapi%2F")
        ),
        healthchecks.HCAPIRedirectError,
        "get_checks(): HTTP 302: Found (it leads to https://sso.example.test/login?***; "
        "redirects are not followed; is the base URL right?)",
    ),
    Mistake(
        "the server is slower than the time-out",
        lambda given: checks(given, silence, timeout=0.05),
        RequestTimeoutError,
        "get_checks(): 127.0.0.1:{port}: nothing was received for 0.05 s (read time-out); "
        "raise timeout= to wait longer (1 attempt)",
    ),
    Mistake(
        "the server is slower than the deadline",
        lambda given: checks(given, silence, deadline=0.05),
        RequestTimeoutError,
        "get_checks(): 127.0.0.1:{port}: the deadline of 0.05 s passed before the answer was complete (1 attempt)",
    ),
    Mistake(
        "verify= names no file",
        lambda _: statuspage.Client(api_key=KEY, page_id="page", verify="/nowhere/ca.pem"),
        statuspage.ConfigurationError,
        "verify='/nowhere/ca.pem' cannot be read (No such file or directory); "
        "give a file of certificates in PEM format, or a folder of them",
    ),
    Mistake(
        "verify= is a number",
        lambda _: healthchecks.Client(KEY, verify=1),  # type: ignore[arg-type]
        ConfigurationError,
        "verify must be True, False, the path of a file or folder of certificates, or an ssl.SSLContext, not 1",
    ),
    Mistake(
        "SSL_CERT_FILE names no file",
        lambda _: with_variable("SSL_CERT_FILE", "/nowhere/ca.pem"),
        statuspage.ConfigurationError,
        "SSL_CERT_FILE=/nowhere/ca.pem cannot be read (No such file or directory); correct it or unset it",
    ),
    Mistake(
        "proxy= has a scheme of no proxy",
        lambda _: betterstack.UptimeAPI(KEY, proxy="ftp://user:a-long-password@proxy.example"),
        betterstack.ConfigurationError,
        "proxy= has a scheme that no proxy has; use one of http, https, socks5, socks5h",
    ),
    Mistake(
        "proxy= as requests has it",
        lambda _: uptimehunt.Client(access_token=KEY, proxy={"https": "http://proxy.example:3128"}),  # type: ignore[arg-type]
        uptimehunt.ConfigurationError,
        "proxy must be the address of a proxy for all servers, such as http://proxy.example:3128, or None",
    ),
    Mistake(
        "verify= and proxy= beside http_client=",
        lambda _: healthchecks.Client(
            KEY, http_client=httpx.Client(), verify=False, proxy="http://proxy.example:3128"
        ),
        ConfigurationError,
        "verify= and proxy= cannot be used with http_client=; build the http_client with such a setting, or leave it out",
    ),
    Mistake(
        "an HTTP client of one's own, on two event loops",
        two_loops,
        ClientStateError,
        "the http_client that was passed in keeps its connections on the event loop of its first call; "
        "pass none, and this client has connections for each loop, or build a client for each",
    ),
    Mistake(
        "a store of tokens in a folder that does not exist",
        lambda _: uptimehunt.FileTokenStore("/nowhere/tokens"),
        uptimehunt.ConfigurationError,
        "there is no folder /nowhere for the tokens; make it, or name another file",
    ),
]
