"""Which run is meant, when several are under way."""

from __future__ import annotations

import contextvars
import sys
import threading
import uuid
from types import FrameType
from typing import Any

from uptimekit._runtime import job_runs
from uptimekit._runtime.job_runs import Run, Runs


def _in_thread(function: object) -> None:
    thread = threading.Thread(target=function)  # type: ignore[arg-type]  # any callable
    thread.start()
    thread.join()


def test_the_next_run_is_the_current_one_between_runs() -> None:
    """Outside of runs the next one is current, and beginning makes it the run."""
    runs = Runs()
    waiting = runs.current
    assert runs.begin() is runs.current is waiting
    assert runs.end() is waiting
    assert runs.current is not waiting
    assert runs.current.rid != waiting.rid


def test_nested_runs_end_inside_out() -> None:
    """In one thread the innermost run is current, and ends first."""
    runs = Runs()
    outer, inner = runs.begin(), runs.begin()
    assert runs.current is inner
    assert runs.end() is inner
    assert runs.current is outer
    assert runs.end() is outer


def test_two_objects_do_not_mix() -> None:
    """Runs of different objects, open at the same time, are told apart."""
    one, other = Runs(), Runs()
    run, another = one.begin(), other.begin()
    assert (one.current, other.current) == (run, another)
    assert one.end() is run
    assert other.current is another
    other.end()


def test_another_thread_means_the_newest_run() -> None:
    """A thread without a run of its own means the newest one under way; with one of its own, that."""
    runs, seen = Runs(), []
    run = runs.begin()

    def work() -> None:
        seen.append(runs.current)
        own = runs.begin()
        seen.extend((runs.current, own, runs.end()))

    _in_thread(work)
    assert seen[0] is run
    assert seen[1] is seen[2] is seen[3] is not run
    assert runs.end() is run


def test_runs_that_end_out_of_order() -> None:
    """When the older of two threads' runs ends last, it is the one under way in between."""
    runs = Runs()
    older, newer = contextvars.copy_context(), contextvars.copy_context()
    first, second = older.run(runs.begin), newer.run(runs.begin)
    assert runs.current is second
    assert newer.run(runs.end) is second
    assert runs.current is first
    assert older.run(runs.end) is first


def test_ending_in_another_context() -> None:
    """A run can end in another context than it began in, as fixtures and generators do."""
    runs = Runs()
    run = contextvars.copy_context().run(runs.begin)
    assert runs.current is run
    assert runs.end() is run
    assert runs.current is not run


def test_runs_begun_in_the_middle_of_a_step() -> None:
    """A run that begins and ends anywhere in a step of another, as a signal's handler or a finalizer makes it, disturbs none.

    A lock would be found taken, by this very thread, for ever.
    """
    runs, seen = Runs(), list[uuid.UUID]()
    within = False

    def step(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal within
        if frame.f_code.co_filename != job_runs.__file__ or within:
            return None
        within = True
        contextvars.copy_context().run(lambda: seen.append((runs.begin(), runs.end())[1].rid))
        within = False
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        first, second = runs.begin(), runs.begin()
        ended = [runs.end(), runs.end()]
    finally:
        sys.settrace(before)
    assert ended == [second, first]
    assert len(seen) == len({*seen, first.rid, second.rid}) - 2 > 10
    assert runs.current not in (first, second)


def test_threads_never_share_a_run() -> None:
    """However many threads begin at once, each gets a run of its own, and none is left open."""
    runs, begun = Runs(), list[Run]()
    ready = threading.Barrier(8)

    def work() -> None:
        ready.wait()
        for _ in range(200):
            begun.append(runs.begin())
            runs.end()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({run.rid for run in begun}) == 8 * 200
    assert all(run.over for run in begun)


def test_nothing_is_left_behind() -> None:
    """After any number of runs the context holds no trace of the objects that ran."""
    runs = Runs()
    before = len(contextvars.copy_context())
    for _ in range(100):
        runs.begin()
        runs.end()
    context = contextvars.copy_context()
    assert len(context) <= before + 1
    assert not any(
        value and runs in value for name, value in context.items() if name.name == "uptimekit_runs"
    )
