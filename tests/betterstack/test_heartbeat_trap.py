"""HeartbeatTrap: what it reports for each end of a job; the rules that it shares are tested with CheckTrap too."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from uptimekit import APIStatusError, NetworkError
from uptimekit.betterstack import (
    ConfigurationError,
    Heartbeat,
    HeartbeatClient,
    HeartbeatTrap,
    UptimeAPI,
    ValidationError,
)

from ._jobs import PATH, SECRET, URL, Caller
from ._support import Recorder, Server, mocked


class JobError(Exception):
    """The job's own."""


def raising(error: BaseException) -> Callable[[], Any]:
    """A job that raises *error*."""

    def job() -> Any:
        raise error

    return job


def test_jobs_that_are_handed_the_url_only(
    server: Server, api: UptimeAPI, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A trap reports by URL or by the variable, without a token: nothing at the start, success or failure at the end."""
    made = Heartbeat.new(api, name="Backup", period=60, grace=0)

    def job() -> str | None:
        made.fetch_data()
        return made.status

    trap = HeartbeatTrap(url=made.url)
    assert call.trapped(trap, job) == "pending"
    assert job() == "up"
    trap.add_log("before")
    with pytest.raises(JobError):
        call.decorated(trap, raising(JobError("disk full")))
    assert job() == "down"
    (incident,) = made.incidents()
    assert str(incident.response_content).startswith("before\nTraceback (most recent call last):\n")
    assert str(incident.response_content).endswith("JobError: disk full")
    monkeypatch.setenv("BETTERSTACK_HEARTBEAT_URL", str(made.url))
    assert call.decorated(HeartbeatTrap(), job) == "down"
    assert job() == "up"


def test_an_object(api: UptimeAPI) -> None:
    """A trap takes a Heartbeat and reports over the connections of its API, also twice and nested."""
    made = Heartbeat.new(api, name="Backup", period=60, grace=0)
    trap = HeartbeatTrap(made)
    with trap:
        pass

    def job() -> None:
        with trap:
            with trap:
                pass
            made.fetch_data()
            assert made.status == "up"
            sys.exit(3)

    with pytest.raises(SystemExit):
        job()
    (incident,) = made.incidents()
    assert incident.cause == "Reported failure: exit code 3"


@pytest.mark.parametrize(
    ("error", "path", "body"),
    [
        (SystemExit(None), "/0", ""),
        (SystemExit(3), "/3", ""),
        (SystemExit("out of disk"), "/1", "out of disk"),
        (KeyboardInterrupt(), "/fail", "KeyboardInterrupt"),
        (asyncio.CancelledError(), "/fail", "CancelledError"),
        (subprocess.CalledProcessError(-9, "x", "the output"), "/137", "stdout:\nthe output\nTraceback"),
        (JobError("x"), "/fail", "JobError: x"),
    ],
)
def test_ends(call: Caller, error: BaseException, path: str, body: str) -> None:
    """Each end of a job has its report, the only request of a run, and the job's exception stays as it is."""
    answer = Recorder(200)
    with pytest.raises(type(error)) as caught:
        call.trapped(HeartbeatTrap(call.client(answer)), raising(error))
    assert caught.value is error
    assert not hasattr(error, "__notes__")
    assert [request.url.path for request in answer.requests] == [PATH + path]
    assert body in answer.requests[0].content.decode()


def test_suppressed(call: Caller) -> None:
    """With suppress_exceptions the job's exception is reported and swallowed."""
    answer = Recorder(200)
    trap = HeartbeatTrap(call.client(answer), suppress_exceptions=True)
    assert call.decorated(trap, raising(JobError("x"))) is None
    assert answer.requests[0].url.path == f"{PATH}/fail"


def _refusing(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused")


@pytest.mark.parametrize("answer", [Recorder(404), Recorder(500), _refusing])
def test_a_monitor_that_fails(call: Caller, answer: Any, caplog: pytest.LogCaptureFixture) -> None:
    """The job runs and its result comes back; one warning tells of the ping, without the URL."""
    assert call.trapped(HeartbeatTrap(call.client(answer)), lambda: 7) == 7
    assert [(record.name, record.levelname) for record in caplog.records] == [("uptimekit", "WARNING")]
    assert SECRET not in caplog.text


def test_errors_that_are_wanted(call: Caller) -> None:
    """With ignore_ping_errors=False the job runs, then the error of its ping is raised, or noted on the job's."""
    trap = HeartbeatTrap(call.client(Recorder(404)), ignore_ping_errors=False)
    with pytest.raises(APIStatusError):
        call.trapped(trap, lambda: 7)
    with pytest.raises(JobError) as caught:
        call.trapped(HeartbeatTrap(call.client(_refusing), ignore_ping_errors=False), raising(JobError("x")))
    (note,) = caught.value.__notes__
    assert note.startswith("its ping failed too: ")
    assert SECRET not in note


@pytest.mark.parametrize("value", [None, "", SECRET])
def test_no_url_in_the_environment(
    call: Caller, value: str | None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job runs though nobody has set the variable, or set it to nonsense; a warning tells of it."""
    monkeypatch.delenv("BETTERSTACK_HEARTBEAT_URL", raising=False)
    if value is not None:
        monkeypatch.setenv("BETTERSTACK_HEARTBEAT_URL", value)
    assert call.trapped(HeartbeatTrap(), lambda: 7) == 7
    (record,) = caplog.records
    assert "BETTERSTACK_HEARTBEAT_URL" in record.getMessage()
    assert SECRET not in caplog.text
    with pytest.raises((ConfigurationError, ValidationError)):
        call.trapped(HeartbeatTrap(ignore_ping_errors=False), lambda: 7)


def test_a_monitor_that_stalls(call: Caller) -> None:
    """A silent monitor delays the end of a job by ping_deadline, whatever the client's time-outs are."""
    over = threading.Event()

    class Silent(httpx.BaseTransport, httpx.AsyncBaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            over.wait(60)
            raise httpx.ReadTimeout("over", request=request)

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await asyncio.Event().wait()
            raise AssertionError

    client = call.client(Recorder(200), transport=Silent(), timeout=50, deadline=55)
    began = time.monotonic()
    trap = HeartbeatTrap(client, ignore_ping_errors=False, ping_deadline=0.1)
    with pytest.raises(NetworkError):
        call.trapped(trap, lambda: 7)
    over.set()
    assert time.monotonic() - began < 30  # a guard, not a measurement


@pytest.mark.parametrize(
    ("arguments", "error", "problem"),
    [
        ({"heartbeat": URL}, ConfigurationError, "not str: pass a URL as url="),
        (
            {"heartbeat": 3},
            ConfigurationError,
            "heartbeat must be a Heartbeat, a HeartbeatClient, or the async",
        ),
        ({"url": SECRET}, ValidationError, "url is not the URL of a heartbeat"),
        ({"url": f"{URL}/fail"}, ValidationError, "leave out /fail"),
        ({"url": URL, "ping_deadline": 0}, ConfigurationError, "ping_deadline must be a number of seconds"),
    ],
)
def test_refused(arguments: Any, error: type[Exception], problem: str) -> None:
    """Arguments that cannot be right are refused when the trap is made, without the URL."""
    with pytest.raises(error, match=problem) as caught:
        HeartbeatTrap(**arguments)
    assert SECRET not in str(caught.value)


def test_two_heartbeats() -> None:
    """An object and a URL at once are refused, and an object without a URL says what to do."""
    api = mocked(Recorder(200))
    with pytest.raises(ValidationError, match="give heartbeat or url, not both"):
        HeartbeatTrap(Heartbeat("1", api, url=URL), url=URL)
    with pytest.raises(ValidationError, match=r"call fetch_data\(\) first"):
        HeartbeatTrap(Heartbeat("1", api))


def test_the_other_kind(call: Caller) -> None:
    """A trap of one half used as the other says which it needs, and the coroutine of a plain function is refused."""
    trap = HeartbeatTrap(call.client(Recorder(200)))
    wrong = Caller("async" if call.kind == "sync" else "sync")
    with pytest.raises(ConfigurationError, match=r"this HeartbeatTrap has an? (Async)?Heartbeat"):
        wrong.trapped(trap, lambda: 7)
    wrong.close()

    async def job() -> None: ...

    plain = HeartbeatTrap(HeartbeatClient(URL, transport=httpx.MockTransport(Recorder(200))))
    with pytest.raises(
        ConfigurationError, match="with a HeartbeatTrap of an AsyncHeartbeat or AsyncHeartbeatClient"
    ):
        plain(lambda: job())()


def test_threads() -> None:
    """One trap serves threads at the same time; the lines of a run stay with it."""
    answer = Recorder(200)
    client = HeartbeatClient(URL, transport=httpx.MockTransport(answer))
    trap = HeartbeatTrap(client, suppress_exceptions=True)
    meet = threading.Barrier(2, timeout=60)

    def job(name: str) -> None:
        with trap:
            trap.add_log(name)
            meet.wait()
            raise JobError

    threads = [threading.Thread(target=job, args=(name,)) for name in ("one", "two")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(request.content[:4] for request in answer.requests) == [b"one\n", b"two\n"]
