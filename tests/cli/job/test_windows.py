"""The way of Windows, which runs on other systems too: exit codes without output."""

from __future__ import annotations

import signal
import sys

import pytest

from uptimekit.cli.job.options import JobOptions
from uptimekit.cli.job.target import Target
from uptimekit.cli.job.windows import run_job, run_unreported

from .conftest import Checks


@pytest.mark.parametrize(("code", "kind"), [(0, "success"), (3, "fail")])
def test_a_job(code: int, kind: str, checks: Checks, capfd: pytest.CaptureFixture[str]) -> None:
    """Start and exit code are reported, the output goes past us, and Ctrl-C is ours again afterwards."""
    before = signal.getsignal(signal.SIGINT)
    options = JobOptions(Target(check="job", create=True), deadline=60)
    assert run_job([sys.executable, "-c", f"print('12 rows'); raise SystemExit({code})"], options) == code
    assert capfd.readouterr() == ("12 rows\n", "")
    assert checks.pings() == [("start", b""), (kind, b"")]
    assert signal.getsignal(signal.SIGINT) == before


def test_a_job_that_is_not_there(checks: Checks, capfd: pytest.CaptureFixture[str]) -> None:
    """It is said, reported and exit code 127."""
    options = JobOptions(Target(check="job", create=True), deadline=60)
    assert run_job(["./no-such-program"], options) == 127
    assert capfd.readouterr().err == "uptimekit run: ./no-such-program: No such file or directory\n"
    assert [ping for ping, _ in checks.pings()] == ["start", "fail"]


def test_a_job_that_is_not_reported(capfd: pytest.CaptureFixture[str]) -> None:
    """It runs, and its exit code counts."""
    assert run_unreported([sys.executable, "-c", "raise SystemExit(3)"], "no such option") == 3
    assert run_unreported(["./no-such-program"], "no such option") == 127
    assert capfd.readouterr().err.count("not reported: no such option\n") == 2
