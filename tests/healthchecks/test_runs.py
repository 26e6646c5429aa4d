"""Which run is meant, when several are under way."""

from __future__ import annotations

import contextvars
import threading

from uptimekit.healthchecks._runs import Runs


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
