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
    """With ignore_ping_errors the job runs and returns whatever the server does, and two warnings are logged."""
    trap = CheckTrap(call.mocked(Recorder(DOWN[how])), UUID, ignore_ping_errors=True)
    with caplog.at_level(logging.WARNING):
        assert call.trapped(trap, lambda: 7) == 7
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    assert {record.name for record in caplog.records} == {"uptimekit"}
    assert UUID not in caplog.text


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
def test_a_failing_start_raises(call: Caller, how: str, expected: type[Exception]) -> None:
    """By default a start that fails raises before the job runs, and leaves the trap ready for the next run."""
    ran: list[bool] = []
    answer = Recorder(DOWN[how])
    trap = CheckTrap(call.mocked(answer, retries=0), UUID)
    for _ in range(2):
        with pytest.raises(expected):
            call.trapped(trap, lambda: ran.append(True))
    assert ran == []
    assert len(answer.rids) == 2, "each try is a run of its own"


def test_a_failing_start_leaves_no_run_open(call: Caller) -> None:
    """What is logged after a start that failed goes to the run that comes next."""
    answer = Recorder(httpx.Response(404), httpx.Response(200, text="OK"))
    trap = CheckTrap(call.mocked(answer), UUID)
    with pytest.raises(CheckNotFoundError):
        call.trapped(trap, lambda: None)
    trap.add_log("again")
    call.trapped(trap, lambda: None)
    assert answer.bodies == ["", "", "again"]


def test_a_failing_success_ping_raises(call: Caller) -> None:
    """By default a success ping that fails raises after the job, whose work is done."""
    ran: list[bool] = []
    answer = Recorder(httpx.Response(200, text="OK"), httpx.Response(500))
    with pytest.raises(HCAPIServerError):
        call.trapped(CheckTrap(call.mocked(answer), UUID), lambda: ran.append(True))
    assert ran == [True]


def test_ping_failed_error(call: Caller) -> None:
    """PingFailedError knows status and body of the odd answer without the address; its text shows neither."""
    page = "<h1>Log in to reach /{}</h1>"
    trap = CheckTrap(call.mocked(Recorder(httpx.Response(200, html=page.format(UUID)))), UUID)
    with pytest.raises(PingFailedError, match="ping_url") as caught:
        call.trapped(trap, lambda: None)
    assert (caught.value.status_code, caught.value.body) == (200, page.format("***"))
    assert "Log in" not in str(caught.value)
    assert UUID not in str(caught.value)


def test_a_failing_log_entry(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    """A log entry that fails raises, or is only logged, as the trap's pings are."""
    client = call.mocked(Recorder(httpx.Response(500)), retries=0)
    loud, quiet = CheckTrap(client, UUID), CheckTrap(client, UUID, ignore_ping_errors=True)
    with pytest.raises(HCAPIServerError):
        call(loud.ping_log if call.kind == "sync" else loud.aping_log, "x")
    call(quiet.ping_log if call.kind == "sync" else quiet.aping_log, "x")
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_server_down_over_a_socket(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    """With the server dropping every connection, the job's result is unaffected and warnings are logged."""
    trap = CheckTrap(server.client(), UUID, ignore_ping_errors=True)
    server.faults.add(Fault(drop="before"))
    with caplog.at_level(logging.WARNING):
        assert server.call.trapped(trap, lambda: "done") == "done"
    assert len(caplog.records) == 2
    assert server.faults.injected["drop before"] == 12, "1 + 5 attempts for each of two pings"
