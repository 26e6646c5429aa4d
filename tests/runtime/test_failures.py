"""Tests of what each exception of a transport means."""

from __future__ import annotations

import socket
import ssl

import anyio
import h11
import httpcore
import httpx
import pytest

from uptimekit._runtime.constants import SHORT_TEXT_LIMIT
from uptimekit._runtime.failures import Failure, failure_of, is_transport_failure


def _failure(error: Exception) -> Failure:
    return failure_of(error, "host:443", dict.fromkeys(("connect", "read", "write", "pool"), 1.0))


SENT, NOT_SENT = True, False
CLASSIFIED: dict[type[httpx.RequestError], tuple[bool, bool, str | None]] = {
    # class: maybe sent, worth a retry, phase of a time-out
    httpx.ConnectTimeout: (NOT_SENT, True, "connect"),
    httpx.PoolTimeout: (NOT_SENT, True, "pool"),
    httpx.ReadTimeout: (SENT, True, "read"),
    httpx.WriteTimeout: (SENT, True, "write"),
    httpx.ConnectError: (NOT_SENT, True, None),
    httpx.ReadError: (SENT, True, None),
    httpx.WriteError: (SENT, True, None),
    httpx.CloseError: (SENT, True, None),
    httpx.ProxyError: (NOT_SENT, True, None),
    httpx.UnsupportedProtocol: (NOT_SENT, False, None),
    httpx.LocalProtocolError: (NOT_SENT, False, None),
    httpx.RemoteProtocolError: (SENT, True, None),
    httpx.DecodingError: (SENT, True, None),
    httpx.TooManyRedirects: (SENT, False, None),
}
ABSTRACT = {
    httpx.RequestError,
    httpx.TransportError,
    httpx.TimeoutException,
    httpx.NetworkError,
    httpx.ProtocolError,
}
OTHERS = {"HTTPError", "HTTPStatusError", "InvalidURL", "CookieConflict"}  # not raised by sending a request
STREAM = {"StreamError", "StreamConsumed", "StreamClosed", "ResponseNotRead", "RequestNotRead"}


def test_no_exception_of_httpx_is_forgotten() -> None:
    """Every exception class that httpx exports is either classified here or known not to come from sending."""
    exported = {
        name: kind
        for name in httpx.__all__
        if isinstance(kind := getattr(httpx, name), type) and issubclass(kind, Exception)
    }
    sending = {kind for kind in exported.values() if issubclass(kind, httpx.RequestError)}
    assert sending == CLASSIFIED.keys() | ABSTRACT
    assert exported.keys() - {kind.__name__ for kind in sending} == OTHERS | STREAM


def test_an_exception_of_httpx2_means_what_that_of_httpx_does() -> None:
    """Whatever httpx2 raises is a transport failure exactly if httpx's class of the same name is, and as that."""
    httpx2 = pytest.importorskip("httpx2")
    assert set(httpx2.__all__) >= {kind.__name__ for kind in CLASSIFIED.keys() | ABSTRACT}
    for kind in CLASSIFIED:
        ours, theirs = kind("said"), getattr(httpx2, kind.__name__)("said")
        assert is_transport_failure(theirs)
        assert _failure(theirs) == _failure(ours)
    for name in OTHERS | STREAM:
        kind = getattr(httpx2, name)
        assert not is_transport_failure(kind.__new__(kind))


@pytest.mark.parametrize(
    ("kind", "facts"), CLASSIFIED.items(), ids=lambda value: getattr(value, "__name__", "")
)
def test_each_exception_is_classified(
    kind: type[httpx.RequestError], facts: tuple[bool, bool, str | None]
) -> None:
    """Each exception of the transport has its class: maybe sent, worth a retry, and the phase of a time-out."""
    failure = _failure(kind("secret detail"))
    assert (failure.maybe_sent, failure.retryable, failure.phase) == facts
    assert failure.text.startswith("host:443: ")


@pytest.mark.parametrize("kind", sorted(ABSTRACT, key=str))
def test_an_unknown_exception_counts_as_maybe_sent(kind: type[httpx.RequestError]) -> None:
    """What httpx may add one day is treated with care: the server may have acted."""
    assert _failure(kind("new")).maybe_sent


@pytest.mark.parametrize("link", ["__cause__", "__context__"])
def test_a_bad_certificate_is_found_in_the_chain(link: str) -> None:
    """A certificate error anywhere in the chain is not retried and says so."""
    outer, middle = httpx.ConnectError("x"), OSError("y")
    setattr(outer, link, middle)
    setattr(middle, link, ssl.SSLCertVerificationError("z"))
    failure = _failure(outer)
    assert (failure.retryable, failure.maybe_sent) == (False, False)
    assert "not trusted" in failure.text
    assert _failure(httpx.ConnectError("x")).retryable


@pytest.mark.parametrize(
    ("problem", "phase"),
    [
        (ssl.SSLError("tlsv13 alert certificate required"), None),
        (ConnectionResetError("reset"), None),
        (EOFError(), None),
        (TimeoutError("slow"), "read"),
        (anyio.BrokenResourceError(), None),
        (anyio.ClosedResourceError(), None),
        (anyio.EndOfStream(), None),
        (httpcore.ReadError("raw"), None),
        (httpcore.ReadTimeout("raw"), "read"),
        (h11.RemoteProtocolError("raw"), None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_transports_let_through_is_a_failure_of_the_transport(
    problem: Exception, phase: str | None
) -> None:
    """Exceptions of sockets, of TLS and of the libraries below are transport failures: maybe sent, worth a retry."""
    assert is_transport_failure(problem)
    failure = _failure(problem)
    assert (failure.maybe_sent, failure.retryable, failure.phase) == (True, True, phase)


@pytest.mark.parametrize("problem", [ValueError("x"), TypeError("x"), KeyError("x"), RuntimeError("x")])
def test_a_programming_error_is_no_failure_of_the_transport(problem: Exception) -> None:
    """What says nothing about the network is not repeated."""
    assert not is_transport_failure(problem)


REFUSED = ConnectionRefusedError(111, "Connection refused")


def _caused(error: Exception, *causes: BaseException) -> Exception:
    """Return *error*, which was raised from the first of *causes*, and that from the second."""
    last: BaseException = error
    for cause in causes:
        last.__cause__ = cause
        last = cause
    return error


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (httpx.ConnectError(""), "no connection; check the address and the network"),
        (
            httpx.ConnectError("refused\x1b"),
            "no connection (refused\ufffd); check the address and the network",
        ),
        (
            _caused(httpx.ConnectError("All attempts failed"), OSError("All attempts failed"), REFUSED),
            "no connection (Connection refused); check the address and the network",
        ),
        (
            _caused(
                httpx.ConnectError("All failed"),
                OSError("x"),
                ExceptionGroup("x", [REFUSED, OSError(1, "y")]),
            ),
            "no connection (Connection refused); check the address and the network",
        ),
        (
            _caused(
                httpx.ConnectError("x"), ConnectionRefusedError(111, "Connect call failed ('127.0.0.1', 1)")
            ),
            "no connection (Connection refused); check the address and the network",
        ),
        (
            _caused(httpx.ConnectError("x"), socket.gaierror(-2, "Name or service not known")),
            "no connection (Name or service not known); check the address and the network",
        ),
        (
            httpx.ProxyError("407 my word is s3cret"),
            "the proxy refused (407); put the user name and password into its address",
        ),
        (httpx.ProxyError("403 no"), "the proxy refused (403)"),
        (httpx.ProxyError("no status"), "the proxy refused"),
        (
            httpx.ConnectTimeout("x"),
            "no connection within 1 s (connect time-out); check the address and the network",
        ),
        (
            httpx.ReadTimeout("x"),
            "nothing was received for 2.5 s (read time-out); raise timeout= to wait longer",
        ),
        (
            httpx.WriteTimeout("x"),
            "nothing could be sent for 3 s (write time-out); raise timeout= to wait longer",
        ),
        (
            httpx.PoolTimeout("x"),
            (
                "no free connection within 4 s in the pool of the http_client that was passed in; "
                "make fewer calls at once, or give it more connections"
            ),
        ),
        (TimeoutError("slow"), "the transport took too long"),
        (ConnectionResetError("reset"), "the connection broke (ConnectionResetError)"),
    ],
)
def test_what_is_told_of_a_failure(error: Exception, text: str) -> None:
    """The system's reason, which libraries wrap, and the seconds of a time-out are told; of a proxy's words only the status."""
    seconds = {"connect": 1.0, "read": 2.5, "write": 3.0, "pool": 4.0}
    assert failure_of(error, "host:443", seconds).text == f"host:443: {text}"


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        (18, "pass verify= with the path of its CA file, or set SSL_CERT_FILE"),
        (10, "check the clock of this machine, and renew the certificate"),
        (62, "is the base URL right?"),
    ],
)
def test_what_is_told_of_a_certificate(code: int, hint: str) -> None:
    """OpenSSL's reason is told, and what helps against it."""
    error = ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] many words")
    error.verify_code, error.verify_message = code, "the reason"
    assert _failure(error).text == f"host:443: its TLS certificate is not trusted (the reason); {hint}"


def test_what_is_told_of_a_handshake() -> None:
    """Where TLS fails its reason is told; it is tried again, since nothing was sent."""
    error = ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)")
    error.reason = "WRONG_VERSION_NUMBER"
    failure = _failure(_caused(httpx.ConnectError("x"), error))
    assert failure.text == "host:443: no TLS (wrong version number); is the server one of https?"
    assert (failure.maybe_sent, failure.retryable) == (False, True)


def test_the_reason_of_a_failure_to_connect_is_cut() -> None:
    """A reason is as long as an error code may be, not as a paragraph: it is a part of a line."""
    said = _failure(httpx.ConnectError("x" * 1000)).text
    assert SHORT_TEXT_LIMIT - 3 <= said.count("x") <= SHORT_TEXT_LIMIT


def test_an_untrusted_certificate_needs_no_wrapping() -> None:
    """A raw certificate error is told from other errors of TLS: nothing was sent, and no retry helps."""
    failure = _failure(ssl.SSLCertVerificationError("self-signed"))
    assert (failure.maybe_sent, failure.retryable) == (False, False)
