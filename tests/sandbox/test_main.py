"""`python -m uptimekit.sandbox`."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

import uptimekit.sandbox as package
from uptimekit.sandbox.__main__ import main


@contextmanager
def _running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command in a process of its own, and the URL it prints."""
    command = [sys.executable, "-W", "error", "-m", "uptimekit.sandbox", "healthchecks", *arguments]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"healthchecks sandbox at (http://127\.0\.0\.1:\d+): api_url=\1/api/\n", line)
        assert found, line
        yield process, found[1]
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serves_until_told_to_stop(number: signal.Signals) -> None:
    """It prints its address and keys, answers with them, and ends with status 0 and nothing on stderr."""
    with _running("--port", "0") as (process, url):
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(2)]
        found = re.fullmatch(
            r"project main: api_key=(\w{32}) readonly_key=\w{32} ping_key=\w{22}\n", lines[0]
        )
        assert found, lines
        assert lines[1].startswith("project other: api_key=hcw_")
        reply = httpx.get(f"{url}/api/v3/checks/", headers={"X-Api-Key": found[1]})
        assert reply.json() == {"checks": []}
        process.send_signal(number)
        rest, complaints = process.communicate(timeout=10)
        assert (process.returncode, rest, complaints) == (0, "", "")


def test_faults_from_the_command_line() -> None:
    """Every request fails as asked when the share is 1."""
    with _running("--fail-share", "1", "--fail-status", "502", "--latency", "0.001") as (_, url):
        assert httpx.get(f"{url}/api/v3/status/").status_code == 502


def test_who_is_answered() -> None:
    """Only names of this machine are, and no web page may read the answer, unless the command is told otherwise."""
    with _running() as (_, url):
        assert httpx.get(f"{url}/api/v3/status/", headers={"Host": "rebound.test"}).status_code == 421
        assert "access-control-allow-origin" not in httpx.get(f"{url}/api/v3/checks/").headers
    with _running("--allow-host", "monitor.test", "--cors") as (_, url):
        reply = httpx.get(f"{url}/api/v3/checks/", headers={"Host": "Monitor.test:80"})
        assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (401, "*")


def test_missing_extra_is_a_plain_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without uvicorn the command says what to install and returns 2, without a traceback."""
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "uptimekit.sandbox._server", raising=False)
    monkeypatch.delitem(vars(package), "serve", raising=False)
    assert main(["healthchecks"]) == 2
    assert "pip install 'uptimekit[sandbox]'" in capsys.readouterr().err


def test_taken_port_is_a_plain_message(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A port in use is told in one line, and the status is 2."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["healthchecks", "--port", str(taken.getsockname()[1])]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_host_that_is_elsewhere_is_a_plain_message(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host that cannot be listened on is told in one line, and the status is 2."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert main(["healthchecks", "--host", "192.0.2.1"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nowhere"],
        ["healthchecks", "--fail-share", "2"],
        ["healthchecks", "--fail-share", "x"],
        ["healthchecks", "--fail-status", "99"],
        ["healthchecks", "--latency", "-1"],
        ["healthchecks", "--host", "a" * 70],
        ["healthchecks", "--host", "\ud800"],
        ["healthchecks", "--port", "70000"],
        ["healthchecks", "--port", "-1"],
        ["healthchecks", "--port", "http"],
    ],
)
def test_bad_arguments_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Arguments that make no sense end with status 2 and the usage."""
    with pytest.raises(SystemExit) as refused:
        main(arguments)
    assert refused.value.code == 2
    assert "usage:" in capsys.readouterr().err
