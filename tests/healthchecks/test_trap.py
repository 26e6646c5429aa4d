"""CheckTrap: what it sends for each end of a job, and that it never stands in the job's way."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import uuid
from typing import Any

import httpx
import pytest

from uptimekit import ConfigurationError
from uptimekit.healthchecks import (
    AsyncClient,
    BadAPIRequestError,
    CheckCreate,
    CheckTrap,
    Client,
    WrongClientError,
)

from ._support import API_KEY, PING_KEY, UUID, Caller, JobError, Recorder, Server, raising


def _types(server: Server, client: Any, check: Any) -> list[str]:
    return [ping.type for ping in reversed(server.call(client.get_check_pings, check.uuid))]


# ---------------------------------------------------------------------- a run, over a real socket


def test_a_good_run(server: Server) -> None:
    """A run is a start and a success with one run id, the log in the body, and its duration on the server."""
    client = server.client()
    check = server.call(client.create_check, CheckCreate(name="Job"))
    trap = CheckTrap(client, check.uuid)

    def job() -> int:
        trap.add_log("first line")
        server.clock.advance(42)
        trap.add_log("second line")
        return 7

    assert server.call.trapped(trap, job) == 7
    success, start = server.call(client.get_check_pings, check.uuid)
    assert (start.type, success.type, success.duration) == ("start", "success", 42.0)
    assert success.rid == start.rid is not None
    assert server.call(client.get_ping_body, check.uuid, 2) == b"first line\nsecond line"
    assert server.call(client.get_check, check.uuid).status == "up"


def test_a_failed_run(server: Server) -> None:
    """An exception becomes a failure ping with the log and the traceback, and goes on its way unchanged."""
    client = server.client()
    check = server.call(client.create_check, CheckCreate(name="Job", slug="job"))
    trap, error = CheckTrap(client, slug="job"), JobError("disk full")
    trap.add_log("before")
    with pytest.raises(JobError) as caught:
        server.call.trapped(trap, raising(error))
    assert caught.value is error
    assert not hasattr(error, "__notes__")
    assert _types(server, client, check) == ["start", "fail"]
    body = server.call(client.get_ping_body, check.uuid, 2).decode()
    assert body.startswith("before\nTraceback (most recent call last):\n")
    assert body.endswith("JobError: disk full")
    assert "in job" in body
    assert server.call(client.get_check, check.uuid).status == "down"


def test_a_run_that_creates_its_check(server: Server) -> None:
    """With create=True the first start makes the check of the slug."""
    client = server.client()
    server.call.trapped(CheckTrap(client, slug="born-by-trap", create=True), lambda: None)
    assert server.call(client.get_check_by_slug, "born-by-trap").n_pings == 2


def test_a_log_entry_during_the_run(server: Server) -> None:
    """A log entry sent during the run arrives at once, under the run's id."""
    client = server.client()
    check = server.call(client.create_check, CheckCreate(name="Job"))
    trap = CheckTrap(client, check.uuid)

    async def awaited() -> None:
        async with trap:
            await trap.aping_log("half way")

    if server.call.kind == "sync":
        with trap:
            trap.ping_log("half way")
    else:
        server.call.wait(awaited())
    pings = server.call(client.get_check_pings, check.uuid)
    assert [ping.type for ping in pings] == ["success", "log", "start"]
    assert len({ping.rid for ping in pings}) == 1
    assert server.call(client.get_ping_body, check.uuid, 2) == b"half way"


@pytest.mark.parametrize(
    ("fields", "log", "types", "status"),
    [
        ({"success_kw": "fine"}, "all fine", ["ign", "success"], "up"),
        ({"success_kw": "fine"}, "bad", ["ign", "ign"], "new"),
        ({"success_kw": "fine", "failure_kw": "Traceback"}, "all fine", ["ign", "fail"], "down"),
        ({"success_kw": "fine", "filter_default_fail": True}, "all fine", ["fail", "success"], "up"),
    ],
)
def test_keywords_overrule_a_trap(
    server: Server, fields: dict[str, Any], log: str, types: list[str], status: str
) -> None:
    """A check that filters by keywords takes a failed run for what log and traceback say, as documented; no ping fails."""
    client = server.client()
    check = server.call(client.create_check, CheckCreate(name="Job", filter_http_body=True, **fields))
    trap = CheckTrap(client, check.uuid, ignore_ping_errors=False)
    trap.add_log(log)
    with pytest.raises(JobError) as caught:
        server.call.trapped(trap, raising(JobError("x")))
    assert not hasattr(caught.value, "__notes__")
    assert _types(server, client, check) == types
    assert server.call(client.get_check, check.uuid).status == status


# ---------------------------------------------------------------------- how a job can end


@pytest.mark.parametrize(
    ("code", "path", "body"),
    [
        (None, "/0", ""),
        (0, "/0", ""),
        (3, "/3", ""),
        (256 + 7, "/7", ""),
        (-1, "/255", ""),
        (True, "/1", ""),
        ("out of disk", "/1", "out of disk"),
        ((1, 2), "/1", "(1, 2)"),
    ],
)
def test_system_exit(call: Caller, code: Any, path: str, body: str) -> None:
    """SystemExit is reported by the exit status that the interpreter ends with, and is never swallowed."""
    answer = Recorder()
    with pytest.raises(SystemExit) as caught:
        call.trapped(
            CheckTrap(call.mocked(answer), UUID, suppress_exceptions=True), raising(SystemExit(code))
        )
    assert caught.value.code == code
    assert answer.paths == [f"/{UUID}/start", f"/{UUID}{path}"]
    assert answer.bodies[1] == body


@pytest.mark.parametrize("code", [None, 0, 3, 263, -1, True, "out of disk"])
def test_exit_status_is_the_interpreters(code: Any) -> None:
    """The exit status reported for a code is the one that a Python process really ends with."""
    answer = Recorder()
    client = Client(
        api_key=API_KEY, ping_key=PING_KEY, rate_limit=None, transport=httpx.MockTransport(answer)
    )
    process = subprocess.run([sys.executable, "-c", f"raise SystemExit({code!r})"], capture_output=True)
    with pytest.raises(SystemExit), client, CheckTrap(client, UUID):
        raise SystemExit(code)
    assert answer.paths[1] == f"/{UUID}/{process.returncode}"


@pytest.mark.parametrize("suppress", [False, True])
def test_keyboard_interrupt(suppress: bool) -> None:
    """KeyboardInterrupt is reported as a failure and is never swallowed."""
    answer = Recorder()
    client = Client(ping_key=PING_KEY, transport=httpx.MockTransport(answer))
    with (
        pytest.raises(KeyboardInterrupt),
        client,
        CheckTrap(client, slug="job", suppress_exceptions=suppress),
    ):
        raise KeyboardInterrupt
    assert answer.paths == [f"/{PING_KEY}/job/start", f"/{PING_KEY}/job/fail"]
    assert answer.bodies[1].endswith("KeyboardInterrupt")


def test_cancellation() -> None:
    """A cancelled job is reported as a failure, and its task ends as cancelled."""
    answer = Recorder()

    async def main() -> None:
        async with AsyncClient(ping_key=PING_KEY, transport=httpx.MockTransport(answer)) as client:
            entered = asyncio.Event()

            async def job() -> None:
                async with CheckTrap(client, UUID, suppress_exceptions=True):
                    entered.set()
                    await asyncio.Event().wait()

            task = asyncio.create_task(job())
            await entered.wait()
            task.cancel()
            await asyncio.wait([task])
            assert task.cancelled()

    asyncio.run(main())
    assert answer.paths == [f"/{UUID}/start", f"/{UUID}/fail"]
    assert answer.bodies[1].endswith("CancelledError")


def test_cancellation_of_the_last_ping() -> None:
    """A task that is cancelled while its last ping is under way ends as cancelled, and the trap can be used again."""
    stuck = asyncio.Event()

    class Stuck(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if not request.url.path.endswith("/start"):
                stuck.set()
                await asyncio.Event().wait()
            return httpx.Response(200, text="OK")

    async def main() -> None:
        async with AsyncClient(ping_key=PING_KEY, transport=Stuck()) as client:
            trap = CheckTrap(client, UUID, ping_deadline=0.05)

            async def job() -> None:
                async with trap:
                    pass

            task = asyncio.create_task(job())
            await stuck.wait()
            first = trap.rid
            task.cancel()
            await asyncio.wait([task])
            assert task.cancelled()
            assert trap.rid == first, "no run is left open"

    asyncio.run(main())


def test_suppressed_exception(call: Caller) -> None:
    """With suppress_exceptions an exception is reported and swallowed."""
    answer = Recorder()
    trap = CheckTrap(call.mocked(answer), UUID, "", True)
    assert call.trapped(trap, raising(JobError("x"))) is None
    assert answer.paths == [f"/{UUID}/start", f"/{UUID}/fail"]


# ---------------------------------------------------------------------- what a run carries


def test_one_run_id_over_retries_and_log(call: Caller) -> None:
    """Start, log and end carry one run id, a UUID, in every attempt; another run has another."""
    down, fine = httpx.Response(503), httpx.Response(200, text="OK")
    answer = Recorder(down, fine, down, down, fine)
    trap = CheckTrap(call.mocked(answer), UUID)
    call.trapped(trap, lambda: None)
    assert len(answer.requests) == 5
    (rid,) = answer.rids
    assert rid is not None
    assert uuid.UUID(rid).version == 4
    answer.requests.clear()
    call.trapped(trap, lambda: None)
    assert len(answer.rids) == 1
    assert answer.rids != {rid}


def test_rid_is_readable(call: Caller) -> None:
    """In a run, ``rid`` is what its pings carry; before it, what they will carry."""
    answer = Recorder()
    trap = CheckTrap(call.mocked(answer), UUID)
    before, seen = trap.rid, []
    call.trapped(trap, lambda: seen.append(trap.rid))
    assert seen == [before]
    assert answer.rids == {str(before)}


def test_log_lines_belong_to_a_run(call: Caller) -> None:
    """Lines logged before a run are sent with it; the next run begins with none."""
    answer = Recorder()
    trap = CheckTrap(call.mocked(answer), UUID)
    trap.add_log("early")
    call.trapped(trap, lambda: None)
    call.trapped(trap, lambda: None)
    assert answer.bodies == ["", "early", "", ""]


def test_odd_log_lines(call: Caller) -> None:
    """A line that is no string is logged as its text, and never fails the job."""
    answer = Recorder()
    trap: Any = CheckTrap(call.mocked(answer), UUID)
    call.trapped(trap, lambda: trap.add_log(JobError("as text")))
    assert answer.bodies[1] == "as text"


@pytest.mark.parametrize(("said", "expected"), [(None, 10_000), ("200", 200), ("99999", 28_001)])
def test_the_log_is_cut_to_the_limit(call: Caller, said: str | None, expected: int) -> None:
    """A log above the server's limit loses its oldest lines and says so; the traceback's end stays."""
    answer = Recorder(httpx.Response(200, text="OK", headers={"Ping-Body-Limit": said} if said else {}))
    trap = CheckTrap(call.mocked(answer), UUID)
    trap.add_log("x" * 28_001)
    call.trapped(trap, lambda: None)
    sent = answer.requests[1].content
    assert len(sent) == expected
    assert sent.startswith(b"[... ") is (expected < 28_001)


def test_a_long_traceback_keeps_its_end(server: Server) -> None:
    """What the server keeps of a long failure ends with the exception, though it keeps the first bytes only."""
    client = server.client()
    check = server.call(client.create_check, CheckCreate(name="Job"))
    trap = CheckTrap(client, check.uuid)
    for number in range(3_000):
        trap.add_log(f"żółć {number}")
    with pytest.raises(JobError):
        server.call.trapped(trap, raising(JobError("the end")))
    kept = server.call(client.get_ping_body, check.uuid, 2)
    assert 9_990 <= len(kept) <= 10_000
    assert kept.decode().startswith("[... ")
    assert kept.endswith(b"JobError: the end")


# ---------------------------------------------------------------------- construction


def test_the_other_kind_of_client() -> None:
    """Each way of using a trap refuses the other kind of client with WrongClientError and sends nothing."""
    answer = Recorder()
    transport = httpx.MockTransport(answer)
    sync_trap = CheckTrap(Client(ping_key=PING_KEY, transport=transport), UUID)
    async_trap = CheckTrap(AsyncClient(ping_key=PING_KEY, transport=transport), UUID)

    async def coroutine() -> None:
        raise AssertionError("never called")

    async def enter() -> None:
        async with sync_trap:
            raise AssertionError("never entered")

    with pytest.raises(WrongClientError, match="async with needs an AsyncClient"):
        asyncio.run(enter())
    with pytest.raises(WrongClientError, match="with needs a Client"), async_trap:
        raise AssertionError("never entered")
    with pytest.raises(WrongClientError, match="ping_log needs a Client"):
        async_trap.ping_log("x")
    with pytest.raises(WrongClientError, match="aping_log needs an AsyncClient"):
        asyncio.run(sync_trap.aping_log("x"))
    with pytest.raises(WrongClientError, match="decorator"):
        sync_trap(coroutine)
    with pytest.raises(WrongClientError, match="decorator"):
        async_trap(lambda: None)
    assert answer.requests == []


@pytest.mark.parametrize(
    ("keys", "address", "complaint"),
    [
        ({}, {}, "give the uuid, the slug or the url"),
        ({}, {"uuid": UUID, "slug": "job"}, "not several"),
        ({}, {"uuid": UUID, "url": f"https://hc-ping.com/{UUID}"}, "not several"),
        ({"ping_key": ""}, {"slug": "job"}, "ping key"),
        ({}, {"uuid": UUID, "create": True}, "with a slug only"),
    ],
)
def test_impossible_addresses(
    call: Caller, keys: dict[str, str], address: dict[str, Any], complaint: str
) -> None:
    """A trap that could never ping is refused when it is built, not when a job runs."""
    client = call.mocked(Recorder(), **keys)
    with pytest.raises(BadAPIRequestError, match=complaint):
        CheckTrap(client, **address)


def test_no_client_at_all() -> None:
    """Something that is no client of ours is refused when the trap is built."""
    nothing: Any = object()
    with pytest.raises(WrongClientError, match="not object"):
        CheckTrap(nothing, UUID)
    for arguments in ({}, {"uuid": UUID}, {"slug": "job"}):
        with pytest.raises(WrongClientError, match="or a ping URL as url=; none was given"):
            CheckTrap(**arguments)


@pytest.mark.parametrize("seconds", [0, -1, 1e10, 10**400, float("inf"), float("nan"), True, "5", None])
def test_impossible_deadlines(call: Caller, seconds: Any) -> None:
    """A ping_deadline that is no number of seconds is refused when the trap is built."""
    with pytest.raises(ConfigurationError, match="ping_deadline must be a number of seconds above 0"):
        CheckTrap(call.mocked(Recorder()), UUID, ping_deadline=seconds)
