"""A server or proxy that repeats what it was sent makes no client show a secret."""

from __future__ import annotations

import copy
import html
import json
import logging
import pickle
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from tests.faults._server import FaultServer, Seen, Wire
from tests.runtime._kit import FakeClock

from uptimekit import UptimeKitError

from ._calls import CALLS, PASSWORD, SECRETS, UUID, Secretive

Body = Callable[[str], tuple[bytes, str]]


def _json(told: str) -> tuple[bytes, str]:
    body: Any = {"message": told, "error": told, "errors": [told, {"base": [told]}], "code": told}
    return json.dumps({**body, "request_id": told, told: told}).encode(), "application/json"


BODIES: dict[str, Body] = {
    "json": _json,
    "json in its own letters": lambda told: (
        json.dumps(told, ensure_ascii=False).encode(),
        "application/json",
    ),
    "text": lambda told: (told.encode(), "text/plain; charset=utf-8"),
    "utf-16": lambda told: (told.encode("utf-16"), "text/plain; charset=utf-16"),
    "html": lambda told: (f"<h1>{html.escape(told)}</h1>".encode(), "text/html"),
}


def _echo(status: int, body: Body) -> Callable[[Wire], None]:
    """Answer with everything that a request carried, in body and headers."""

    def step(wire: Wire) -> None:
        seen = wire.read()
        content, kind = body(_told(seen))
        line = f"{seen.target} {seen.headers.get('authorization', '')}{seen.headers.get('x-api-key', '')}"
        lines = [f"HTTP/1.1 {status} Odd", f"Content-Length: {len(content)}", f"Content-Type: {kind}"]
        names = (
            "X-Request-Id",
            "Request-Id",
            "X-Correlation-Id",
            "X-API-Deprecation",
            "X-API-Sunset",
            "Location",
        )
        wire.write(
            "\r\n".join([*lines, *(f"{name}: {line}" for name in names)]).encode() + b"\r\n\r\n" + content
        )

    return step


def _told(seen: Seen) -> str:
    body = seen.body.decode("utf-8", "replace")
    plain = body
    if body.startswith("{"):
        plain = f"{body} {' '.join(_leaves(json.loads(body)))}"
    target = f"{seen.target} {unquote(seen.target)} {seen.target.replace('-', '').upper()}"
    return f"cannot {seen.method} {target} {seen.headers} {plain}"


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif isinstance(value, str):
        yield value


def _shown(error: UptimeKitError) -> Iterator[str]:
    yield f"{error} {error!r} {vars(error)!r}"
    yield json.dumps(error.body, default=str)
    yield "".join(traceback.format_exception(error))
    yield pickle.dumps(error).decode("latin-1")
    yield repr(vars(copy.deepcopy(error)))


FORMS = {
    form
    for secret in SECRETS
    for form in (
        secret,
        json.dumps(secret)[1:-1],
        json.dumps(json.dumps(secret)[1:-1])[1:-1],
        html.escape(secret),
    )
} | {UUID.upper(), UUID.replace("-", ""), UUID.replace("-", "").upper(), repr(PASSWORD)[1:-1]}


def _leaks(texts: Iterator[str] | list[str]) -> list[str]:
    return [text for text in texts if any(form in text for form in FORMS)]


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_echoes(call: Secretive, caplog: pytest.LogCaptureFixture) -> None:
    """Neither an error, its chain, its pickle and its copy, nor an event, a warning or a log line has a secret."""
    events: list[Any] = []
    answers = [_echo(status, body) for body in BODIES.values() for status in (404, 503, 302)]
    server = FaultServer(*answers)
    try:
        with (
            caplog.at_level(logging.DEBUG, "uptimekit"),
            warnings.catch_warnings(record=True, action="always") as warned,
        ):
            errors = call.errors(
                server.url, len(answers), hooks=[events.append], retries=1, clock=FakeClock(), rate_limit=None
            )
    finally:
        server.stop()
    assert len(server.requests) >= len(answers)
    assert events
    assert _leaks([text for error in errors for text in _shown(error)]) == []
    assert _leaks([repr(events), caplog.text, *(str(each.message) for each in warned)]) == []


@pytest.mark.parametrize("call", [each for each in CALLS if "ping" in each.name], ids=str)
def test_echoes_under_200(call: Secretive) -> None:
    """A ping's address that comes back under 200 is in no error."""
    server = FaultServer(_echo(200, lambda told: (f"{told} not found".encode(), "text/plain")))
    try:
        (error,) = call.errors(server.url)
    finally:
        server.stop()
    assert _leaks(_shown(error)) == []
