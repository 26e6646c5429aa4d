"""SIGTERM as the orderly end of a command."""

from __future__ import annotations

import signal
import threading
from contextlib import ExitStack

import pytest

from uptimekit.cli.stop_signal import exits_at_sigterm


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
