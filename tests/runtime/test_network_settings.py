"""Tests of what options and the environment say of the network."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable

import httpx
import pytest

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.network_settings import NetworkSettings

HTTPS = httpx.URL("https://api.example.org/v1")
HTTP = httpx.URL("http://api.example.org:8000")
Variables = Callable[..., None]


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> Variables:
    """Set environment variables, and no others that count."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name in (
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "REQUESTS_CA_BUNDLE",
            "REQUEST_METHOD",
            "SSLKEYLOGFILE",
        ):
            monkeypatch.delenv(name)

    def set_(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return set_


def _way(url: httpx.URL) -> str | None:
    proxy = NetworkSettings([url]).proxy_for(url)
    return None if proxy is None else str(proxy.url)


def test_an_environment_that_says_nothing(variables: Variables) -> None:
    """Without variables every way is the direct one."""
    variables()
    assert (_way(HTTPS), _way(HTTP)) == (None, None)


@pytest.mark.parametrize("upper", [False, True])
def test_each_scheme_has_its_proxy(variables: Variables, upper: bool) -> None:
    """HTTP_PROXY and HTTPS_PROXY are for their schemes, ALL_PROXY for what has none, in both spellings."""
    names = {"https_proxy": "http://secure.test:1", "all_proxy": "http://any.test:2"}
    variables(**{name.upper() if upper else name: value for name, value in names.items()})
    assert (_way(HTTPS), _way(HTTP)) == ("http://secure.test:1", "http://any.test:2")
    variables(**{"HTTP_PROXY" if upper else "http_proxy": "https://plain.test:3"})
    assert _way(HTTP) == "https://plain.test:3"


def test_lower_case_goes_first(variables: Variables) -> None:
    """Of both spellings the lower one counts; an empty one says that there is no proxy."""
    variables(https_proxy="http://lower.test:1", HTTPS_PROXY="http://upper.test:1")
    assert _way(HTTPS) == "http://lower.test:1"
    variables(https_proxy="")
    assert _way(HTTPS) is None


def test_a_visitor_names_no_proxy(variables: Variables) -> None:
    """Under CGI, HTTP_PROXY is a header of a request and does not count; http_proxy does."""
    variables(HTTP_PROXY="http://evil.test:1", REQUEST_METHOD="GET")
    assert _way(HTTP) is None
    variables(http_proxy="http://mine.test:1")
    assert _way(HTTP) == "http://mine.test:1"


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("proxy.test:3128", "http://proxy.test:3128"),
        (" http://proxy.test:3128\n", "http://proxy.test:3128"),
        ("https://proxy.test", "https://proxy.test"),
        ("http://[::1]:3128", "http://[::1]:3128"),
    ],
)
def test_spellings_of_a_proxy(variables: Variables, given: str, url: str) -> None:
    """An address without a scheme is one of http; white space around it does not matter."""
    variables(https_proxy=given)
    assert _way(HTTPS) == url


@pytest.mark.parametrize("given", ["user:p%40ss@proxy.test:3128", "http://user:p%40ss@proxy.test:3128"])
def test_a_proxy_with_credentials(variables: Variables, given: str) -> None:
    """User name and password of a proxy are taken out of its address."""
    variables(https_proxy=given)
    proxy = NetworkSettings([HTTPS]).proxy_for(HTTPS)
    assert proxy is not None
    assert (str(proxy.url), proxy.raw_auth) == ("http://proxy.test:3128", (b"user", b"p@ss"))


def test_no_proxy(variables: Variables) -> None:
    """NO_PROXY opens the direct way, whatever forms stand beside the one that counts."""
    variables(ALL_PROXY="http://proxy.test:1", NO_PROXY="[::1], fd00::/8,example.org:8000")
    assert (_way(HTTPS), _way(HTTP)) == ("http://proxy.test:1", None)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("ftp://user:s3cret-word@proxy.test", "scheme"),
        ("file:///s3cret-word", "not the address"),
        ("socks5://user:s3cret-word@proxy.test:1080", "httpx[socks]"),
        ("socks5h://proxy.test:1080", "httpx[socks]"),
        ("http://", "not the address"),
        ("http://user:s3cret-word@", "not the address"),
        ("http://[::1", "not the address"),
        ("http://[fe80::1]s3cret-word", "not the address"),
        ("::1", "not the address"),
        ("http://proxy.test:0", "not the address"),
        ("http://proxy.test:65536", "not the address"),
        ("http://proxy.test:" + "9" * 5000, "not the address"),
        ("http://xn--/", "not the address"),
        ("http://" + "a" * 70_000, "not the address"),
        ("http://pro xy.test\x01", "not the address"),
    ],
)
@pytest.mark.parametrize("name", ["HTTPS_PROXY", "all_proxy"])
def test_a_proxy_that_cannot_be(
    variables: Variables, monkeypatch: pytest.MonkeyPatch, name: str, given: str, says: str
) -> None:
    """A proxy that cannot be used is refused at once; the text names the variable, and shows no password."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    variables(**{name: given})
    with pytest.raises(ConfigurationError) as caught:
        NetworkSettings([HTTPS])
    assert caught.value.message.startswith(f"{name} ")
    assert says in caught.value.message
    assert "unset it" in caught.value.message
    assert "s3cret" not in str(vars(caught.value))
    assert caught.value.__cause__ is None


def test_only_what_counts_is_refused(variables: Variables) -> None:
    """A broken variable for another scheme, or for a host that is reached directly, stops nothing."""
    variables(HTTP_PROXY="ftp://proxy.test")
    assert _way(HTTPS) is None
    variables(ALL_PROXY="nonsense://", NO_PROXY="api.example.org")
    assert (_way(HTTPS), _way(HTTP)) == (None, None)


def test_what_is_trusted_is_asked_for_tls_only(variables: Variables) -> None:
    """A missing SSL_CERT_FILE is refused at once for https, and nothing to a server of plain http."""
    variables(SSL_CERT_FILE="/nowhere/ca.pem")
    NetworkSettings([HTTP])
    with pytest.raises(ConfigurationError, match="verify='/nowhere' cannot be read"):
        NetworkSettings([HTTP], verify="/nowhere")
    for urls in ([HTTPS], [HTTP, HTTPS]):
        with pytest.raises(ConfigurationError, match=r"SSL_CERT_FILE=/nowhere/ca\.pem cannot be read"):
            NetworkSettings(urls)
    variables(HTTP_PROXY="https://proxy.test")
    with pytest.raises(ConfigurationError, match="SSL_CERT_FILE"):
        NetworkSettings([HTTP])


def test_the_environment_is_read_once(variables: Variables) -> None:
    """What changes after construction changes nothing for a client."""
    variables(HTTPS_PROXY="http://proxy.test:1")
    settings = NetworkSettings([HTTPS])
    variables(HTTPS_PROXY="ftp://nonsense", NO_PROXY="*", SSL_CERT_FILE="/nowhere")
    proxy = settings.proxy_for(HTTPS)
    assert proxy is not None
    assert proxy.url.host == "proxy.test"
    assert settings.context.get_ca_certs()


def test_a_proxy_for_all_servers(variables: Variables) -> None:
    """The option goes before every variable, NO_PROXY too; its password is a secret."""
    variables(HTTPS_PROXY="ftp://nonsense", NO_PROXY="*")
    settings = NetworkSettings([HTTPS, HTTP], proxy="http://user:p%40ssword@proxy.test:3128")
    for url in (HTTPS, HTTP):
        proxy = settings.proxy_for(url)
        assert proxy is not None
        assert (str(proxy.url), proxy.raw_auth) == ("http://proxy.test:3128", (b"user", b"p@ssword"))
    assert set(settings.secrets) == {"p@ssword", "dXNlcjpwQHNzd29yZA=="}


@pytest.mark.parametrize("given", ["", "ftp://user:s3cret-word@proxy.test", "http://user:s3cret-word@"])
def test_a_proxy_that_cannot_be_used(variables: Variables, given: str) -> None:
    """What is no address of a proxy is refused; the text names the option and repeats nothing of it."""
    variables()
    with pytest.raises(ConfigurationError, match=r"^proxy= ") as caught:
        NetworkSettings([HTTPS], proxy=given)
    assert "s3cret" not in str(vars(caught.value))


@pytest.mark.parametrize("url", [HTTPS, HTTP])
def test_certificates_are_loaded_for_tls_only(
    variables: Variables, url: httpx.URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client of several servers reads no certificates before a call to one that uses TLS, or to a proxy that does."""
    variables()
    read: list[bool] = []
    monkeypatch.setattr(NetworkSettings, "context", property(lambda _: read.append(True)))
    NetworkSettings([HTTPS, HTTP]).prepare(url)
    assert len(read) == (url is HTTPS)
    NetworkSettings([HTTP], proxy="https://proxy.test").prepare(HTTP)
    assert len(read) == (url is HTTPS) + 1


def test_a_context_that_was_passed_in(variables: Variables) -> None:
    """It is used as it is, whatever the environment says."""
    variables(SSL_CERT_FILE="/nowhere")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    assert NetworkSettings([HTTPS], verify=context).context is context
