"""``uptimekit run``: what a job's user and its monitor see."""

from __future__ import annotations

import sys

import pytest

from .conftest import Checks, run

SH = ("sh", "-c")


def test_a_job_that_succeeds(checks: Checks, capfd: pytest.CaptureFixture[str]) -> None:
    """The output is passed on, stdout and stderr apart, and the check, made by the first ping, has it all."""
    assert run("--check", "job", "--create", "--", *SH, "echo 12 rows; echo careful >&2") == 0
    assert capfd.readouterr() == ("12 rows\n", "careful\n")
    (start, _), (end, body) = checks.pings()
    assert (start, end) == ("start", "success")
    assert sorted(body.splitlines()) == [b"12 rows", b"careful"]


@pytest.mark.parametrize(
    ("job", "code", "text"),
    [
        ([*SH, "echo no space left; exit 3"], 3, "no space left\n"),
        ([*SH, "kill -KILL $$"], 137, "uptimekit run: killed by SIGKILL\n"),
        ([*SH, "kill -TERM $$"], 143, "uptimekit run: killed by SIGTERM\n"),
        (
            ["./no-such-program"],
            127,
            "uptimekit run: ./no-such-program: No such file or directory\n",
        ),
        (["/"], 126, "uptimekit run: /: Permission denied\n"),
    ],
)
def test_a_job_that_fails(
    checks: Checks, capfd: pytest.CaptureFixture[str], job: list[str], code: int, text: str
) -> None:
    """The exit code is a shell's, and the failure is reported with what was put out and why it ended."""
    assert run("--check", "job", "--create", "--", *job) == code
    assert [ping for ping, _ in checks.pings()] == ["start", "fail"]
    assert checks.pings()[1][1].decode() == text


def test_the_pings_of_a_run_carry_one_run_id(checks: Checks) -> None:
    """Start and end of a run have the same id, and two runs have two."""
    run("--check", "job", "--create", "true")
    assert len(first := checks.run_ids()) == 1
    run("--check", "job", "true")
    assert None not in first
    assert len(checks.run_ids()) == 2


def test_no_monitor_is_no_reason_not_to_run(capfd: pytest.CaptureFixture[str]) -> None:
    """Without any monitor the job runs, its exit code counts, and one line says that it is not reported."""
    assert run("--", sys.executable, "-c", "raise SystemExit(3)") == 3
    output = capfd.readouterr()
    assert output.out == ""
    assert output.err.startswith("uptimekit run: not reported: no monitor is named: give --check,")
    assert output.err.count("\n") == 1
