"""examples/cron_wrapper.py: a command under a check."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from uptimekit.healthchecks import CheckPings, Client

from .conftest import Environment, Run, Start

PRINTS = [sys.executable, "-c", "print('12 rows')"]


def _pings(variables: Environment) -> list[tuple[CheckPings, bytes]]:
    """Return the pings of the only check, the oldest first, with their bodies."""
    with Client(variables["HEALTHCHECKS_API_KEY"], api_url=variables["HEALTHCHECKS_API_URL"]) as client:
        (check,) = client.get_checks()
        uuid = check.uuid or ""
        return [
            (ping, client.get_ping_body(uuid, ping.number_of_pings) if ping.body_url else b"")
            for ping in reversed(client.get_check_pings(uuid))
        ]


def test_a_command_that_succeeds(run: Run, healthchecks: Any) -> None:
    """The output is passed on and reported, the check is made, and the exit code is 0."""
    _, variables = healthchecks
    done = run("cron_wrapper.py", "job", "--", *PRINTS, **variables)
    assert (done.returncode, done.stdout, done.stderr) == (0, "12 rows\n", "")
    (start, _), (end, body) = _pings(variables)
    assert (start.type, end.type, body.split()) == ("start", "success", [b"12", b"rows"])


@pytest.mark.parametrize(
    ("command", "code", "text"),
    [
        ([sys.executable, "-c", "print('no space left'); raise SystemExit(3)"], 3, b"no space left"),
        (
            [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"],
            128 + signal.SIGKILL,
            b"",
        ),
        (["./no-such-program"], 127, b"./no-such-program: No such file or directory"),
        (["/"], 126, b"/: Permission denied"),
    ],
)
def test_a_command_that_fails(
    run: Run, healthchecks: Any, command: list[str], code: int, text: bytes
) -> None:
    """The exit code is a shell's, and the failure is reported with the output."""
    _, variables = healthchecks
    done = run("cron_wrapper.py", "job", "--", *command, **variables)
    assert done.returncode == code
    assert len(done.stderr.splitlines()) == (code in (126, 127))
    (_, _), (end, body) = _pings(variables)
    assert end.type == "fail"
    assert text in body


def test_the_command_runs_without_a_ping_key(run: Run) -> None:
    """Without a ping key the command runs, and one line on stderr says that it is not reported."""
    done = run("cron_wrapper.py", "job", "--", *PRINTS)
    assert (done.returncode, done.stdout) == (0, "12 rows\n")
    (line,) = done.stderr.splitlines()
    assert line.startswith("cron_wrapper: this run is not reported: ")


def test_the_command_runs_without_a_server(run: Run, healthchecks: Any) -> None:
    """If the server fails, the command runs, and stderr says which ping failed."""
    _, variables = healthchecks
    given = {**variables, "HEALTHCHECKS_API_URL": "http://127.0.0.1:9/api/"}
    done = run("cron_wrapper.py", "job", "--", *PRINTS, **given)
    assert (done.returncode, done.stdout) == (0, "12 rows\n")
    assert "ping" in done.stderr
    assert variables["HEALTHCHECKS_PING_KEY"] not in done.stderr


def test_a_wrapper_that_is_stopped_stops_its_command(start: Start, healthchecks: Any, tmp_path: Path) -> None:
    """SIGTERM ends the command too, and is reported as exit status 143."""
    _, variables = healthchecks
    code = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
    process = start("cron_wrapper.py", "job", "--", sys.executable, "-c", code, **variables)
    assert process.stdout is not None
    command = int(process.stdout.readline())
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == -signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(command, 0)
    assert [ping.type for ping, _ in _pings(variables)] == ["start", "fail"]
