"""SIGTERM as the orderly end of a command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from uptimekit.cli.stop_signal import ends_at_sigterm, exits_at_sigterm


def test_a_block_is_left_and_the_handler_is_the_one_before() -> None:
    """The exit code is that of a process that SIGTERM has killed, as shells count it."""
    before, undone = signal.getsignal(signal.SIGTERM), list[str]()
    begun = ExitStack()
    begun.callback(undone.append, "file")
    with pytest.raises(SystemExit) as caught, exits_at_sigterm(), begun:
        signal.raise_signal(signal.SIGTERM)
    assert caught.value.code == 143
    assert undone == ["file"]
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_signal_that_is_ignored_stays_so() -> None:
    """Who started the command wants it to go on."""
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with exits_at_sigterm():
            signal.raise_signal(signal.SIGTERM)
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)


def test_another_thread_has_no_signals() -> None:
    """A program may run a command in a thread, in which Python sets no handler."""
    before, passed = signal.getsignal(signal.SIGTERM), list[object]()

    def work() -> None:
        with exits_at_sigterm():
            passed.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert passed == [before]


WAITS = """
import sys
from uptimekit.cli.stop_signal import ends_at_sigterm
from uptimekit.fleet import Account, FromCommand
from uptimekit.fleet.account_values import read_account_values

code = "import os, sys, time; os.write(os.open(sys.argv[1], os.O_WRONLY), b'.'); time.sleep(600)"
command = FromCommand((sys.executable, "-ISc", code, sys.argv[1]))
with ends_at_sigterm():
    read_account_values(Account(name="shop", provider="lantern", secrets={"token": command}), 600)
"""


@pytest.mark.timeout(60)
def test_no_command_of_a_secret_outlives_sigterm(tmp_path: Path) -> None:
    """The process is ended by the signal as if nothing caught it; the command holds the pipe for as long as it lives."""
    os.mkfifo(pipe := tmp_path / "pipe")
    process = subprocess.Popen([sys.executable, "-c", WAITS, pipe])
    with pipe.open("rb", buffering=0) as alive:
        assert alive.read(1) == b"."
        process.send_signal(signal.SIGTERM)
        assert process.wait() == -signal.SIGTERM
        assert alive.read(1) == b""


def test_the_signal_is_as_before_behind_the_block() -> None:
    """A program that calls a command has its handler and its mask again, and no thread more."""
    blocked, threads = signal.pthread_sigmask(signal.SIG_BLOCK, ()), threading.active_count()
    with ends_at_sigterm():
        assert signal.SIGTERM in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == blocked
    assert threading.active_count() == threads


def _hear(number: int, frame: FrameType | None) -> None:
    """A handler of the program's own."""


@pytest.mark.parametrize("handler", [signal.SIG_IGN, _hear])
def test_a_signal_with_a_handler_is_left_to_it(handler: Any) -> None:
    """Who started the command wants it to go on, or hears of the signal and decides."""
    before = signal.signal(signal.SIGTERM, handler)
    try:
        with ends_at_sigterm():
            assert signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    finally:
        signal.signal(signal.SIGTERM, before)
