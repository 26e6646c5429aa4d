"""Signals reach the job once, whoever sends them, and its end by a signal is an exit code."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from uptimekit.cli.job.signals import SignalRelay

from .conftest import Checks, Start


@pytest.fixture(autouse=True)
def nothing_ignored() -> Iterator[None]:
    """Nothing is ignored that processes inherit, as under nohup, or behind a shell's ``&``."""
    before = {n: signal.getsignal(n) for n in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)}
    for number, handler in before.items():
        if handler is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


LISTENING = """
import os, signal, sys, time
def got(number, frame):
    print(signal.Signals(number).name, flush=True)
    if number == signal.SIGALRM:
        sys.exit(5)
for name in sys.argv[1:]:
    signal.signal(getattr(signal, name), got)
print("ready", os.getppid(), flush=True)
while True:
    time.sleep(0.05)  # not pause(), which sleeps on if a signal came just before it
"""
"""A job that prints the signals that it gets, until SIGALRM."""


def listening(*names: str) -> list[str]:
    """Return the command of a job that prints these signals."""
    return [sys.executable, "-c", LISTENING, *names, "SIGALRM"]


def lines(process: subprocess.Popen[bytes], count: int) -> list[str]:
    """Return the next lines that a process prints."""
    assert process.stdout is not None
    return [process.stdout.readline().decode().strip() for _ in range(count)]


def test_signals_reach_the_job(start: Start) -> None:
    """Each signal that a process can handle reaches the job, and not us."""
    names = ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGWINCH", "SIGCONT"]
    process = start("--", *listening(*names))
    lines(process, 1)
    for name in names:
        process.send_signal(getattr(signal, name))
        assert lines(process, 1) == [name]
    process.send_signal(signal.SIGALRM)
    assert lines(process, 1) == ["SIGALRM"]
    assert process.wait() == 5


def test_sigterm_ends_the_job_and_is_reported(checks: Checks, start: Start) -> None:
    """A job that SIGTERM ends is reported as a failure with what it has put out, and the exit code is 143."""
    process = start("--check", "job", "--create", "--", "sh", "-c", "echo begun; exec sleep 600")
    assert lines(process, 1) == ["begun"]
    checks.wait_for_the_start()  # after SIGTERM there are two seconds for all that is left to do
    process.send_signal(signal.SIGTERM)
    assert process.wait() == 128 + signal.SIGTERM
    (_, _), (end, body) = checks.pings()
    assert (end, body) == ("fail", b"begun\nuptimekit run: killed by SIGTERM\n")


def test_a_job_may_end_well_after_sigterm(checks: Checks, start: Start) -> None:
    """A job that handles SIGTERM has time for it, and its exit code counts."""
    process = start(
        "--check",
        "job",
        "--create",
        "--",
        "sh",
        "-c",
        "trap 'echo tidied; exit 0' TERM; echo begun; sleep 600 & wait",
    )
    assert lines(process, 1) == ["begun"]
    checks.wait_for_the_start()  # after SIGTERM there are two seconds for all that is left to do
    process.send_signal(signal.SIGTERM)
    assert lines(process, 1) == ["tidied"]
    assert process.wait() == 0
    assert [ping for ping, _ in checks.pings()] == ["start", "success"]


def test_an_ignored_signal_stays_ignored(start: Start) -> None:
    """Under nohup SIGHUP is ignored, by us and by the job."""
    run = [sys.executable, "-m", "uptimekit", "run", "--"]
    job = "kill -HUP $PPID; kill -HUP $$; echo alive"
    command = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *run, "sh", "-c", job]
    done = subprocess.run(command, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"alive\n")


def test_an_ignored_signal_is_not_ours() -> None:
    """What is ignored is not taken from the system, so that it does not count as a wish to end."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    relay = SignalRelay(lambda: None)
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    relay.close()
    assert signal.SIGHUP not in blocked
    assert signal.SIGTERM in blocked
    assert signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


PTY = """
import os, pty, sys
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))
"""


def test_ctrl_c_reaches_the_job_once(start: Start, tmp_path: Path) -> None:
    """The terminal sends SIGINT to us and to the job; we do not send another one."""
    # pty.spawn is the terminal: what it reads is typed.  The job prints elsewhere, since Ctrl-C drops what a terminal has
    # not shown yet.
    os.mkfifo(said := tmp_path / "said")
    job = ["sh", "-c", f'exec "$@" > {said}', "sh", *listening("SIGINT", "SIGUSR1")]
    command = [sys.executable, "-c", PTY, sys.executable, "-m", "uptimekit", "run", "--", *job]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, bufsize=0)
    assert process.stdin is not None
    with process.stdin, said.open() as prints:
        ours = int(prints.readline().split()[1])
        os.kill(ours, signal.SIGSTOP)  # so that the job gets the signal of the terminal long before we do
        process.stdin.write(b"\x03")
        assert prints.readline() == "SIGINT\n"
        os.kill(ours, signal.SIGUSR1)  # which we take after what the terminal has sent us
        os.kill(ours, signal.SIGCONT)
        assert prints.readline() == "SIGUSR1\n"
        os.kill(ours, signal.SIGINT)  # this one is for us alone
        assert prints.readline() == "SIGINT\n"
        os.kill(ours, signal.SIGALRM)
        assert prints.read() == "SIGALRM\n"
        assert process.wait() == 5


@pytest.mark.parametrize("leave", ["os.setpgid(0, 0)", "os.setsid()"])
def test_ctrl_c_reaches_a_job_that_has_left_our_group(leave: str, tmp_path: Path) -> None:
    """As ``timeout`` does: the terminal sends SIGINT to us alone, and we pass it on."""
    os.mkfifo(said := tmp_path / "said")
    job = [sys.executable, "-c", f"import os\n{leave}\n{LISTENING}", "SIGINT", "SIGALRM"]
    run = [sys.executable, "-m", "uptimekit", "run", "--", "sh", "-c", f'exec "$@" > {said}', "sh", *job]
    process = subprocess.Popen(
        [sys.executable, "-c", PTY, *run], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, bufsize=0
    )
    assert process.stdin is not None
    with process.stdin, said.open() as prints:
        ours = int(prints.readline().split()[1])
        process.stdin.write(b"\x03")
        assert prints.readline() == "SIGINT\n"
        os.kill(ours, signal.SIGALRM)
        assert prints.read() == "SIGALRM\n"
        assert process.wait() == 5


STOPPING = """
import os, signal, subprocess, sys
os.setsid()
run = subprocess.Popen([sys.executable, "-m", "uptimekit", "run", "--", *sys.argv[2:]], process_group=0)
with open(sys.argv[1]) as job:
    print(job.readline().split()[0])
    run.send_signal(signal.SIGTSTP)
    print(job.readline().strip())  # before it is told to go on: SIGCONT takes back a SIGTSTP that it has not seen yet
    _, status = os.waitpid(run.pid, os.WUNTRACED)
    print("stopped", os.WIFSTOPPED(status) and signal.Signals(os.WSTOPSIG(status)).name)
    run.send_signal(signal.SIGCONT)
    print(job.readline().strip())
    run.send_signal(signal.SIGALRM)
    print(job.readline().strip(), run.wait())
"""


def test_ctrl_z_stops_and_fg_goes_on(tmp_path: Path) -> None:
    """SIGTSTP reaches the job and stops us too, as a shell expects; SIGCONT lets both go on."""
    os.mkfifo(said := tmp_path / "said")  # which shows what the job prints while we are stopped
    job = ["sh", "-c", f'exec "$@" > {said}', "sh", *listening("SIGTSTP", "SIGCONT")]
    done = subprocess.run([sys.executable, "-c", STOPPING, said, *job], capture_output=True, text=True)
    assert done.stdout.splitlines() == ["ready", "SIGTSTP", "stopped SIGTSTP", "SIGCONT", "SIGALRM 5"], (
        done.stderr
    )


def test_a_signal_ends_the_wait_for_the_monitor(start: Start) -> None:
    """Who stops us twice while the last report is being sent does not wait for it; the exit code stays the job's."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/ping/5283fc1d-08b6-40b4-941a-703838563f5f"
        process = start("--no-start", "--deadline", "60s", "--url", url, "--", "sh", "-c", "exit 3")
        connection, _ = silent.accept()  # the report of the end
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
        connection.close()
    assert process.returncode == 3
    assert errors == b"uptimekit run: not reported: stopped before the monitor answered\n"
