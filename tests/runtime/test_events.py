"""Tests of the log lines of events."""

from __future__ import annotations

import dataclasses
import logging
import subprocess
import sys

import pytest

from uptimekit._runtime.events import (
    Answered,
    CallFailed,
    DeprecationNoticed,
    Event,
    RequestSent,
    RetryScheduled,
    log_event,
)

WHERE = ("getThing", "GET", "/things/{id}", 2)


@pytest.mark.parametrize(
    ("event", "level", "text"),
    [
        (RequestSent(*WHERE, 1.5), logging.DEBUG, "attempt 2, after 1.50 s for the rate limit"),
        (Answered(*WHERE, 200, 0.25, "r1"), logging.DEBUG, "HTTP 200 in 0.250 s (attempt 2)"),
        (RetryScheduled(*WHERE, 0.5, "HTTP 503"), logging.INFO, "attempt 2 failed: HTTP 503; next in 0.50 s"),
        (
            DeprecationNoticed(*WHERE, {"X-Old": "yes", "X-End": "soon"}),
            logging.WARNING,
            "deprecated: X-Old: yes, X-End: soon",
        ),
        (CallFailed(*WHERE, "ServerError", "down"), logging.DEBUG, "ServerError: down"),
        (Event(*WHERE), logging.DEBUG, "Event"),
    ],
)
def test_each_event_has_its_line(
    caplog: pytest.LogCaptureFixture, event: Event, level: int, text: str
) -> None:
    """Deprecations are logged at WARNING, retries at INFO, the rest at DEBUG, each with method, path template and operation."""
    caplog.set_level(logging.DEBUG, logger="uptimekit")
    log_event(event)
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (level, f"GET /things/{{id}} (getThing): {text}")
    ]
    caplog.clear()
    caplog.set_level(level + 1, logger="uptimekit")
    log_event(event)
    assert caplog.records == []


def test_events_cannot_be_changed() -> None:
    """One hook cannot change what the next one sees."""
    event = RequestSent(*WHERE, 0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        event.attempt = 3  # type: ignore[misc]


def test_importing_sets_no_logging_up() -> None:
    """The package's logger has a NullHandler and no level: what is shown, and where, is the program's decision."""
    program = (
        "import logging, uptimekit; uptimekit.RequestSent; logger = logging.getLogger('uptimekit');"
        "print([type(each).__name__ for each in logger.handlers], logger.level, logger.propagate, logging.root.handlers)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout == "['NullHandler'] 0 True []\n"
