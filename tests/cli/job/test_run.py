"""``uptimekit run``: what a job's user and its monitor see."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Checks, Start, run

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


def test_ten_at_once(checks: Checks, start: Start) -> None:
    """Runs that overlap have run ids of their own, so that each end finds its start."""
    checks.client.success_ping(slug="job", create=True)
    barrier = "import sys; sys.stdin.read()"
    jobs = [
        start("--check", "job", "--", sys.executable, "-c", barrier, stdin=subprocess.PIPE) for _ in range(10)
    ]
    for job in jobs:
        assert job.stdin is not None
        job.stdin.close()
        assert job.wait() == 0
    (check,) = checks.client.get_checks()
    pings = checks.client.get_check_pings(check.uuid or "")
    starts = {ping.rid for ping in pings if ping.type == "start"}
    assert len(starts) == 10
    assert {ping.rid for ping in pings if ping.type == "success" and ping.rid} == starts


def test_the_job_starts_before_a_client_loads() -> None:
    """What takes long to import is imported when the job runs already."""
    code = """
import sys
from uptimekit.cli.job import run
from uptimekit.cli.main import main
start = run.start
def started(*arguments):
    print(sorted({"httpx", "httpcore", "uptimekit.healthchecks", "uptimekit.fleet", "asyncio", "subprocess", "socket"} & {*sys.modules}))
    return start(*arguments)
run.start = started
main(["run", "--deadline", "0.1s", "--url", "http://127.0.0.1:9/x", "--", "true"])
print("uptimekit.healthchecks" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines() == ["[]", "True"]


@pytest.mark.parametrize("options", [[], ["--unknown"]])
def test_a_script_without_a_first_line(options: list[str], start: Start, tmp_path: Path) -> None:
    """A program that the system cannot run is given to the shell, as by cron or env; be it reported or not."""
    script = tmp_path / "job"
    script.write_text("echo $0 $1; exit 3\n")
    script.chmod(0o700)
    output, _ = (process := start(*options, "--", str(script), "x")).communicate()
    assert (process.returncode, output.decode()) == (3, f"{script} x\n")


@pytest.mark.parametrize(("name", "shown"), [("", "''"), ("\udcff\x1b[31m", "\ufffd\ufffd[31m")])
@pytest.mark.parametrize("options", [[], ["--unknown"]])
def test_names_that_no_program_has(name: str, shown: str, options: list[str], start: Start) -> None:
    """A name that is empty, or no text, is that of a command which is not found; a terminal acts upon nothing in it."""
    _, errors = (process := start(*options, "--", name)).communicate()
    assert process.returncode == 127
    assert f"uptimekit run: {shown}: No such file or directory" in errors.decode().splitlines()


def test_a_message_with_half_a_character(start: Start) -> None:
    """A message about an option that is no text does not cost the job its exit code."""
    process = start("--check", "job", "--account", "\udcff", "--", "sh", "-c", "exit 3")
    process.communicate()
    assert process.returncode == 3


@pytest.mark.parametrize("options", [[], ["--unknown"]])
def test_options_of_the_job_are_its_own(options: list[str], start: Start) -> None:
    """What follows the command, or ``--``, goes to the command as it is."""
    output, _ = start(*options, "--", "echo", "--check", "--", "-q").communicate()
    assert output == b"--check -- -q\n"


def test_the_command_needs_no_dashes(capfd: pytest.CaptureFixture[str]) -> None:
    """Without ``--`` the first word that is no option is the command."""
    assert run("--no-start", "echo", "-q", "--help") == 0
    assert capfd.readouterr().out == "-q --help\n"


def test_no_monitor_is_no_reason_not_to_run(capfd: pytest.CaptureFixture[str]) -> None:
    """Without any monitor the job runs, its exit code counts, and one line says that it is not reported."""
    assert run("--", sys.executable, "-c", "raise SystemExit(3)") == 3
    output = capfd.readouterr()
    assert output.out == ""
    assert output.err.startswith("uptimekit run: not reported: no check or heartbeat is given: use --check,")
    assert output.err.count("\n") == 1
