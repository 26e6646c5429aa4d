"""SIGTERM during a job: reported, and then the process ends as it would have without a trap."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from tests.faults._server import FaultServer

from uptimekit._runtime.job_runs import Run
from uptimekit._runtime.sigterm import watch
from uptimekit.healthchecks import CheckTrap, Client

from ._monitors import fine, silent
from ._support import PING_KEY, UUID

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGTERM to a process")

HANG_GUARD = 60.0  # seconds


@pytest.fixture
def monitor() -> Iterator[FaultServer]:
    """A monitor on a raw socket that accepts every ping."""
    server = FaultServer(fine)
    yield server
    server.stop()


HEAD = """
import asyncio, signal, sys, threading, time
from uptimekit.healthchecks import AsyncClient, CheckTrap, Client

url, uuid = sys.argv[1:]

def wait():
    print("ready", flush=True)
    time.sleep(60)
"""

SYNC = """
with Client(api_url=url) as client:
    try:
        with CheckTrap(client, uuid):
            wait()
    finally:
        print("outside", flush=True)
"""

DECORATED = """
client = Client(api_url=url)

@CheckTrap(client, uuid)
def job():
    wait()

job()
"""

NESTED = """
with Client(api_url=url) as client, CheckTrap(client, uuid), CheckTrap(client, uuid):
    wait()
"""

TASK = """
async def main():
    async with AsyncClient(api_url=url) as client, CheckTrap(client, uuid):
        print("ready", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""

BLOCKED_TASK = """
async def main():
    async with AsyncClient(api_url=url) as client, CheckTrap(client, uuid):
        wait()

asyncio.run(main())
"""

TWO_TASKS = """
async def job(client, entered):
    async with CheckTrap(client, uuid):
        entered.set()
        await asyncio.sleep(60)

async def main():
    entered = [asyncio.Event(), asyncio.Event()]
    async with AsyncClient(api_url=url) as client:
        tasks = [asyncio.create_task(job(client, each)) for each in entered]
        for each in entered:
            await each.wait()
        print("ready", flush=True)
        await asyncio.wait(tasks)
        print("outside", flush=True)

asyncio.run(main())
"""

LEFT_OPEN = """
async def main():
    async with AsyncClient(api_url=url) as client:
        await asyncio.create_task(CheckTrap(client, uuid).__aenter__())
        print("ready", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""

GENERATOR = """
def fixture():
    with CheckTrap(Client(api_url=url), uuid):
        yield

held = fixture()
next(held)
wait()
"""

BEGUN_LATER = """
async def job(client):
    while True:  # cancelled as a run, and begun again
        try:
            async with CheckTrap(client, uuid):
                await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass

async def main():
    async with AsyncClient(api_url=url) as client:
        jobs = [asyncio.create_task(job(client)) for _ in range(2)]
        await asyncio.sleep(1)
        print("ready", flush=True)
        await asyncio.wait(jobs)

asyncio.run(main())
"""

OPTED_OUT = """
with Client(api_url=url) as client, CheckTrap(client, uuid, report_sigterm=False):
    wait()
"""

THREAD = """
def job():
    with Client(api_url=url) as client, CheckTrap(client, uuid):
        wait()

thread = threading.Thread(target=job)
thread.start()
thread.join()
"""

HANDLED = """
class Stop(Exception):
    pass

def handler(number, frame):
    raise Stop

signal.signal(signal.SIGTERM, handler)
try:
    with Client(api_url=url) as client, CheckTrap(client, uuid):
        wait()
except Stop:
    assert signal.getsignal(signal.SIGTERM) is handler
    sys.exit(7)
"""

SWALLOWED = """
with Client(api_url=url) as client, CheckTrap(client, uuid):
    try:
        wait()
    except BaseException:
        pass
"""

FORKED = """
import os
with Client(api_url=url) as client, CheckTrap(client, uuid):
    time.sleep(0.2)  # until the thread of the start ping is gone: Python 3.12 warns of a fork beside threads
    child = os.fork()
    if not child:
        try:
            wait()
        finally:
            os._exit(9)  # would be reached only if the signal were an exception
    time.sleep(0.2)
    os.kill(child, signal.SIGTERM)
    _, status = os.waitpid(child, 0)
    sys.exit(os.waitstatus_to_exitcode(status) + 100)
"""

FORKED_JOB = """
import os
with Client(api_url=url) as client, CheckTrap(client, uuid):
    time.sleep(0.2)
    child = os.fork()
    if not child:
        with Client(api_url=url) as own, CheckTrap(own, uuid):
            print("ready", os.getpid(), sep="\\n", flush=True)
            time.sleep(60)
    _, status = os.waitpid(child, 0)
    sys.exit(os.waitstatus_to_exitcode(status) + 100)
"""


def _started(monitor: FaultServer, program: str) -> subprocess.Popen[str]:
    code = HEAD + textwrap.dedent(program)
    process = subprocess.Popen(
        [sys.executable, "-c", code, f"{monitor.url}/api/", UUID],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    return process


def _ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=HANG_GUARD)
    return process.returncode, out, err


def _ways(monitor: FaultServer) -> list[str]:
    return [seen.target.partition("?")[0].removeprefix(f"/ping/{UUID}") for seen in monitor.requests]


@pytest.mark.parametrize(
    ("program", "ways"),
    [
        (SYNC, ["/start", "/143"]),
        (DECORATED, ["/start", "/143"]),
        (NESTED, ["/start", "/start", "/143", "/143"]),
        (TASK, ["/start", "/143"]),
        (BLOCKED_TASK, ["/start", "/143"]),
        (TWO_TASKS, ["/start", "/start", "/143", "/143"]),
        (SWALLOWED, ["/start", ""]),
        (LEFT_OPEN, ["/start"]),
        (OPTED_OUT, ["/start"]),
        (THREAD, ["/start"]),
    ],
    ids=[
        "sync",
        "decorated",
        "nested",
        "task",
        "blocked task",
        "two tasks",
        "swallowed",
        "left open by a task that is done",
        "opted out",
        "thread",
    ],
)
def test_a_terminated_process(monitor: FaultServer, program: str, ways: list[str]) -> None:
    """SIGTERM is reported where Python lets it be, and the process dies of it as it would have, with nothing printed."""
    process = _started(monitor, program)
    process.send_signal(signal.SIGTERM)
    assert _ended(process) == (-signal.SIGTERM, "", "")
    assert _ways(monitor) == ways
    ends = [seen.body.decode() for seen in monitor.requests if "/143?" in seen.target]
    assert all(body.startswith("Traceback") and body.endswith("terminated by SIGTERM") for body in ends)


def test_runs_that_begin_after_the_signal(monitor: FaultServer) -> None:
    """Tasks that begin one run after the other do not keep the process: it ends with the runs that SIGTERM has found."""
    process = _started(monitor, BEGUN_LATER)
    process.send_signal(signal.SIGTERM)
    assert _ended(process)[0] == -signal.SIGTERM
    ways = _ways(monitor)
    assert ways[:2] == ["/start", "/start"]
    assert ways.count("/143") == 2


def test_a_run_that_the_end_of_the_interpreter_ends(monitor: FaultServer) -> None:
    """A generator that is closed while the interpreter ends does not keep it from ending; its last ping may be lost."""
    process = _started(monitor, GENERATOR)
    process.send_signal(signal.SIGTERM)
    assert _ended(process)[0] == -signal.SIGTERM
    assert _ways(monitor)[0] == "/start"


def test_a_handler_of_somebody_else(monitor: FaultServer) -> None:
    """A handler that a program has installed stays, and does what it did."""
    process = _started(monitor, HANDLED)
    process.send_signal(signal.SIGTERM)
    returncode, _, err = _ended(process)
    assert (returncode, err) == (7, "")
    assert _ways(monitor) == ["/start", "/fail"]


def test_a_second_signal(monitor: FaultServer) -> None:
    """A second SIGTERM ends the process at once, also while the last ping is under way."""
    monitor.play(fine, silent)
    process = _started(monitor, "with CheckTrap(Client(api_url=url), uuid, ping_deadline=60): wait()")
    process.send_signal(signal.SIGTERM)
    while len(monitor.requests) < 2:  # until the last ping is under way; the test's time-out guards it
        threading.Event().wait(0.01)
    process.send_signal(signal.SIGTERM)
    assert _ended(process)[0] == -signal.SIGTERM


def test_a_forked_worker(monitor: FaultServer) -> None:
    """A worker that a job has forked dies of SIGTERM as ever, and reports nothing."""
    process = _started(monitor, FORKED)
    returncode, _, err = _ended(process)
    assert (returncode, err) == (100 - signal.SIGTERM, "")
    assert _ways(monitor) == ["/start", f"/{100 - signal.SIGTERM}"]


def test_a_job_in_a_forked_worker(monitor: FaultServer) -> None:
    """A run that a forked worker has begun itself is reported, and no other."""
    process = _started(monitor, FORKED_JOB)
    assert process.stdout is not None
    os.kill(int(process.stdout.readline()), signal.SIGTERM)
    returncode, _, err = _ended(process)
    assert (returncode, err) == (100 - signal.SIGTERM, "")
    assert _ways(monitor) == ["/start", "/start", "/143", f"/{100 - signal.SIGTERM}"]


# ---------------------------------------------------------------------- the handler


@pytest.fixture
def _default() -> Iterator[None]:
    """SIGTERM has its default, as in most programs."""
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("_default")
def test_the_handler_is_there_during_runs_only(monitor: FaultServer) -> None:
    """The handler stands while a run is under way; then the default is back."""
    with Client(ping_key=PING_KEY, api_url=f"{monitor.url}/api/") as client:
        with CheckTrap(client, UUID), CheckTrap(client, UUID):
            assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
        with CheckTrap(client, UUID, report_sigterm=False):
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.mark.usefixtures("_default")
def test_a_handler_that_comes_later_stays() -> None:
    """A handler that is installed during a run is not taken away at its end."""
    run = Run()
    watch.begin(run)

    def later(number: int, frame: Any) -> None:
        raise AssertionError("never called")

    signal.signal(signal.SIGTERM, later)
    watch.end(run)
    assert signal.getsignal(signal.SIGTERM) is later


@pytest.mark.usefixtures("_default")
def test_a_run_that_ends_in_another_thread() -> None:
    """Where the default cannot be restored, the next run in the main thread uses the handler and restores it."""
    run, another = Run(), Run()
    watch.begin(run)
    thread = threading.Thread(target=watch.end, args=(run,))
    thread.start()
    thread.join()
    assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    watch.begin(another)
    watch.end(another)
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.mark.usefixtures("_default")
@pytest.mark.parametrize("over", [False, True])
def test_the_handler_interrupts_a_job_and_not_its_last_ping(
    over: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job is interrupted; one that is over is not, so that its last ping arrives; both end the process then."""
    raised: list[int] = []
    run = Run()
    watch.begin(run)
    run.over = over
    try:
        signal.raise_signal(signal.SIGTERM)
    except SystemExit as error:
        raised.append(error.code)  # type: ignore[arg-type]  # an int
    assert raised == ([] if over else [143])
    assert run.terminated is not over
    monkeypatch.setattr(signal, "raise_signal", raised.append)
    watch.end(run)
    assert raised[-1] == signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
