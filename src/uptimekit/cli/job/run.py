"""Runs a command as a reported job, on POSIX systems."""

from __future__ import annotations

import signal
from collections.abc import Sequence

from .messages import say, show
from .options import JobOptions
from .output import Output, fill_closed_descriptors
from .process import become, ended, no_start, reap, start
from .reporter import Reporter
from .signals import SignalRelay
from .tail import Tail

__all__ = ["run_job", "run_unreported"]


def run_job(command: Sequence[str], options: JobOptions) -> int:
    """Run *command*, report it, and return its exit status; 128 + n if signal n has killed it."""
    closed = fill_closed_descriptors()
    captured = {1, 2} - closed if options.output or options.quiet else set[int]()
    kept = Tail(options.body_limit)
    reporter = Reporter(options.target.monitor, options.deadline)
    output: Output | None = None

    def stop() -> None:
        if output is not None:
            output.stop()
        reporter.stop()

    relay = SignalRelay(stop)
    try:
        output = Output(captured, kept, show=not options.quiet)
        relay.start()
        output.start()
    except (OSError, RuntimeError) as error:  # too many files, processes or threads
        relay.close()
        return run_unreported(command, str(error))
    try:
        status, remark = _run(command, reporter, relay, output)
        succeeded = status in options.successes
        report = kept if options.output else Tail(options.body_limit)
        if succeeded and status:
            remark = f"exit code {status}, which counts as a success"
        report.add_line(remark)
        problems = reporter.finish(0 if succeeded else status, report.text, hurry=relay.stopped)
    finally:
        relay.close()
    if options.quiet and (problems or not succeeded):
        show(kept.text(options.body_limit))
    for problem in problems:
        say(problem)
    return status


def run_unreported(command: Sequence[str], problem: str) -> int:
    """Become *command*, since *problem* does not let its run be reported; return only if it cannot be run."""
    say(f"not reported: {problem}")
    try:
        become(command)
    except OSError as error:
        status, remark = no_start(command, error)
        say(remark)
        return status


def _run(command: Sequence[str], reporter: Reporter, relay: SignalRelay, output: Output) -> tuple[int, str]:
    """Run *command*; return its exit status, and what the report says beside its output."""
    try:
        job = start(command, output.pipes, relay.mask)
    except OSError as error:
        reporter.start()
        status, remark = no_start(command, error)
        say(remark)
        return status, remark
    else:
        relay.pass_on_to(job)
        reporter.start()  # only now, since it loads the client
        output.job_started()
        ended(job)
        relay.job_ended()
        return _outcome(reap(job))
    finally:
        output.job_ended(hurry=relay.stopped)


def _outcome(returncode: int) -> tuple[int, str]:
    if returncode >= 0:
        return returncode, ""
    number = -returncode
    # Not each of the realtime signals has a name.
    known = [each.name for each in signal.Signals if each == number]
    return 128 + number, f"killed by {known[0] if known else f'signal {number}'}"
