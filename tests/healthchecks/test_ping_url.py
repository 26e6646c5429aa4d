"""Pings by URL: a job that was handed nothing else can report its runs."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import httpx
import pytest

from uptimekit import InputError
from uptimekit._runtime.pools import AsyncPool, Pool
from uptimekit.healthchecks import (
    AsyncClient,
    CheckNotFoundError,
    CheckTrap,
    Client,
    HCAPIKeyError,
)
from uptimekit.sandbox import Fault

from ._support import PINGS, UUID, Caller, JobError, Recorder, Server, make_check, raising, uuid_of


def _urls(server: Server, check: Any) -> dict[str, str]:
    return {
        "uuid": f"{server.url}/ping/{uuid_of(check)}",
        "slug": f"{server.url}/ping/{server.main.ping_key}/{check.slug}",
    }


@pytest.fixture(params=["uuid", "slug"])
def url(request: pytest.FixtureRequest, server: Server) -> str:
    """The ping URL of a new check, by UUID and by slug in turn."""
    return _urls(server, make_check(server, server.client()))[request.param]


def _types(server: Server) -> list[str]:
    client = server.client()
    check = server.call(client.get_check_by_slug, "job")
    return [ping.type for ping in reversed(server.call(client.get_check_pings, check.uuid))]


# ---------------------------------------------------------------------- clients


def test_a_client_from_a_ping_url(server: Server, url: str) -> None:
    """It pings the check of the URL without any argument, and other checks with one."""
    client = _opened(server.call, url)
    for method in PINGS:
        assert server.call(getattr(client, method), data="x").success
    assert server.call(client.exit_code_ping, 3).success
    assert _types(server) == ["success", "start", "fail", "log", "fail"]
    assert client.ping_body_limit == 10_000
    other = make_check(server, server.client(), name="Other", slug="other")
    assert server.call(client.with_options(retries=0).success_ping, uuid_of(other)).success
    assert server.call(server.client().get_check, other.uuid).n_pings == 1


def _opened(call: Caller, url: str, **options: Any) -> Any:
    made = call.client_class.from_ping_url(url, clock=call.clock, **options)
    call._clients.append(made)
    return made


@pytest.mark.parametrize("variable", ["HEALTHCHECKS_API_KEY", "HEALTHCHECKS_PING_KEY"])
def test_no_api_key(server: Server, url: str, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Methods that need an API key say so and send nothing, even if the environment has a key."""
    monkeypatch.setenv(variable, "k" * 32)
    before = sum(server.sandbox.requests.values())
    client = _opened(server.call, url)
    for method, arguments in (("get_checks", ()), ("get_check", (UUID,)), ("get_badges", ())):
        with pytest.raises(
            HCAPIKeyError, match=r"made from a ping URL has no API key, nothing was sent; use Client\("
        ):
            server.call(getattr(client, method), *arguments)
    with pytest.raises(HCAPIKeyError, match="made from a ping URL"):
        server.call(client.with_options(retries=0).api.checks.list)
    assert sum(server.sandbox.requests.values()) == before
    assert server.call(client.api.service.status) == "OK", "needs no key, and is asked of the same server"


def test_a_url_that_creates_its_check(server: Server) -> None:
    """``create=1`` in the URL means ``create=True``."""
    client = _opened(server.call, f"{server.url}/ping/{server.main.ping_key}/job?create=1")
    assert server.call(client.success_ping).created
    assert server.call(client.success_ping).created is False


@pytest.mark.parametrize("method", [*PINGS, "exit_code_ping"])
def test_ping_by_url(server: Server, url: str, method: str) -> None:
    """Each ping takes a URL instead of UUID and slug, with any client, and goes to the URL's own server."""
    code = (7,) if method == "exit_code_ping" else ()
    for client in (server.client(), server.call.client(), server.call.client(api_key="k" * 32)):
        assert server.call(getattr(client, method), *code, url=url).success
    assert len(_types(server)) == 3


def test_the_key_stays_at_home(call: Caller) -> None:
    """A ping to another server carries neither the API key nor what the client knows of its own server's limit."""
    limits = [
        httpx.Response(200, text="OK", headers={"Ping-Body-Limit": "20"}),
        httpx.Response(200, text="OK"),
    ]
    answer = Recorder(*limits)
    client = call.mocked(answer)
    call(client.success_ping, UUID, data="x" * 50)
    call(client.success_ping, url=f"https://other.example.org/{UUID}", data="x" * 50)
    call(client.success_ping, url=f"https://hc-ping.com/{UUID}", data="x" * 50)
    assert [request.url.host for request in answer.requests] == [
        "hc-ping.com",
        "other.example.org",
        "hc-ping.com",
    ]
    assert [len(body) for body in answer.bodies] == [50, 50, 20]
    assert not any("x-api-key" in request.headers for request in answer.requests)


@pytest.mark.parametrize("method", [*PINGS, "exit_code_ping"])
def test_a_wrong_url_is_refused(call: Caller, method: str) -> None:
    """A URL with an action in it is refused before anything is sent, by clients and by traps."""
    answer = Recorder()
    code = (7,) if method == "exit_code_ping" else ()
    wrong = f"https://hc-ping.com/{UUID}/fail"
    with pytest.raises(InputError, match="leave out /fail"):
        call(getattr(call.mocked(answer), method), *code, url=wrong)
    for refused in (call.client_class.from_ping_url, lambda url: CheckTrap(url=url)):
        with pytest.raises(InputError, match="leave out /fail"):
            refused(wrong)
    assert answer.requests == []


# ---------------------------------------------------------------------- traps


def test_a_trap_without_a_client(server: Server, url: str) -> None:
    """A trap with a URL alone reports its run, with log and run id, and leaves no connection open."""
    trap = CheckTrap(url=url)
    trap.add_log("a line")
    assert server.call.trapped(trap, lambda: 7) == 7
    with pytest.raises(JobError):
        server.call.trapped(trap, raising(JobError("x")))
    assert _types(server) == ["start", "success", "start", "fail"]
    check = server.call(server.client().get_check_by_slug, "job")
    assert server.call(server.client().get_ping_body, check.uuid, 2) == b"a line"


def test_a_trap_closes_its_clients(server: Server, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each ping of a trap without a client makes one and closes it, also when it fails."""
    closed: list[bool] = []
    kind = Pool if server.call.kind == "sync" else AsyncPool
    close = kind.close if server.call.kind == "sync" else kind.aclose

    def counted(self: Any) -> Any:
        closed.append(True)
        return close(self)

    monkeypatch.setattr(kind, close.__name__, counted)
    server.faults.add(Fault(status=400))
    server.call.trapped(CheckTrap(url=url), lambda: None)
    assert closed == [True, True]


@pytest.mark.parametrize("own", [True, False])
def test_a_decorator_by_url(server: Server, url: str, own: bool) -> None:
    """A decorated function of either kind is reported, with a trap's own clients and with one from the URL."""
    trap = CheckTrap(url=url) if own else CheckTrap(_opened(server.call, url))

    def job(number: int) -> int:
        return number

    async def ajob(number: int) -> int:
        return number

    decorated = trap(job if server.call.kind == "sync" else ajob)
    assert server.call(decorated, 5) == 5
    assert _types(server) == ["start", "success"]


def test_a_log_entry_by_url(server: Server, url: str) -> None:
    """A log entry of a trap without a client is sent, in a run and between two."""
    trap = CheckTrap(url=url)
    server.call(trap.ping_log if server.call.kind == "sync" else trap.aping_log, "early")
    assert _types(server) == ["log"]


def test_the_limit_of_a_url_s_server_is_kept(server: Server, url: str) -> None:
    """The last ping of a trap without a client knows the limit that the start ping learned."""
    server.faults.add(Fault(status=200, body="OK", headers={"Ping-Body-Limit": "30"}, times=1))
    trap = CheckTrap(url=url)
    trap.add_log("x" * 100)
    server.call.trapped(trap, lambda: None)
    check = server.call(server.client().get_check_by_slug, "job")
    body = server.call(server.client().get_ping_body, check.uuid, 1)
    assert (len(body) <= 30, body[:5]) == (True, b"[... ")


@pytest.mark.parametrize(
    "url",
    [
        f"http://127.0.0.1:1/{UUID}",
        f"https://nowhere.invalid/{UUID}",
        f"http://127.0.0.1:1/ping/{'k' * 22}/job",
    ],
)
def test_an_unreachable_url_never_hinders_the_job(
    call: Caller, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The job runs, one warning is logged, and it does not show the URL."""
    assert call.trapped(CheckTrap(url=url, ping_deadline=0.3), lambda: 7) == 7
    assert [record.levelname for record in caplog.records if record.name == "uptimekit"].count("WARNING") == 1
    assert UUID not in caplog.text
    assert "k" * 22 not in caplog.text


def test_a_broken_environment_never_hinders_the_job(
    call: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where no client can be made, as with a proxy that is none, the job runs all the same."""
    monkeypatch.setenv("HTTPS_PROXY", "telnet://proxy.example.org")
    monkeypatch.delenv("https_proxy", raising=False)
    assert call.trapped(CheckTrap(url=f"https://hc-ping.com/{UUID}"), lambda: 7) == 7
    assert "HTTPS_PROXY" in caplog.text


# ---------------------------------------------------------------------- secrecy


def test_the_url_is_a_secret(server: Server, url: str, caplog: pytest.LogCaptureFixture) -> None:
    """No repr, log line, error or traceback shows the URL, its key or its UUID."""
    server.sandbox.reset()
    secrets = url.split("/ping/")[1].split("/")[0]
    client = _opened(server.call, url)
    shown = [repr(client), repr(client.api), repr(CheckTrap(url=url)), repr(CheckTrap(client))]
    with caplog.at_level(logging.INFO, "uptimekit"), pytest.raises(CheckNotFoundError) as caught:
        server.call(client.success_ping)
    shown += [str(caught.value), repr(caught.value), caplog.text]
    server.call.trapped(CheckTrap(url=url), lambda: None)
    shown += [caplog.text, "".join(traceback.format_exception(caught.value))]
    assert [text for text in shown if secrets in text] == []


def _values(error: BaseException) -> str:
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    ours = (frame for frame in frames if str(frame.f_globals.get("__name__")).startswith("uptimekit"))
    return "".join(repr(frame.f_locals) for frame in ours)


@pytest.mark.parametrize(
    "make", [Client.from_ping_url, AsyncClient.from_ping_url, lambda url: CheckTrap(url=url)]
)
def test_a_refused_url_is_in_no_frame(make: Any) -> None:
    """The local variables of our frames, which error trackers report, do not hold a URL that was refused."""
    with pytest.raises(InputError) as caught:
        make(f"https://hc-ping.com/{UUID}/fail")
    assert UUID not in _values(caught.value)
