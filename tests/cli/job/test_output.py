"""The output of a job passes through as if nothing stood in its way."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest

from .conftest import PATIENT, PYTHONPATH, Checks, Start, run

ALL_BYTES = bytes(range(256)) * 400
MEMORY = 60_000  # kB that the process may take, of which it takes 35,000; the output of the test has 100,000


def python(code: str, *arguments: str) -> list[str]:
    """Return the command of a job in Python."""
    return [sys.executable, "-c", code, *arguments]


def test_binary_output(checks: Checks, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Every byte passes as it is; the report is its text, with U+FFFD for what is none."""
    code = "import os; os.write(1, bytes(range(256)) * 400); os.write(2, bytes([255, 0, 10]))"
    assert run("--check", "job", "--create", "--", *python(code)) == 0
    assert capfdbinary.readouterr() == (ALL_BYTES, b"\xff\x00\n")
    _, (_, body) = checks.pings()
    assert "\N{REPLACEMENT CHARACTER}" in body.decode()


def test_both_outputs_to_one_place_keep_their_order(checks: Checks, start: Start) -> None:
    """Where stdout and stderr are one file, as in a terminal or under ``2>&1``, no line overtakes another."""
    code = "import os\nfor n in range(2000): os.write(1 + n % 2, b'%d\\n' % n)"
    process = start("--check", "job", "--create", "--", *python(code), stderr=subprocess.STDOUT)
    output, _ = process.communicate()
    assert output == b"".join(b"%d\n" % n for n in range(2000))
    _, (_, body) = checks.pings()
    assert body == output


MEASURED = """
import resource, subprocess, sys
job = subprocess.Popen([sys.executable, "-m", "uptimekit", "run", *sys.argv[1:]], stdout=subprocess.PIPE)
size, last = 0, b""
while piece := job.stdout.read(1 << 20):
    size, last = size + len(piece), piece
print(job.wait(), size, last[-4:], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Runs a job in a process of its own, since the figure is never less than the memory of the process that starts it."""


def test_much_output(checks: Checks) -> None:
    """100 MB pass whole, in order and in little memory, and the report has their end and says what it lacks."""
    options = ["--deadline", "60s", "--check", "job", "--create"]
    job = ["sh", "-c", "head -c 100000000 /dev/zero; echo end"]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *options, "--", *job], capture_output=True, text=True, check=True
    )
    code, size, last, memory = done.stdout.split()
    assert (code, size, last) == ("0", "100000004", r"b'end\n'")
    assert int(memory) < MEMORY
    _, (_, body) = checks.pings()
    cut, _, rest = body.partition(b"\n")
    assert cut == b"[... %d bytes cut ...]" % (100_000_004 - len(rest))
    assert rest.endswith(b"\0end\n")
    assert 9_990 < len(body) <= 10_000


def test_a_reader_that_is_gone(start: Start) -> None:
    """A job that writes on after its reader has gone gets SIGPIPE, as without us: exit code 141."""
    process = start("--no-start", "--", "yes")
    assert process.stdout is not None
    assert process.stdout.readline() == b"y\n"
    process.stdout.close()
    assert process.wait() == 128 + signal.SIGPIPE


def test_a_reader_that_is_gone_from_one_output(start: Start) -> None:
    """The other output of the job goes on."""
    code = "import os, sys\nos.write(1, b'x')\nsys.stdin.read()\ntry:\n while True: os.write(1, bytes(9999))\nexcept OSError as error: print(error.strerror, file=sys.stderr)"
    process = start(
        "--",
        *python(f"import signal; signal.signal(signal.SIGPIPE, signal.SIG_IGN)\n{code}"),
        stdin=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.read(1) == b"x"
    process.stdout.close()
    process.stdout = None
    _, errors = process.communicate()
    assert errors.splitlines()[0] == b"Broken pipe"
    assert process.returncode == 0


def test_nobody_reads_our_own_lines(start: Start) -> None:
    """If stderr has no reader, what we say there is lost, and the exit code is still the job's."""
    process = start("--", "sh", "-c", "read line; exit 3", stdin=subprocess.PIPE)
    assert process.stderr is not None
    process.stderr.close()
    process.stderr = None
    process.communicate(b"\n")
    assert process.returncode == 3


def test_a_process_that_the_job_leaves_behind(start: Start) -> None:
    """A background process that keeps the output open holds nothing up, and what the job wrote is all there."""
    process = start("--", "sh", "-c", "sleep 600 & echo $!; head -c 50000 /dev/zero")
    assert process.stdout is not None
    left = int(process.stdout.readline())
    try:
        assert len(process.communicate()[0]) == 50_000
        assert process.returncode == 0
    finally:
        os.kill(left, signal.SIGKILL)


def test_a_terminal_that_is_not_blocking(start: Start) -> None:
    """Output that another program has made non-blocking gets all the same, at the pace of its reader."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    process = start("--", "head", "-c", "1000000", "/dev/zero", stdout=write)
    os.close(write)
    with os.fdopen(read, "rb") as output:
        assert len(output.read()) == 1_000_000
    assert process.wait() == 0


def test_a_reader_that_does_not_read(start: Start) -> None:
    """Once the job is over, signals end the wait for a reader that stands still."""
    read, write = os.pipe()
    deaf = "trap '' TERM; head -c 120000 /dev/zero; echo over >&2; exit 3"  # more than a pipe holds
    process = start("--", "sh", "-c", deaf, stdout=write)
    os.close(write)
    assert process.stderr is not None
    assert process.stderr.readline() == b"over\n"
    for _ in range(100):
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
            break
    assert process.returncode in (3, -signal.SIGTERM)  # the last signal may come after all is done
    os.close(read)


def test_standard_input_is_the_jobs(start: Start) -> None:
    """The job reads what we are given."""
    output, _ = start("--", "cat", stdin=subprocess.PIPE).communicate(ALL_BYTES)
    assert output == ALL_BYTES


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_closed_descriptors(closed: int, tmp_path: Path) -> None:
    """What is closed for us is closed for the job, whose exit code counts."""
    code = "import os, sys; closed = [n for n in range(3) if not os.path.exists(f'/dev/fd/{n}')]; open(sys.argv[1], 'w').write(str(closed)); sys.exit(4)"
    command = [sys.executable, "-m", "uptimekit", "run", "--", *python(code, str(tmp_path / "seen"))]
    done = subprocess.run(["sh", "-c", f'exec "$@" {closed}>&-', "sh", *command], capture_output=True)
    assert done.returncode == 4, done.stderr
    assert (tmp_path / "seen").read_text() == f"[{closed}]"


def test_open_files_are_the_jobs(start: Start) -> None:
    """The job has the files that we were given, such as a lock."""
    read, write = os.pipe()
    code = "import os, sys; os.write(int(sys.argv[1]), b'locked')"
    start("--", *python(code, str(write)), pass_fds=[write]).communicate()
    os.close(write)
    assert os.read(read, 100) == b"locked"
    os.close(read)


@pytest.mark.parametrize("options", [[], ["--unknown"]])
def test_the_environment_is_the_jobs(options: list[str], start: Start) -> None:
    """The job has our environment, no more and no less, also where Python adds to it, as it does under cron."""
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": PYTHONPATH, "A": "b\nc"}
    output, _ = start(*options, "--", "env", "-0", env=given).communicate()
    assert dict(pair.split("=", 1) for pair in output.decode().split("\0") if pair) == given


# ---------------------------------------------------------------------- options


def test_no_output(checks: Checks, capfd: pytest.CaptureFixture[str]) -> None:
    """With --no-output the report has none of it, and the job writes to where it always does, without a pipe."""
    code = "import os; print(os.fstat(1).st_ino)"
    assert run("--check", "job", "--create", "--no-output", "--", *python(code)) == 0
    assert capfd.readouterr().out == f"{os.fstat(1).st_ino}\n"
    assert [body for _, body in checks.pings()] == [b"", b""]


def test_a_limit_of_the_body(checks: Checks, capfd: pytest.CaptureFixture[str]) -> None:
    """With --body-limit the report has so many bytes of the end, and a line that says how many it lacks."""
    assert (
        run(
            "--check",
            "job",
            "--create",
            "--body-limit",
            "100",
            "--",
            "sh",
            "-c",
            "head -c 1000 /dev/zero; echo äöü",
        )
        == 0
    )
    _, (_, body) = checks.pings()
    assert len(body) <= 100
    assert body.endswith("\0äöü\n".encode())
    assert body.startswith(b"[... ")


def test_quiet_success(checks: Checks, capfd: pytest.CaptureFixture[str]) -> None:
    """With --quiet nothing is shown of a job that succeeds and is reported, so that cron sends no mail."""
    assert (
        run("--check", "job", "--create", "--quiet", "--", "sh", "-c", "echo 12 rows; echo careful >&2") == 0
    )
    assert capfd.readouterr() == ("", "")
    assert len(checks.pings()[1][1].splitlines()) == 2


def test_quiet_failure(checks: Checks, capfd: pytest.CaptureFixture[str]) -> None:
    """With --quiet the end of the output of a job that fails is shown on stderr."""
    assert run("--check", "job", "--create", "--quiet", "--", "sh", "-c", "echo no space left; exit 3") == 3
    assert capfd.readouterr() == ("", "no space left\n")


def test_quiet_failure_on_a_terminal_that_is_not_blocking(start: Start) -> None:
    """What --quiet shows of a job is whole, also where another program has made stderr non-blocking."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    process = start(
        "-q", "--body-limit", "90000", "--", "sh", "-c", "head -c 90000 /dev/zero; exit 3", stderr=write
    )
    os.close(write)
    full = fcntl.fcntl(read, fcntl.F_GETPIPE_SZ) if sys.platform == "linux" else 0
    while waiting(read) < full and process.poll() is None:
        pass
    with os.fdopen(read, "rb") as errors:
        assert errors.read().startswith(bytes(90_000))


def waiting(pipe: int) -> int:
    """Return how many bytes are in a pipe."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


def test_quiet_and_unreported(capfd: pytest.CaptureFixture[str]) -> None:
    """With --quiet the output is not lost if the monitor does not get it."""
    assert run("--quiet", "--", "echo", "12 rows") == 0
    output = capfd.readouterr()
    assert output.out == ""
    assert output.err.startswith("12 rows\nuptimekit run: not reported: ")


def test_exit_codes_that_are_no_failure(checks: Checks, capfd: pytest.CaptureFixture[str]) -> None:
    """With --success-code an exit code is reported as a success, with the code in its text, and is passed on."""
    assert run("--check", "job", "--create", "--success-code", "24", "--", "sh", "-c", "exit 24") == 24
    assert checks.pings()[1] == ("success", b"uptimekit run: exit code 24, which counts as a success\n")


def test_only_the_end(checks: Checks) -> None:
    """With --no-start the end alone is reported."""
    assert run("--check", "job", "--create", "--no-start", "--", "true") == 0
    assert [ping for ping, _ in checks.pings()] == ["success"]


def test_a_full_disk_ends_no_job(checks: Checks) -> None:
    """A job whose output has no room goes on as without us, and its output is in the report."""
    script = "n=0; while [ $n -lt 20000 ]; do echo more; n=$((n + 1)); done; echo end; exit 3"  # more than a pipe holds
    with Path("/dev/full").open("w") as full:
        alone = subprocess.run(["sh", "-c", script], stdout=full, stderr=subprocess.DEVNULL, check=False)
        ours = subprocess.run(
            [sys.executable, "-m", "uptimekit", "run", *PATIENT, "--check", "job", "--create", "--", "sh", "-c", script],
            stdout=full, stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    assert alone.returncode == ours.returncode == 3
    _, (kind, body) = checks.pings()
    assert kind == "fail"
    assert body.endswith(b"\nmore\nmore\nend\n")
