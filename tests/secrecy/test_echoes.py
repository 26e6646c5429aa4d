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

import httpx
import pytest
from tests.faults._server import (
    FaultServer,
    Seen,
    Step,
    Wire,
    answer,
    answer_json,
    close_after_request,
)
from tests.runtime._kit import FakeClock

from uptimekit import Unknown, UptimeKitError, betterstack, healthchecks
from uptimekit._runtime.constants import SHORT_TEXT_LIMIT

from ._calls import CALLS, KEY, PASSWORD, SECRETS, TOKEN, UUID, Secretive

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


def test_the_log_of_an_http_client_in_success_ping(caplog: pytest.LogCaptureFixture) -> None:
    """An httpx client that was passed in logs what it sends and receives, but nothing of calls of ours."""
    server = FaultServer(_echo(404, BODIES["json"]), _echo(404, BODIES["json"]))
    try:
        with caplog.at_level(logging.DEBUG), httpx.Client() as http:
            client = healthchecks.Client(KEY, ping_url=server.url, http_client=http, clock=FakeClock())
            with pytest.raises(UptimeKitError):
                client.success_ping(UUID)
            ours = caplog.text
            http.get(server.url)
    finally:
        server.stop()
    assert len(server.requests) == 2
    assert _leaks([ours]) == []
    assert "httpcore.http11" not in ours
    assert "httpcore.http11" in caplog.text


@pytest.mark.parametrize("call", [each for each in CALLS if "ping" in each.name], ids=str)
def test_echoes_under_200(call: Secretive) -> None:
    """A ping's address that comes back under 200 is in no error."""
    server = FaultServer(_echo(200, lambda told: (f"{told} not found".encode(), "text/plain")))
    try:
        (error,) = call.errors(server.url)
    finally:
        server.stop()
    assert _leaks(_shown(error)) == []


FAILURES: list[Step] = [
    answer_json({"error": "no"}, 404),
    answer(200, b"<html>", "text/html"),
    answer_json([UUID]),
    close_after_request,
]


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_the_exception_that_was_being_handled(call: Secretive) -> None:
    """A call that fails in an except clause changes nothing of the program's own exception."""
    server = FaultServer(*FAILURES)
    own = LookupError(SECRETS, ("a", 1))
    try:
        try:
            raise own
        except LookupError:
            found = call.outcomes(server.url, len(FAILURES), retries=0, clock=FakeClock(), rate_limit=None)
    finally:
        server.stop()
    assert sum(isinstance(each, UptimeKitError) for each in found) >= 2
    kept, own.args = own.args, ()  # or the canaries find them
    assert kept == (SECRETS, ("a", 1))


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_what_the_transport_raised_has_no_request(call: Secretive) -> None:
    """The cause of a broken call is httpx's exception, without the request: that has the address and the headers."""
    server = FaultServer(close_after_request)
    try:
        (error,) = call.errors(server.url, retries=0, clock=FakeClock(), rate_limit=None)
    finally:
        server.stop()
    assert isinstance(error.__cause__, httpx.RemoteProtocolError)
    with pytest.raises(RuntimeError, match="has not been set"):
        error.__cause__.request  # noqa: B018  (a property that raises)


def _fields(told: str) -> tuple[bytes, str]:
    """An answer under 200 with fields that have the names of what was sent, one so long that it is cut within it."""
    fields = {told: 1, f"{'x' * (SHORT_TEXT_LIMIT - 20)}{told}": 1, **dict.fromkeys(told.split(), 1)}
    whole = {**fields, "id": "1", "access_token": "another token", "attributes": fields}
    answered = {**whole, "data": [whole]} if "/monitors" in told else whole
    return json.dumps(answered).encode(), "application/json"


SAY_MORE = ("get_check", "update_check", "pause_check", "get", "list", "refresh")


@pytest.mark.filterwarnings("ignore::uptimekit.uptimehunt.APIDeprecationWarning")
@pytest.mark.parametrize("call", [each for each in CALLS if each.name.split()[-1] in SAY_MORE], ids=str)
def test_undocumented_fields(call: Secretive) -> None:
    """What an answer holds and the spec does not is told without the secrets of the call."""
    seen: list[Unknown] = []
    server = FaultServer(_echo(200, _fields))
    try:
        call.outcomes(server.url, clock=FakeClock(), rate_limit=None, on_unknown=seen.append)
    finally:
        server.stop()
    assert "***" in repr(seen)
    assert _leaks([repr(seen)]) == []


def test_a_field_is_masked_before_it_is_cut() -> None:
    """Half a secret at the end of a field that is cut would not be recognised."""
    seen: list[Unknown] = []
    field = f"{'x' * (SHORT_TEXT_LIMIT - 10)}{KEY}"
    server = FaultServer(answer_json({"checks": [{field: 1}]}))
    try:
        with healthchecks.Client(KEY, api_url=server.url, on_unknown=seen.append) as client:
            client.get_checks()
    finally:
        server.stop()
    assert seen
    assert KEY[:8] not in repr(seen)


def test_fields_of_listed_items() -> None:
    """The items of a listing are told of in the same way."""
    seen: list[Unknown] = []
    item = {"id": "1", "type": "monitor", "attributes": {TOKEN: 1}}
    server = FaultServer(answer_json({"data": [item], "pagination": {"next": None}}))
    try:
        with betterstack.UptimeAPI(TOKEN, base_url=f"{server.url}/api/v2/", on_unknown=seen.append) as client:
            assert len(list(client.api.monitors.iter())) == 1
    finally:
        server.stop()
    assert "***" in {each.field for each in seen}
    assert _leaks([repr(seen)]) == []
