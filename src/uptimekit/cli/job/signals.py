"""Passes the signals of this process on to its job, as if the job had got them itself."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Final

__all__ = ["STOPPING", "SignalRelay"]

STOPPING: Final = frozenset({"SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"})
"""Names of the signals that ask a process to end."""

_PASSED: Final = STOPPING | {"SIGALRM", "SIGCONT", "SIGTSTP", "SIGUSR1", "SIGUSR2", "SIGWINCH"}
_OF_TERMINALS: Final = frozenset({"SIGHUP", "SIGINT", "SIGQUIT", "SIGTSTP", "SIGWINCH"})
"""A terminal sends these to the whole process group in its foreground, to which the job belongs, unless it has left."""


class SignalRelay:
    """Holds the signals of this process back from its creation on, and passes them on to a job.

    They are blocked rather than handled: none can be lost or end the process before the job is there, and only a
    blocked signal can be asked who sent it.  What Ctrl-C sends has reached the job already, if that is in our process
    group.  A signal that was ignored stays so, for the job too, as under ``nohup``.

    Create it before any thread, since threads inherit what is blocked.

    Attributes:
        mask: the signals that were blocked before, which the job is to begin with.
        stopped: whether a signal has asked this process to end.
    """

    def __init__(self, stopping: Callable[[], object]) -> None:
        """Block the signals; *stopping* is called, in a thread, with each that asks this process to end."""
        self._stopping = stopping
        self._signals = {n for n in map(_number, _PASSED) if n and signal.getsignal(n) is not signal.SIG_IGN}
        if signal.getsignal(signal.SIGCHLD) is signal.SIG_IGN:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # else the system forgets how the job ended
        self.mask = signal.pthread_sigmask(signal.SIG_BLOCK, self._signals)
        self.stopped = False
        self._job: int | None = None
        self._job_known = threading.Event()
        self._over = False
        self._lock = threading.Lock()  # held while a signal is sent: its process id still is the job's
        self._thread = threading.Thread(target=self._relay, name="uptimekit-signals", daemon=True)

    def start(self) -> None:
        """Start the thread that takes the signals; raise RuntimeError if the system has none to give."""
        self._thread.start()

    def pass_on_to(self, job: int) -> None:
        """Pass signals on to the process *job* from now on, those that have arrived included."""
        self._job = job
        self._job_known.set()

    def job_ended(self) -> None:
        """Pass nothing on any more; call it before the system may give the job's process id to another."""
        with self._lock:
            self._job = None

    def close(self) -> None:
        """End the thread, and unblock the signals."""
        self._over = True
        self._job_known.set()
        if self._thread.ident is not None and self._signals:
            with contextlib.suppress(ProcessLookupError):  # it has ended
                signal.pthread_kill(self._thread.ident, min(self._signals))  # wakes it
            self._thread.join()
        signal.pthread_sigmask(signal.SIG_SETMASK, self.mask)

    def _relay(self) -> None:
        self._job_known.wait()
        while self._signals and not self._over:
            number, from_terminal = _next(self._signals)
            if self._over:
                return
            name = signal.Signals(number).name
            self._send(number, from_terminal=from_terminal and name in _OF_TERMINALS)
            if name == "SIGTSTP":
                _stop_here(number)
            if name in STOPPING:
                self.stopped = True
                self._stopping()

    def _send(self, number: int, *, from_terminal: bool) -> None:
        with self._lock:
            if self._job is not None and not (from_terminal and _is_in_our_group(self._job)):
                with contextlib.suppress(ProcessLookupError, PermissionError):  # such as of another user
                    os.kill(self._job, number)


def _is_in_our_group(process: int) -> bool:
    """Whether *process* has stayed in our group; ``timeout`` and ``setsid`` leave it."""
    try:
        return os.getpgid(process) == os.getpgrp()
    except OSError:  # it has ended
        return True


def _number(name: str) -> int:
    return getattr(signal, name, 0)


def _next(signals: set[int]) -> tuple[int, bool]:
    """Wait for a signal; return its number, and whether the terminal has sent it to the job too."""
    if sys.platform == "darwin":  # which does not tell who sent it
        number: int = signal.sigwait(signals)
        return number, _in_foreground()
    info = signal.sigwaitinfo(signals)
    return info.si_signo, info.si_code > 0 and not _hung_up_alone(info.si_signo)


def _hung_up_alone(number: int) -> bool:
    """Whether a terminal that is gone has told this process only, the leader of its session."""
    return number == signal.SIGHUP and os.getsid(0) == os.getpid()


def _in_foreground() -> bool:
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    finally:
        os.close(terminal)


def _stop_here(number: int) -> None:
    """Stop this process as the signal does by default; return when it goes on."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {number})
    signal.pthread_kill(threading.get_ident(), number)
    signal.pthread_sigmask(signal.SIG_BLOCK, {number})
