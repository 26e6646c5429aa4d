"""Runs a command as a reported job on Windows, where its output stays out of the report.

Windows has no signals to pass on: Ctrl-C and Ctrl-Break reach every process of a console.
"""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Sequence

from .messages import say
from .options import JobOptions
from .process import no_start
from .reporter import Reporter
from .tail import Tail

__all__ = ["run_job", "run_unreported"]

_LARGEST = 255
"""The largest exit code that monitors know; on Windows it has 32 bits."""


def run_job(command: Sequence[str], options: JobOptions) -> int:
    """Run *command*, report it, and return its exit code."""
    report = Tail(options.body_limit)
    reporter = Reporter(options.target.monitor, options.deadline)
    try:
        job = subprocess.Popen(command)  # noqa: S603  (it runs what it is told to)
    except OSError as error:
        status, remark = no_start(command, error)
        reporter.start()
        say(remark)
    else:
        reporter.start()
        status, remark = _end_of(job), ""
    report.add_line(remark)
    succeeded = status in options.successes
    reported = 0 if succeeded else status if 0 < status <= _LARGEST else _LARGEST
    for problem in reporter.finish(reported, report.text, hurry=False):
        say(problem)
    return status


def run_unreported(command: Sequence[str], problem: str) -> int:
    """Run *command*, since *problem* does not let its run be reported, and return its exit code."""
    say(f"not reported: {problem}")
    try:
        job = subprocess.Popen(command)  # noqa: S603
    except OSError as error:
        status, remark = no_start(command, error)
        say(remark)
        return status
    return _end_of(job)


def _end_of(job: subprocess.Popen[bytes]) -> int:
    """Wait for the end of *job*, to which Ctrl-C is left."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return job.wait()
    finally:
        signal.signal(signal.SIGINT, before)
