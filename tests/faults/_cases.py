"""The faults of one call as data: the answers of the network, and what the caller must see."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import Any, Final

import httpx
import pytest
from tests.runtime._kit import GET, POST, ok, operation, status

from uptimekit._runtime import Operation
from uptimekit._runtime.errors import (
    APIStatusError,
    AuthenticationError,
    ConflictError,
    NetworkError,
    PermissionDeniedError,
    RateLimitError,
    RedirectError,
    RequestTimeoutError,
    ServerError,
    UnprocessableError,
    UptimeKitError,
)

from ._network import Played, Step
from ._server import close_after_request, reset_after_request, silence


@dataclass(frozen=True)
class Case:
    """One fault: what the network does, request by request, and what the caller must see."""

    number: int
    name: str
    op: Operation
    steps: tuple[Any, ...]
    error: type[UptimeKitError] | None  # None: the call succeeds
    attempts: int  # requests that the network saw
    says: str = ""
    facts: tuple[tuple[str, Any], ...] = ()
    waits: tuple[tuple[float, float], ...] | None = None  # bounds of each wait
    timeout: float = 10.0

    def __str__(self) -> str:
        return f"{self.number}-{self.name}".replace(" ", "-")


def _untrusted() -> httpx.ConnectError:
    error = httpx.ConnectError("certificate verify failed")
    error.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    return error


def _param(case: Case, **ways: str) -> pytest.ParameterSet:
    return pytest.param(case, marks=pytest.mark.fault(case.number, **ways), id=str(case))


NOT_SENT: Final = (("maybe_sent", False),)
MAYBE: Final = (("maybe_sent", True),)
RESET: Final = Played(httpx.ReadError("reset"), reset_after_request)
HUNG_UP: Final = Played(httpx.RemoteProtocolError("disconnected"), close_after_request)
SILENT: Final = Played(httpx.ReadTimeout("slow"), silence)
BACKOFF: Final = ((0.0, 0.5), (0.0, 1.0))
PUT: Final = operation("PUT")
DNS: Final = httpx.ConnectError("Name or service not known")
HTML: Final = httpx.Response(
    502, text="<html><h1>Bad Gateway</h1></html>", headers={"content-type": "text/html"}
)


def _never_sent(
    number: int, name: str, fault: Exception, says: str, error: type[UptimeKitError]
) -> list[Case]:
    """Return the cases of a fault before anything was sent: every method is sent again."""
    return [
        Case(number, f"{name} then up", POST, (fault, ok()), None, 2, waits=BACKOFF[:1]),
        Case(number, f"{name} for ever", POST, (fault,), error, 3, says, NOT_SENT, BACKOFF),
    ]


def _maybe_sent(
    number: int, name: str, fault: Step, error: type[UptimeKitError], timeout: float = 10.0
) -> list[Case]:
    """Return the cases of a fault after which the server may have acted."""
    return [
        Case(number, f"{name} safe", GET, (fault, ok()), None, 2, waits=BACKOFF[:1], timeout=timeout),
        Case(number, f"{name} safe for ever", PUT, (fault,), error, 3, "", MAYBE, BACKOFF, timeout),
        Case(number, f"{name} unsafe", POST, (fault, ok()), error, 1, "", MAYBE, (), timeout),
    ]


def _server_error(number: int, code: int) -> list[Case]:
    return [
        Case(number, f"{code} safe", GET, (status(code), ok()), None, 2, waits=BACKOFF[:1]),
        Case(number, f"{code} safe for ever", GET, (status(code),), ServerError, 3, str(code), waits=BACKOFF),
        Case(number, f"{code} unsafe", POST, (status(code), ok()), ServerError, 1, str(code), waits=()),
    ]


def _ignored_retry_after(text: str) -> Case:
    fault = httpx.Response(
        503, headers=[(b"Retry-After", value.encode("latin-1")) for value in text.split("|")]
    )
    return Case(
        26, f"ignored {text}", GET, (fault,), ServerError, 3, "503", (("retry_after", None),), BACKOFF
    )


NOT_CONNECTED: Final = [
    *_never_sent(1, "DNS", DNS, "api.example.test", NetworkError),
    *_never_sent(2, "refused", httpx.ConnectError("Connection refused"), "api.example.test", NetworkError),
    *_never_sent(3, "connect timeout", httpx.ConnectTimeout("slow"), "no connection within", RequestTimeoutError),
    *_never_sent(4, "pool timeout", httpx.PoolTimeout("full"), "no free connection", RequestTimeoutError),
    Case(5, "certificate", GET, (_untrusted(),), NetworkError, 1, "not trusted", NOT_SENT, ()),
    *_never_sent(6, "TLS broken", httpx.ConnectError("EOF in handshake"), "no connection", NetworkError),
]  # fmt: skip
"""Faults of a connection that was never made; a scripted transport can only claim them."""

CASES: Final = [
    *_maybe_sent(8, "reset", RESET, NetworkError),
    *_maybe_sent(8, "hung up", HUNG_UP, NetworkError),
    *_maybe_sent(9, "silence", SILENT, RequestTimeoutError, timeout=0.5),
    Case(16, "body on 204", operation("DELETE", returns_body=False), (httpx.Response(204, text="x"),), None, 1),
    Case(18, "HTML 502 safe", GET, (HTML, ok()), None, 2),
    Case(18, "HTML 502 unsafe", POST, (HTML,), ServerError, 1, "HTTP 502: Bad Gateway"),
    *(case for code in (500, 502, 503, 504) for case in _server_error(19, code)),
    *(Case(20, str(code), GET, (status(code),), ServerError, 1, str(code), waits=()) for code in (501, 505)),
    *(case for code in (520, 521, 522, 523, 524, 525, 526, 527, 530) for case in _server_error(21, code)),
    Case(22, "429 any method", POST, (status(429, retry_after="2"), ok()), None, 2, waits=((2.0, 2.1),)),
    Case(23, "420 any method", POST, (status(420, retry_after="2"), ok()), None, 2, waits=((2.0, 2.1),)),
    Case(23, "420 typed", GET, (status(420, retry_after="90"),), RateLimitError, 1, "420", (("retry_after", 90.0),)),
    Case(24, "429 bare", POST, (status(429), ok()), None, 2),
    *(_ignored_retry_after(text) for text in ("nan", "inf", "-1", "soon", "1" + "0" * 35, "²", "2|5", "1e3")),
    Case(27, "over the ceiling", GET, (status(503, retry_after="61"),), ServerError, 1, "", (("retry_after", 61.0),), ()),
    Case(29, "Retry-After 0", GET, (status(503, retry_after="0"), ok()), None, 2, waits=((0.0, 0.1),)),
    Case(30, "409", PUT, (status(409, {"error": "ambiguous slug"}),), ConflictError, 1, "ambiguous slug", waits=()),
    Case(30, "409 with Retry-After", PUT, (status(409, retry_after="1"),), ConflictError, 1, waits=()),
    Case(31, "408 safe", GET, (status(408), ok()), None, 2),
    Case(31, "408 unsafe", POST, (status(408),), APIStatusError, 1),
    Case(33, "401", GET, (status(401),), AuthenticationError, 1, "api_key= was used", waits=()),
    Case(34, "403", GET, (status(403),), PermissionDeniedError, 1, waits=()),
    Case(
        36, "422 field map", POST, (status(422, {"error": "no", "errors": {"name": ["too long"]}}),),
        UnprocessableError, 1, "no", (("details", {"name": ["too long"]}),),
    ),
    Case(37, "redirect away", GET, (status(302, location="https://evil.test/"),), RedirectError, 1, "base URL"),
    Case(38, "downgrade", GET, (status(301, location="http://api.example.test/"),), RedirectError, 1, "base URL"),
]  # fmt: skip

DECODING: Final = [
    pytest.param(httpx.Response(200, content=b'{"a": "\xff\xfe"}', headers={"content-type": "application/json"}), "broken JSON", marks=pytest.mark.fault(14)),
    pytest.param(httpx.Response(200, headers={"content-type": "application/json"}), "empty where JSON was expected", marks=pytest.mark.fault(15)),
    pytest.param(httpx.Response(200, text="<html>sign in</html>", headers={"content-type": "text/html"}), "text/html where JSON", marks=pytest.mark.fault(17)),
]  # fmt: skip
"""Answers that are no JSON, and what the DecodingError says."""

BOTH_WAYS: Final = [_param(case) for case in CASES]
IN_PROCESS: Final = [_param(case, level="core") for case in NOT_CONNECTED]
