"""Proxies and certificates of the environment, over real sockets and for every provider."""

from __future__ import annotations

import base64
import importlib
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import certifi
import httpx
import pytest
from tests.runtime._kit import POST, Driver, Script, ok, request

from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit._runtime.errors import ConfigurationError, NetworkError, RequestTimeoutError

from ._server import (
    FaultServer,
    Step,
    answer,
    answer_json,
    close_after_request,
    drip_for_ever,
    raw,
    reset_after_request,
    silence,
)

Serve = Callable[..., FaultServer]
SET = {
    "betterstack": ("UptimeAPI", "AsyncUptimeAPI"),
    "healthchecks": ("Client", "AsyncClient"),
    "statuspage": ("Client", "AsyncClient"),
    "uptimehunt": ("Client", "AsyncClient"),
}


@pytest.fixture(autouse=True)
def _no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start without what the machine says of certificates."""
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "SSLKEYLOGFILE", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
@pytest.mark.fault(73, level="wire")
def test_case_73_a_call_goes_through_the_proxy(
    driver: Driver, serve: Serve, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The proxy of the environment gets the whole address, and its own credentials."""
    proxy = serve(answer_json({"a": 1}))
    monkeypatch.setenv(name, proxy.url.replace("//", "//user:p%40ss@"))
    client = driver.client(urls={"base": "http://api.example.test"})
    assert driver.json(client, request()) == {"a": 1}
    assert proxy.requests[0].target == "http://api.example.test/things"
    given = proxy.requests[0].headers["proxy-authorization"]
    assert base64.b64decode(given.removeprefix("Basic ")) == b"user:p@ss"


def test_a_proxy_that_repeats_its_password_is_not_quoted(
    driver: Driver, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password of a proxy is in no error, neither as it was given nor as it travels."""
    travels = base64.b64encode(b"user:a-long-password").decode()
    said = {"error": f"not for Basic {travels}, a-long-password"}
    proxy = serve(answer_json(said, 403))
    monkeypatch.setenv("http_proxy", proxy.url.replace("//", "//user:a-long-password@"))
    error = driver.error(driver.client(urls={"base": "http://api.example.test"}), request())
    assert proxy.requests[0].headers["proxy-authorization"] == f"Basic {travels}"
    assert (error.message, error.body) == (
        "not for Basic ***, *** (api_key= was used)",
        {"error": "not for Basic ***, ***"},
    )


@pytest.mark.parametrize(
    "listed",
    ["*", "127.0.0.1", "127.0.0.0/8", "[::1], 127.0.0.1", "::1/128,127.0.0.1", "fd00::/8 127.0.0.1:{port}",
     ",http://127.0.0.1", ".example.test,127.0.0.1"],
)  # fmt: skip
@pytest.mark.fault(73, level="wire")
def test_case_73_a_call_that_needs_no_proxy(
    driver: Driver, serve: Serve, monkeypatch: pytest.MonkeyPatch, listed: str
) -> None:
    """NO_PROXY opens the direct way, in each form that other tools read."""
    server, proxy = serve(answer()), serve(answer(502))
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("no_proxy", listed.format(port=server.port))
    driver.send(driver.client(urls={"base": server.url}), request())
    assert (len(server.requests), proxy.requests) == (1, [])


@pytest.mark.parametrize("listed", ["", "10.0.0.0/8, [::1]", "127.0.0.1:1", "example.test"])
@pytest.mark.fault(73, level="wire")
def test_case_73_a_call_that_needs_the_proxy(
    listed: str, driver: Driver, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that NO_PROXY does not list is reached through the proxy only."""
    server, proxy = serve(answer()), serve(answer_json({"from": "proxy"}))
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("NO_PROXY", listed)
    assert driver.json(driver.client(urls={"base": server.url}), request()) == {"from": "proxy"}
    assert [seen.target for seen in proxy.requests] == [f"{server.url}/things"]
    assert server.connections == 0


@pytest.mark.fault(74, level="wire")
def test_case_74_a_proxy_that_refuses(driver: Driver, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that makes no tunnel ends in NetworkError, not sent, with its status but not its words or password."""
    refusal = b"HTTP/1.1 407 \x1b[2JProxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    proxy = serve(raw(refusal, close=True))
    monkeypatch.setenv("HTTPS_PROXY", proxy.url.replace("//", "//user:s3cret-word@"))
    error = driver.error(driver.client(retries=1), request(POST))
    assert isinstance(error, NetworkError)
    assert (error.maybe_sent, error.attempts) == (False, 2)
    assert error.message == (
        f"api.example.test:443 through the proxy 127.0.0.1:{proxy.port}: the proxy refused (407); "
        "put the user name and password into its address"
    )
    assert {seen.method for seen in proxy.requests} == {"CONNECT"}


@pytest.mark.parametrize(
    "step",
    [
        close_after_request,
        reset_after_request,
        silence,
        raw(b"\x00 no HTTP\r\n\r\n", close=True),
        raw(b"HTTP/1.1 099 Odd\r\n\r\n", close=True),
        raw(b"HTTP/1.1 200 OK\r\nDate:", close=True),
        raw(b"HTTP/1.1 200 OK\r\n\r\n", close=True),
        raw(b"HTTP/1.1 200 OK\r\n\r\nno TLS here", close=True),
    ],
    ids=["hang-up", "reset", "silence", "no HTTP", "odd status", "cut head", "no handshake", "no TLS"],
)
@pytest.mark.parametrize("passed_in", [False, True])
@pytest.mark.fault(74, level="wire")
def test_case_74_a_tunnel_that_fails(
    step: Step, passed_in: bool, driver: Driver, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However a proxy fails to make a tunnel, nothing was sent: a call of any method is made again, and says so."""
    proxy = serve(step)
    options: dict[str, Any] = {"timeout": 0.2, "retries": 1}
    if passed_in:
        kind = httpx.AsyncClient if driver.asynchronous else httpx.Client
        options.update(http_client=kind(proxy=proxy.url), close_http_client=True)
    else:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    error = driver.error(driver.client(**options), request(POST))
    assert isinstance(error, NetworkError)
    assert (error.maybe_sent, error.attempts, proxy.connections) == (False, 2, 2)


@pytest.mark.fault(74, level="wire")
def test_case_74_a_tunnel_that_drips(driver: Driver, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """The deadline ends the wait for a tunnel, too, and nothing was sent."""
    proxy = serve(drip_for_ever(b"HTTP/1.1 200 OK\r\nX: ", b"x"))
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    error = driver.error(driver.client(deadline=0.5, clock=SYSTEM_CLOCK), request(POST))
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.maybe_sent, error.attempts) == ("deadline", False, 1)


@pytest.mark.parametrize("provider", SET)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS_PROXY", "ftp://127.0.0.1"),
        ("ALL_PROXY", "socks5://127.0.0.1:1080"),
        ("https_proxy", "http://[::1"),
        ("SSL_CERT_FILE", "/nowhere/ca.pem"),
        ("SSL_CERT_DIR", "/nowhere"),
        ("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem"),
    ],
)
@pytest.mark.fault(74, level="wire")
def test_case_74_what_is_broken_is_told_at_construction(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, provider: str, name: str, value: str
) -> None:
    """Each provider's clients refuse a broken variable when they are built, and name it and the way out."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=f"^{name}[ =].*unset it"):
        _built(provider, driver)


@pytest.mark.parametrize("provider", SET)
@pytest.mark.fault(73, level="wire")
def test_case_73_no_proxy_stops_no_client(
    monkeypatch: pytest.MonkeyPatch, provider: str, driver: Driver
) -> None:
    """Whatever NO_PROXY lists, each provider's clients can be built."""
    monkeypatch.setenv("NO_PROXY", "[::1],fd00::/8,10.0.0.0/99,[,::, http://[")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    _built(provider, driver)


def _built(provider: str, driver: Driver) -> None:
    made = getattr(importlib.import_module(f"uptimekit.{provider}"), SET[provider][driver.asynchronous])
    key = "k" * 24
    build = {
        "betterstack": lambda: made(key),
        "healthchecks": lambda: made(api_key=key),
        "statuspage": lambda: made(api_key=key, page_id="page1", organization_id="org1"),
        "uptimehunt": lambda: made(access_token=key),
    }[provider]
    build()


def test_what_is_passed_in_does_not_ask_the_environment(
    driver: Driver, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a client or a transport that was passed in, nothing of the environment is read for it."""
    kind = httpx.AsyncClient if driver.asynchronous else httpx.Client
    http = kind(trust_env=False)
    monkeypatch.setenv("ALL_PROXY", "ftp://nonsense")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    server = serve(answer())
    driver.send(driver.client(urls={"base": server.url}, http_client=http, close_http_client=True), request())
    driver.send(driver.client(Script(ok())), request())
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "way", ["file", "folder", "context", "nobody", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"]
)
def test_a_server_that_is_trusted(
    way: str, driver: Driver, serve: Serve, certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each way to name a certificate makes a call over TLS succeed; one of certifi's instead makes it fail, unsent."""
    server = serve(answer(), tls=_tls(certificate))
    (tmp_path / f"{_name_in_folder(certificate)}.0").write_bytes(certificate.read_bytes())
    options: dict[str, Any] = {
        "file": {"verify": certificate},
        "folder": {"verify": str(tmp_path)},
        "context": {"verify": ssl.create_default_context(cafile=str(certificate))},
        "nobody": {"verify": False},
    }.get(way, {})
    if not options:
        monkeypatch.setenv(way, str(tmp_path if way == "SSL_CERT_DIR" else certificate))
    driver.send(driver.client(urls={"base": server.url}, **options), request(POST))
    assert len(server.requests) == 1
    error = driver.error(driver.client(urls={"base": server.url}, verify=certifi.where()), request(POST))
    assert isinstance(error, NetworkError)
    assert (error.maybe_sent, error.attempts, len(server.requests)) == (False, 1, 1)


def _tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def _name_in_folder(certificate: Path) -> str:
    """Return the name that OpenSSL looks for, without its number."""
    command = ["openssl", "x509", "-in", str(certificate), "-noout", "-subject_hash"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
