"""Failures of a transport, and what each means for the next attempt; loads with the first one."""

from __future__ import annotations

import os
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from .constants import SHORT_TEXT_LIMIT
from .http_library import is_a
from .sanitize import sanitized

__all__ = ["Failure", "failure_of", "is_transport_failure"]

_STATUS: Final = re.compile(r"[1-9][0-9]{2}\b")


@dataclass(frozen=True)
class Failure:
    """What a transport exception means for the next attempt."""

    text: str
    maybe_sent: bool = True
    retryable: bool = True
    phase: str | None = None  # of a time-out


_NOT_SENT: Final = {
    "ConnectTimeout": Failure(
        "no connection within {connect:.3g} s (connect time-out); check the address and the network",
        maybe_sent=False,
        phase="connect",
    ),
    "PoolTimeout": Failure(
        "no free connection within {pool:.3g} s in the pool of the http_client that was passed in; make fewer calls at "
        "once, or give it more connections",
        maybe_sent=False,
        phase="pool",
    ),
    "UnsupportedProtocol": Failure("the URL needs http:// or https://", maybe_sent=False, retryable=False),
    "LocalProtocolError": Failure("the request breaks HTTP", maybe_sent=False, retryable=False),
}
_MAYBE_SENT: Final = {
    "ReadTimeout": Failure(
        "nothing was received for {read:.3g} s (read time-out); raise timeout= to wait longer", phase="read"
    ),
    "WriteTimeout": Failure(
        "nothing could be sent for {write:.3g} s (write time-out); raise timeout= to wait longer",
        phase="write",
    ),
    "DecodingError": Failure("the body's compression is broken"),
    "RemoteProtocolError": Failure("the server broke off or broke HTTP"),
    "TooManyRedirects": Failure("too many redirects", retryable=False),
}
_CLOCK: Final = "check the clock of this machine, and renew the certificate"
_HINTS: Final = {9: _CLOCK, 10: _CLOCK, 62: "is the base URL right?", 64: "is the base URL right?"}
"""By what OpenSSL calls X509_V_ERR: not yet valid, expired, another host name, another address."""
_FAILURES: Final = _NOT_SENT | _MAYBE_SENT
_NETWORK_LIBRARIES: Final = frozenset({"httpcore", "httpcore2", "h11", "h2", "anyio", "aiohttp"})


def is_transport_failure(error: Exception) -> bool:
    """Whether *error* is a failure of the network, and not a bug.

    Transports pass on exceptions of sockets, of TLS and of the libraries below them.
    """
    if isinstance(error, (OSError, EOFError)) or is_a(error, "RequestError"):
        return True
    return any(kind.__module__.partition(".")[0] in _NETWORK_LIBRARIES for kind in type(error).__mro__)


def failure_of(error: Exception, peer: str, seconds: Mapping[str, float]) -> Failure:
    """Classify an exception of a transport.

    The text begins with the *peer*, host and port, and has no full URL.  *seconds* are the time-outs by phase.
    """
    failure = _failure_of(error, seconds)
    return replace(failure, text=f"{peer}: {failure.text}")


def _failure_of(error: Exception, seconds: Mapping[str, float]) -> Failure:
    names = [kind.__name__ for kind in type(error).__mro__]
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Failure(_distrust(cause), maybe_sent=False, retryable=False)
        if isinstance(cause, ssl.SSLError) and "ConnectError" in names:
            said = (cause.reason or "the handshake failed").replace("_", " ").lower()
            return Failure(f"no TLS ({said}); is the server one of https?", maybe_sent=False)
    if "ConnectError" in names:
        reasons = [_reason(cause) for cause in causes if isinstance(cause, OSError) and cause.strerror]
        said = sanitized(reasons[-1] if reasons else str(error), SHORT_TEXT_LIMIT)
        text = f"no connection{said and f' ({said})'}; check the address and the network"
        return Failure(text, maybe_sent=False)
    if "ProxyError" in names:
        status = _STATUS.match(str(error))  # and no more: its words may have a password that we do not mask
        text = f"the proxy refused{f' ({status[0]})' if status else ''}"
        if status and status[0] == "407":
            text += "; put the user name and password into its address"
        return Failure(text, maybe_sent=False)
    for name in names:
        if (failure := _FAILURES.get(name)) is not None:
            return replace(failure, text=failure.text.format_map(seconds))
    if isinstance(error, TimeoutError):
        return Failure("the transport took too long", phase="read")
    return Failure(f"the connection broke ({type(error).__name__})")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield *error* and what caused it; of the causes of a group, such as one for each address, the first one."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        first = next(iter(getattr(cause, "exceptions", ())), None)
        cause = first or cause.__cause__ or cause.__context__


def _reason(error: OSError) -> str:
    """Return the words of the system; those of asyncio repeat the address instead."""
    known = (error.errno or 0) > 0 and not isinstance(error, socket.gaierror)
    return os.strerror(error.errno or 0) if known else error.strerror or ""


def _distrust(error: ssl.SSLCertVerificationError) -> str:
    said = sanitized(getattr(error, "verify_message", "") or str(error), SHORT_TEXT_LIMIT)
    code = getattr(error, "verify_code", 0)
    hint = _HINTS.get(code, "pass verify= with the path of its CA file, or set SSL_CERT_FILE")
    return f"its TLS certificate is not trusted ({said}); {hint}"
