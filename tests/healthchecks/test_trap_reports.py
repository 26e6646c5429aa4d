"""What the last ping of a CheckTrap carries of the end of a job."""

from __future__ import annotations

import subprocess
import sys

import pytest

from uptimekit.healthchecks import CheckTrap

from ._support import UUID, Caller, Recorder, raising


class Odd:
    """Something that has no text."""

    def __str__(self) -> str:
        raise RuntimeError("no text")


class OddError(Exception):
    """An exception that has no text."""

    def __str__(self) -> str:
        raise RuntimeError("no text")


@pytest.mark.parametrize(
    ("error", "path", "end"),
    [
        (SystemExit(Odd()), "/1", "<Odd that cannot be shown>"),
        (subprocess.CalledProcessError(3, "backup"), "/3", "returned non-zero exit status 3."),
        (subprocess.CalledProcessError(-9, "backup"), "/137", "died with <Signals.SIGKILL: 9>."),
        (subprocess.CalledProcessError(0, "backup"), "/fail", "returned non-zero exit status 0."),
        (OddError(), "/fail", "OddError"),
    ],
)
def test_odd_ends(call: Caller, error: BaseException, path: str, end: str) -> None:
    """However odd the end of a job is, it is told, and goes on its way unchanged."""
    answer = Recorder()
    with pytest.raises(type(error)) as caught:
        call.trapped(CheckTrap(call.mocked(answer), UUID), raising(error))
    assert caught.value is error
    assert answer.paths == [f"/{UUID}/start", f"/{UUID}{path}"]
    assert end in answer.bodies[1]


def test_a_failed_command(call: Caller) -> None:
    """What a failed command has put out goes with the ping, before the traceback, each output cut to its end."""
    answer = Recorder()
    trap = CheckTrap(call.mocked(answer), UUID)
    program = "import sys; print('x' * 50_000 + ' out'); print('disk full', file=sys.stderr); sys.exit(3)"

    def job() -> None:
        trap.add_log("begin")
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)

    with pytest.raises(subprocess.CalledProcessError):
        call.trapped(trap, job)
    body = answer.bodies[1]
    assert answer.paths[1] == f"/{UUID}/3"
    assert body.startswith("begin\nstdout:\n[... 4")
    assert " out\nstderr:\ndisk full\nTraceback (most recent call last):\n" in body
    assert len(body) < 10_000
    assert body.endswith("returned non-zero exit status 3.")
