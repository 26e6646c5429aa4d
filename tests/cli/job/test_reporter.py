"""The thread that reports a job, and how long the job's end waits for it."""

from __future__ import annotations

import threading

import pytest

from uptimekit.cli.job import reporter as module
from uptimekit.cli.job.reporter import Reporter


class Slow:
    """A monitor whose answer to the end comes when it is released."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.released = threading.Event()
        self.ends: list[int] = []

    def start(self, seconds: float) -> None:
        """Take the start."""

    def end(self, status: int, text: object, seconds: float) -> None:
        """Take the end."""
        self.asked.set()
        self.released.wait(60)
        self.ends.append(status)

    def close(self) -> None:
        """Close nothing."""


@pytest.fixture
def slow() -> Slow:
    """A slow monitor."""
    return Slow()


def _finished(reporter: Reporter, slow: Slow, stops: int, release: bool) -> list[str]:
    """Return the problems of a run whose last report is asked to stop so often."""

    def stop() -> None:
        slow.asked.wait(60)
        for _ in range(stops):
            reporter.stop()
        if release:
            slow.released.set()

    helper = threading.Thread(target=stop)
    helper.start()
    problems = reporter.finish(3, lambda limit: b"", hurry=False)
    helper.join()
    slow.released.set()
    return problems


def test_a_signal_that_came_with_the_end(slow: Slow) -> None:
    """One signal after the job's end, such as the Ctrl-C that ended it, leaves the report its grace."""
    reporter = Reporter(lambda seconds: slow, 60)
    reporter.start()
    assert _finished(reporter, slow, stops=1, release=True) == []
    assert slow.ends == [3]


def test_a_second_signal_ends_the_wait(slow: Slow) -> None:
    """Asked twice, it does not wait; signals before the job's end do not count."""
    reporter = Reporter(lambda seconds: slow, 60)
    reporter.start()
    reporter.stop()
    reporter.stop()
    assert _finished(reporter, slow, stops=2, release=False) == [
        "not reported: stopped before the monitor answered"
    ]


def test_one_signal_shortens_the_wait(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked once, it waits no longer than the grace."""
    monkeypatch.setattr(module, "GRACE", 0.01)
    reporter = Reporter(lambda seconds: slow, 60)
    reporter.start()
    assert _finished(reporter, slow, stops=1, release=False) == [
        "not reported: stopped before the monitor answered"
    ]


def test_no_time_was_left(slow: Slow) -> None:
    """A start that takes all the time is not taken for a report of the end."""

    def late(seconds: float) -> Slow:
        slow.released.wait(60)
        return slow

    reporter = Reporter(late, 0.01)
    reporter.start()
    assert reporter.finish(3, lambda limit: b"", hurry=False) == [
        "not reported: no answer within 0.01 seconds"
    ]
    slow.released.set()


def test_problems_that_are_one(slow: Slow) -> None:
    """What failed for the same reason at both ends is said once, and an odd error by its name alone."""

    def failing(seconds: float) -> Slow:
        raise OSError("a text with a secret")

    reporter = Reporter(failing, 60)
    reporter.start()
    assert reporter.finish(3, lambda limit: b"", hurry=False) == ["not reported: OSError"]
