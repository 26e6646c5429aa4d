"""The monitor never decides whether a job runs, how long it takes, or how it ends."""

from __future__ import annotations

import os
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults._server import FaultServer, Wire, answer

from uptimekit.cli.job.reporter import Reporter

from .conftest import Checks, Start, run

UUID = "5283fc1d-08b6-40b4-941a-703838563f5f"
JOB = ("sh", "-c", "echo 12 rows; exit 3")
SHORT = "0.2"  # seconds: what a monitor that never answers costs a test

Serve = Callable[..., FaultServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """A function that starts a monitor which plays these steps."""
    servers: list[FaultServer] = []

    def serve(*steps: Callable[[Wire], None], tls: ssl.SSLContext | None = None) -> FaultServer:
        servers.append(FaultServer(*steps, tls=tls))
        return servers[-1]

    yield serve
    for server in servers:
        server.stop()


def silent(wire: Wire) -> None:
    """Never answer."""
    wire.wait_for_end()


def _unreachable(_serve: Serve, _certificate: Path) -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


def _silent(serve: Serve, _certificate: Path) -> str:
    return serve(silent).url


def _failing(serve: Serve, _certificate: Path) -> str:
    return serve(answer(500)).url


def _limited(serve: Serve, _certificate: Path) -> str:
    return serve(answer(429)).url


def _untrusted(serve: Serve, certificate: Path) -> str:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return serve(answer(), tls=context).url


def _page(serve: Serve, _certificate: Path) -> str:
    return serve(answer(200, b"<html>log in</html>", "text/html")).url


def _no_url(_serve: Serve, _certificate: Path) -> str:
    return "hc.example"


RETRIED = (_unreachable, _silent, _failing, _limited)
"""What is tried until time is up, so that the reason is a matter of luck."""

WORDS: dict[Callable[[Serve, Path], str], str] = {
    **dict.fromkeys(RETRIED, ""),
    _untrusted: "not trusted",
    _page: "not the server's OK",
    _no_url: "needs http:// or https://",
}


@pytest.mark.parametrize("monitor", WORDS)
def test_a_monitor_that_fails(
    monitor: Callable[[Serve, Path], str],
    serve: Serve,
    certificate: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The job runs and keeps output and exit code; a line or two say why it is not reported, without the URL."""
    monkeypatch.setenv("UPTIMEKIT_PING_URL", f"{monitor(serve, certificate)}/ping/{UUID}")
    assert run("--deadline", SHORT if monitor in RETRIED else "60", "--", *JOB) == 3
    output = capfd.readouterr()
    assert output.out == "12 rows\n"
    lines = output.err.splitlines()
    assert lines[-1].startswith("uptimekit run: not reported: ")
    assert len(lines) <= 2
    assert WORDS[monitor] in output.err
    assert UUID not in output.err


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--check", "Not A Slug"], "slug"),
        (["--check", "job", "--url", "https://hc-ping.com/x/y"], "give one of --check and --url"),
        (["--url", "http://["], "not a URL"),
        (["--heartbeat", "job", "--create"], "--create makes checks"),
        (["--check", "job"], "set HEALTHCHECKS_PING_KEY"),
        (["--heartbeat", "job"], "BETTERSTACK_API_TOKEN"),
    ],
)
def test_options_that_name_no_monitor(
    options: list[str],
    problem: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A job whose monitor is named wrongly runs, and one line says what is wrong with it."""
    if problem == "slug":
        monkeypatch.setenv("HEALTHCHECKS_PING_KEY", "some-ping-key")
    assert run(*options, "--", *JOB) == 3
    output = capfd.readouterr()
    assert output.out == "12 rows\n"
    (line,) = output.err.splitlines()
    assert line.startswith("uptimekit run: not reported: ")
    assert problem in line


@pytest.mark.parametrize("option", ["--chekc=job", "--body-limit=much", "--deadline=soon", "--deadline=-1"])
def test_options_that_cannot_be_read(option: str, start: Start) -> None:
    """An option that is misspelt, or has a wrong value, is said in one line, and the job behind ``--`` runs."""
    output, errors = (process := start(option, "--", *JOB)).communicate()
    assert (process.returncode, output) == (3, b"12 rows\n")
    assert errors.count(b"\n") == 1
    assert errors.startswith(b"uptimekit run: not reported: ")
    assert option.partition("=")[0].encode() in errors


@pytest.mark.parametrize(
    "arguments",
    [
        ["--chekc", "job", "--", "false"],  # the value of an option, or the job
        ["--body-limit=much", "ssh", "host", "--", "false"],
    ],
)
def test_another_command_is_never_run(arguments: list[str], start: Start) -> None:
    """Where options are wrong and what the job is cannot be told for sure, nothing runs, and the exit code is 2."""
    output, errors = (process := start(*arguments)).communicate()
    assert (process.returncode, output) == (2, b"")
    assert errors.startswith(b"uptimekit: ")


def test_no_command_is_a_mistake(capfd: pytest.CaptureFixture[str]) -> None:
    """Where no command can be made out, nothing runs, and the exit code is 2."""
    assert run("--check", "job") == 2
    assert "COMMAND" in capfd.readouterr().err


def test_a_start_that_was_lost(serve: Serve, capfd: pytest.CaptureFixture[str]) -> None:
    """A start ping that fails is said once; the end is reported all the same."""
    server = serve(answer(404, b"not found", "text/plain"), answer(200, b"OK", "text/plain"))
    assert run("--url", f"{server.url}/ping/{UUID}", "--", *JOB) == 3
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("uptimekit run: start not reported: ")
    assert [seen.target.partition("?")[0] for seen in server.requests] == [
        f"/ping/{UUID}/start",
        f"/ping/{UUID}/3",
    ]


def test_the_start_is_reported_beside_the_job(serve: Serve) -> None:
    """The job begins and ends though its start ping is not answered, and the end ping waits for that answer."""
    asked, ended = threading.Event(), threading.Event()

    def slow(wire: Wire) -> None:
        wire.read()
        asked.set()
        ended.wait(60)
        wire.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nOK")

    server = serve(slow, answer(200, b"OK", "text/plain"))
    read, write = socket.socketpair()
    code = "import sys, socket; s = socket.socket(fileno=int(sys.argv[1])); s.recv(1)"

    def end() -> None:
        asked.wait(60)
        write.send(b"x")  # lets the job end, which only then lets the monitor answer
        ended.set()

    helper = threading.Thread(target=end)
    helper.start()
    read.set_inheritable(True)
    with read, write:
        assert (
            run("--url", f"{server.url}/ping/{UUID}", "--", sys.executable, "-c", code, str(read.fileno()))
            == 0
        )
    helper.join()
    assert [seen.target.partition("?")[0].rpartition("/")[2] for seen in server.requests] == ["start", "0"]


def test_no_thread_to_give(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """If the system has no thread for the report, the job runs unreported."""

    class NoThread:
        def __init__(self, **_: object) -> None: ...
        def start(self) -> None:
            raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading, "Thread", NoThread)
    problems = Reporter(lambda seconds: pytest.fail("there is no thread"), 60)
    problems.start()
    assert problems.finish(0, lambda limit: b"", hurry=False) == ["not reported: can't start new thread"]


def test_no_pipe_to_give(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the system has no pipe or thread for the output, this process becomes the job."""
    became: list[list[str]] = []

    def no_pipe() -> tuple[int, int]:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(os, "pipe", no_pipe)
    monkeypatch.setattr(os, "execvpe", lambda _, arguments, __: became.append(arguments))
    run("--", *JOB)
    assert became == [[*JOB]]


def test_a_server_that_stalls_is_left_in_time(serve: Serve, start: Start) -> None:
    """A process whose monitor never answers ends at the deadline, though the thread of its report still waits."""
    server = serve(silent)
    output, errors = (
        process := start("--deadline", SHORT, "--url", f"{server.url}/ping/{UUID}", "--", *JOB)
    ).communicate()
    assert (process.returncode, output) == (3, b"12 rows\n")
    assert b"uptimekit run: not reported: " in errors


def test_checks_are_not_made_by_chance(checks: Checks, capfd: pytest.CaptureFixture[str]) -> None:
    """A slug that no check has is said with the way to make the check."""
    assert run("--check", "jbo", "--", *JOB) == 3
    (line,) = capfd.readouterr().err.splitlines()
    assert line.endswith(
        "no check has the slug jbo, or the ping key is another project's; --create makes the check"
    )
