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
def _running(*arguments: str, provider: str = "healthchecks") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command in a process of its own, and the URL it prints."""
    command = [sys.executable, "-W", "error", "-m", "uptimekit.sandbox", provider, *arguments]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.match(rf"# {provider} sandbox at (http://127\.0\.0\.1:\d+), ", line)
        assert found, line
        yield process, found[1]
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("provider", "number"),
    [
        ("healthchecks", signal.SIGINT),
        ("healthchecks", signal.SIGTERM),
        ("betterstack", signal.SIGTERM),
        ("statuspage", signal.SIGTERM),
        ("uptimehunt", signal.SIGTERM),
    ],
)
def test_serves_until_told_to_stop(provider: str, number: signal.Signals) -> None:
    """It prints its lines, answers, and ends with status 0 and nothing on stderr."""
    with _running("--port", "0", provider=provider) as (process, url):
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        assert [line.partition(" ")[0] for line in lines] == ["export", "#", "from"]
        assert httpx.get(f"{url}/nothing/here").status_code == 404
        process.send_signal(number)
        _, complaints = process.communicate(timeout=10)
        assert (process.returncode, complaints) == (0, "")


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
    for module in ("_server", "_serving"):
        monkeypatch.delitem(sys.modules, f"uptimekit.sandbox.{module}", raising=False)
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
    ("arguments", "line"),
    [
        (
            [],
            "which sandbox? One of healthchecks, betterstack, statuspage, uptimehunt; --help lists the options",
        ),
        (["helthchecks"], "there is no sandbox of helthchecks; did you mean healthchecks?"),
        (
            ["nowhere"],
            "there is no sandbox of nowhere; known are healthchecks, betterstack, statuspage, uptimehunt",
        ),
        (["statuspage", "uptimehunt"], "one sandbox a command: uptimehunt is one argument too many"),
        (["healthchecks", "--prot", "1"], "there is no option --prot; did you mean --port?"),
        (["--fail_share=1", "healthchecks"], "there is no option --fail_share; did you mean --fail-share?"),
        (["healthchecks", "--fail-share", "2"], "argument --fail-share: 2 is not a number from 0 to 1"),
        (["healthchecks", "--fail-share", "x"], "argument --fail-share: x is not a number from 0 to 1"),
        (
            ["healthchecks", "--fail-status", "99"],
            "argument --fail-status: 99 is not a number from 200 to 599",
        ),
        (["healthchecks", "--latency", "-1"], "argument --latency: -1 is not a number from 0 to inf"),
        (["healthchecks", "--host", ""], "argument --host: '' is no name of a host"),
        (["healthchecks", "--host", "a\ud800"], "argument --host: 'a\\ud800' is no name of a host"),
        (["healthchecks", "--host", "a" * 70], f"argument --host: '{'a' * 70}' is no name of a host"),
        (["healthchecks", "--port", "70000"], "argument --port: 70000 is not a number from 0 to 65535"),
        (["healthchecks", "--port", "-1"], "argument --port: -1 is not a number from 0 to 65535"),
        (["healthchecks", "--port", "http"], "argument --port: http is not a number from 0 to 65535"),
    ],
)
def test_bad_arguments_get_one_line(
    arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Arguments that make no sense end with status 2 and one line, with the nearest name for a misspelt one."""
    with pytest.raises(SystemExit) as refused:
        main(arguments)
    assert refused.value.code == 2
    assert capsys.readouterr().err == f"uptimekit.sandbox: {line}\n"
