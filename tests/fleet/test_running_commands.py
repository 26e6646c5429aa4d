"""Commands that run for one caller."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from typing import Any

import pytest

from uptimekit.fleet.running_commands import RunningCommands


class Process:
    """A process that can only be killed."""

    def __init__(self) -> None:
        self.killed = False

    def kill(self) -> None:
        self.killed = True


def test_what_runs_when_the_caller_leaves_is_killed() -> None:
    """What has ended before is left alone: its process id may be another's by then.  What comes later has no chance."""
    over, running, late = (Process() for _ in range(3))
    given: list[Any] = [over, running, late]
    commands = RunningCommands()
    with commands.waited_for():
        assert RunningCommands.current() is commands
        commands.add(given[0])
        commands.add(given[1])
        commands.remove(given[0])
        assert not running.killed
    commands.add(given[2])
    assert [each.killed for each in (over, running, late)] == [False, True, True]
    assert RunningCommands.current() is not commands


def test_the_end_of_the_process_kills_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job's report waits for its secret in a thread that nobody waits for."""
    at_exit: list[Callable[[], object]] = []
    monkeypatch.setattr(atexit, "register", at_exit.append)
    monkeypatch.setattr(atexit, "unregister", at_exit.remove)
    commands, running = RunningCommands(), Process()
    given: Any = running
    with commands.waited_for():
        commands.add(given)
        at_exit[0]()
        assert running.killed
    assert at_exit == []
