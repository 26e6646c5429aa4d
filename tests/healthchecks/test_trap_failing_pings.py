"""CheckTrap when its own pings fail: the job comes first."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

from uptimekit import NetworkError
from uptimekit.healthchecks import (
    CheckNotFoundError,
    CheckTrap,
    HCAPIRateLimitError,
    HCAPIServerError,
    PingFailedError,
)
from uptimekit.sandbox import Fault

from ._support import UUID, Caller, JobError, Recorder, Server, raising

DOWN = {
    "refused": httpx.ConnectError("refused"),
    "broken": httpx.ReadError("broken"),
    "slow": httpx.ReadTimeout("slow"),
    "500": httpx.Response(500, text="oops"),
    "404": httpx.Response(404, text="not found"),
    "429": httpx.Response(429),
    "limited": httpx.Response(200, text="OK (rate-limited)"),
    "portal": httpx.Response(200, html="<h1>Log in to the hotel's network</h1>"),
}


@pytest.mark.parametrize("how", DOWN)
def test_a_job_is_not_disturbed(call: Caller, how: str, caplog: pytest.LogCaptureFixture) -> None:
    """The job runs and returns whatever the server does, and one warning a run is logged."""
    trap = CheckTrap(call.mocked(Recorder(DOWN[how])), UUID)
    with caplog.at_level(logging.WARNING):
        assert call.trapped(trap, lambda: 7) == 7
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        assert call.trapped(trap, lambda: 8) == 8
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    assert {record.name for record in caplog.records} == {"uptimekit"}
    assert UUID not in caplog.text


def test_each_reason_is_logged(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    """A last ping that fails for another reason than the start is told too."""
    answer = Recorder(httpx.Response(404), httpx.Response(500))
    with caplog.at_level(logging.WARNING):
        call.trapped(CheckTrap(call.mocked(answer, retries=0), UUID), lambda: None)
    assert [record.getMessage() for record in caplog.records] == [
        "a ping failed: start_ping(): HTTP 404: Not Found (this is no answer to a ping; is ping_url right?)",
        "a ping failed: success_ping(): HTTP 500: Internal Server Error",
    ]


def test_a_closed_client_does_not_stop_the_job(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    """A client that was closed before the run costs a warning, not the job."""
    client = call.mocked(Recorder())
    call(client.close if call.kind == "sync" else client.aclose)
    assert call.trapped(CheckTrap(client, UUID), lambda: "done") == "done"
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.parametrize("how", DOWN)
@pytest.mark.parametrize("ignore", [False, True])
def test_a_failing_ping_never_hides_the_jobs_exception(call: Caller, how: str, ignore: bool) -> None:
    """When job and last ping both fail, the job's exception comes out, with the ping's failure as a note."""
    error = JobError("the job's")
    answer = Recorder(httpx.Response(200, text="OK"), DOWN[how])
    trap = CheckTrap(call.mocked(answer), UUID, ignore_ping_errors=ignore)
    with pytest.raises(JobError) as caught:
        call.trapped(trap, raising(error))
    assert caught.value is error
    (note,) = error.__notes__
    assert note.startswith("its ping failed too: ")
    assert UUID not in note


def test_an_odd_failure_never_hides_the_jobs_exception(call: Caller) -> None:
    """Even what is no error of ours, such as one of a hook, does not replace the job's exception."""

    def hook(event: Any) -> None:
        if "Fail" in event.operation:
            raise RuntimeError("secret " + UUID)

    error = JobError("the job's")
    with pytest.raises(JobError):
        call.trapped(CheckTrap(call.mocked(Recorder(), hooks=[hook]), UUID), raising(error))
    assert error.__notes__ == ["its ping failed too: RuntimeError"]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("refused", NetworkError),
        ("slow", NetworkError),
        ("500", HCAPIServerError),
        ("404", CheckNotFoundError),
        ("429", HCAPIRateLimitError),
        ("limited", HCAPIRateLimitError),
        ("portal", PingFailedError),
    ],
)
def test_a_failing_start_raises_after_the_job(call: Caller, how: str, expected: type[Exception]) -> None:
    """With ignore_ping_errors=False a start that fails raises, but only when the job has run and its end is told."""
    ran: list[bool] = []
    fine = httpx.Response(200, text="OK")
    answer = Recorder(DOWN[how], fine, DOWN[how], fine)
    trap = CheckTrap(call.mocked(answer, retries=0), UUID, ignore_ping_errors=False)
    for runs in (1, 2):
        with pytest.raises(expected):
            call.trapped(trap, lambda: ran.append(True))
        assert len(ran) == runs
    assert answer.paths == [f"/{UUID}/start", f"/{UUID}"] * 2
    assert len(answer.rids) == 2, "each is a run of its own"


def test_a_failing_start_and_a_failing_end(call: Caller) -> None:
    """If both pings fail, the last one's error comes out, and the start's is a note on it."""
    answer = Recorder(httpx.Response(404), httpx.Response(500))
    trap = CheckTrap(call.mocked(answer, retries=0), UUID, ignore_ping_errors=False)
    with pytest.raises(HCAPIServerError) as caught:
        call.trapped(trap, lambda: None)
    (note,) = caught.value.__notes__
    assert note.startswith("an earlier ping of the run failed too: start_ping(): HTTP 404")


def test_a_failing_success_ping_raises(call: Caller) -> None:
    """With ignore_ping_errors=False a success ping that fails raises after the job, whose work is done."""
    ran: list[bool] = []
    answer = Recorder(httpx.Response(200, text="OK"), httpx.Response(500))
    trap = CheckTrap(call.mocked(answer), UUID, ignore_ping_errors=False)
    with pytest.raises(HCAPIServerError):
        call.trapped(trap, lambda: ran.append(True))
    assert ran == [True]


def test_ping_failed_error(call: Caller) -> None:
    """PingFailedError knows status and body of the odd answer without the address; its text shows neither."""
    page = "<h1>Log in to reach /{}</h1>"
    client = call.mocked(Recorder(httpx.Response(200, html=page.format(UUID))))
    trap = CheckTrap(client, UUID, ignore_ping_errors=False)
    with pytest.raises(PingFailedError, match="ping_url") as caught:
        call.trapped(trap, lambda: None)
    assert (caught.value.status_code, caught.value.body) == (200, page.format("***"))
    assert "Log in" not in str(caught.value)
    assert UUID not in str(caught.value)


def test_a_failing_log_entry(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    """A log entry that fails raises, or is only logged, as the trap's pings are."""
    client = call.mocked(Recorder(httpx.Response(500)), retries=0)
    loud, quiet = CheckTrap(client, UUID, ignore_ping_errors=False), CheckTrap(client, UUID)
    with pytest.raises(HCAPIServerError):
        call(loud.ping_log if call.kind == "sync" else loud.aping_log, "x")
    call(quiet.ping_log if call.kind == "sync" else quiet.aping_log, "x")
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_server_down_over_a_socket(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    """With the server dropping every connection, the job's result is unaffected, and pings are tried for 5 s each."""
    trap = CheckTrap(server.client(), UUID)
    server.faults.add(Fault(drop="before"))
    began = server.call.clock.now
    with caplog.at_level(logging.WARNING):
        assert server.call.trapped(trap, lambda: "done") == "done"
    assert len(caplog.records) == 1
    assert server.faults.injected["drop before"] > 4, "each ping is tried again"
    assert server.call.clock.now - began <= 10


@pytest.mark.parametrize("options", [{}, {"timeout": 300, "deadline": None, "retries": 50}])
def test_the_time_of_a_trap_is_its_own(call: Caller, options: dict[str, Any]) -> None:
    """Whatever the client's options are, a ping of a trap has its ping_deadline, and an attempt half of it."""
    seen: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"]["read"])
        call.clock.now += 2.4
        raise httpx.ReadTimeout("slow", request=request)

    client = call.mocked(answer, **options)
    began = call.clock.now
    call.trapped(CheckTrap(client, UUID), lambda: None)
    assert call.clock.now - began <= 2 * (5 + 2.4)
    assert seen[0] == 2.5
    seen.clear()
    call.trapped(CheckTrap(client, UUID, ping_deadline=1), lambda: None)
    assert seen == [0.5, 0.5]


class FrozenError(Exception):
    """An exception that lets nothing be set on it."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("frozen")


class NoteError(Exception):
    """An exception whose notes are none."""

    __notes__ = "text"  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]  (wrong on purpose)


@pytest.mark.parametrize("error", [FrozenError("no room"), NoteError("no room")])
@pytest.mark.parametrize("ignore", [True, False])
def test_an_exception_that_takes_no_note(call: Caller, error: Exception, ignore: bool) -> None:
    """The job's own exception is not hidden when it cannot be told that its ping failed too."""
    trap = CheckTrap(call.mocked(Recorder(httpx.Response(404))), UUID, ignore_ping_errors=ignore)
    with pytest.raises(type(error), match="no room") as caught:
        call.trapped(trap, raising(error))
    assert caught.value is error
