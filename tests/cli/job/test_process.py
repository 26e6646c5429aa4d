"""The process of a job."""

from __future__ import annotations

import signal

import pytest

from uptimekit.cli.job.process import become


@pytest.mark.parametrize("command", [["./no-such-program"], [""]])
def test_a_process_that_becomes_nothing_ignores_what_it_has_ignored(command: list[str]) -> None:
    """SIGPIPE, for one, would end a process that goes on, at the next write to a connection that is closed."""
    before = [signal.getsignal(number) for number in (signal.SIGPIPE, signal.SIGXFSZ)]
    with pytest.raises(FileNotFoundError):
        become(command)
    assert [signal.getsignal(number) for number in (signal.SIGPIPE, signal.SIGXFSZ)] == before
    assert before[0] is signal.SIG_IGN
