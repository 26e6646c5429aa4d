"""Reports for a heartbeat, by its object and by its URL alone."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import httpx
import pytest

from uptimekit import RequestTimeoutError
from uptimekit.betterstack import (
    AsyncHeartbeat,
    AsyncUptimeAPI,
    Heartbeat,
    HeartbeatClient,
    NotFoundError,
    UptimeAPI,
    ValidationError,
)

from ._jobs import PATH, SECRET, URL, Caller
from ._support import TOKEN, Recorder, Server, mocked


def test_what_the_server_makes_of_it(server: Server, api: UptimeAPI, call: Caller) -> None:
    """A ping and the exit code 0 bring a heartbeat up; a failure and other codes take it down, with the output."""
    made = Heartbeat.new(api, name="Backup", period=60, grace=0)
    aapi = AsyncUptimeAPI(server.sandbox.teams["main"].token, base_url=server.base_url)
    heartbeat: Any = made if call.kind == "sync" else AsyncHeartbeat(made.id, aapi, url=made.url)
    seen = []
    for method, *arguments in (
        (heartbeat.ping,),
        (heartbeat.fail, "disk full"),
        (heartbeat.report, 0, "fine"),
        (heartbeat.report, -9, b"killed"),
    ):
        assert call(method, *arguments) is None
        made.fetch_data()
        seen.append(made.status)
    assert seen == ["up", "down", "up", "down"]
    told = {(each.cause, each.response_content) for each in made.incidents()}
    assert told == {("Reported failure", "disk full"), ("Reported failure: exit code 137", "killed")}
    call(aapi.aclose) if call.kind == "async" else None


@pytest.mark.parametrize(
    ("method", "arguments", "path", "body"),
    [
        ("ping", (), "", b""),
        ("fail", (), "/fail", b""),
        ("fail", ("é",), "/fail", "é".encode()),
        ("fail", (b"\xff",), "/fail", b"\xff"),
        ("report", (0,), "/0", b""),
        ("report", (255, "out"), "/255", b"out"),
        ("report", (-15, "out"), "/143", b"out"),
        ("fail", ("x" * 20_000 + "end",), "/fail", b"[... 10029 bytes cut ...]\n" + b"x" * 9_971 + b"end"),
    ],
)
def test_requests(call: Caller, method: str, arguments: Any, path: str, body: bytes) -> None:
    """Each report is one POST to the URL, without a token, with the end of the output as its body."""
    answer = Recorder(200)
    client = call.client(answer)
    call(getattr(client, method), *arguments)
    (request,) = answer.requests
    assert (request.method, request.url.path, request.content) == ("POST", PATH + path, body)
    assert "authorization" not in request.headers


@pytest.mark.parametrize(
    ("method", "arguments", "problem"),
    [
        ("report", (256,), "exit_code must be a whole number from 0 to 255, or -n"),
        ("report", ("1",), "exit_code must be a whole number from 0 to 255, or -n"),
        ("report", (True,), "exit_code must be a whole number from 0 to 255, or -n"),
        ("report", (1, 2), "output must be text or bytes, not int"),
        ("fail", (None,), "output must be text or bytes, not NoneType"),
    ],
)
def test_refused_before_sending(call: Caller, method: str, arguments: Any, problem: str) -> None:
    """What can be no exit code or output is refused, and nothing is sent."""
    answer = Recorder(200)
    with pytest.raises(ValidationError, match=problem):
        call(getattr(call.client(answer), method), *arguments)
    assert answer.requests == []


def test_a_token_of_the_environment_stays_there(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client of a URL needs, reads and sends no API token."""
    monkeypatch.setenv("BETTERSTACK_API_TOKEN", TOKEN)
    answer = Recorder(200)
    call(call.client(answer).ping)
    assert TOKEN not in str(answer.requests[0].headers)


def test_an_object_does_not_send_the_token_of_its_api() -> None:
    """The report of an object goes where its url says, without the token of its API."""
    answer = Recorder(200)
    Heartbeat("1", mocked(answer), url=f"https://betteruptime.com{PATH}").ping()
    assert answer.requests[0].url == f"https://betteruptime.com{PATH}"
    assert "authorization" not in answer.requests[0].headers


def test_an_object_without_a_url() -> None:
    """An object that was never fetched has no URL, and says what to do."""
    with pytest.raises(ValidationError, match=r"has no url yet: call fetch_data\(\) first"):
        Heartbeat("1", mocked(Recorder(200))).ping()


def test_reports_are_repeated(call: Caller) -> None:
    """A report that fails for the moment is sent again, though it is a POST, up to six times."""
    answer = Recorder(500, 500, 200)
    call(call.client(answer).fail, "out")
    assert [request.content for request in answer.requests] == [b"out"] * 3


def _in_time(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout(f"no answer from {request.url}")


def test_the_url_is_a_secret(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    """Neither repr nor errors, tracebacks, events or log lines show the token in the URL."""
    caplog.set_level(logging.DEBUG)
    events: list[object] = []
    for answer, kind in (
        (Recorder(httpx.Response(404, text=f"no {URL}")), NotFoundError),
        (_in_time, RequestTimeoutError),
    ):
        client = call.client(answer, hooks=[events.append])
        assert SECRET not in f"{client!r} {client.api!r}"
        with pytest.raises(kind) as caught:
            call(client.ping)
        assert SECRET not in "".join(traceback.format_exception(caught.value))
        frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
        ours = [each for each in frames if "uptimekit" in str(each.f_globals.get("__name__"))]
        assert ours
        assert SECRET not in f"{vars(caught.value)} {[each.f_locals for each in ours]}"
    assert SECRET not in f"{events} {caplog.text}"
    assert events


def test_a_url_that_no_heartbeat_has(call: Caller) -> None:
    """A 404 says what may be wrong."""
    with pytest.raises(NotFoundError, match="is the URL right, and does its heartbeat still exist"):
        call(call.client(Recorder(404)).ping)


def test_the_environment(server: Server, api: UptimeAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a URL the client takes the one in the environment."""
    made = Heartbeat.new(api, name="Backup", period=60, grace=0)
    monkeypatch.setenv("BETTERSTACK_HEARTBEAT_URL", str(made.url))
    with HeartbeatClient() as client:
        client.ping()
    made.fetch_data()
    assert made.status == "up"
