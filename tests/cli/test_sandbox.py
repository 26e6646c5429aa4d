"""``uptimekit sandbox``."""

from __future__ import annotations

import re
import shlex
import signal
import socket
import stat
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest

import uptimekit.sandbox as package
from uptimekit.cli.main import main

Captured = pytest.CaptureFixture[str]


def test_what_it_prints_is_what_a_fleet_reads(
    home: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the lines that it prints and writes, ``status`` reads the example in all four, and no configuration file; Ctrl-C ends it well."""
    file = home / "sandbox.env"
    command = [
        sys.executable,
        "-W",
        "error",
        "-m",
        "uptimekit",
        "sandbox",
        "--example",
        "--write-env",
        str(file),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        lines = [*takewhile(lambda line: "Ready" not in line, process.stdout)]
        assert file.read_text() == "".join(lines)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        for line in lines:
            if line.startswith("export "):
                name, _, value = shlex.split(line)[1].partition("=")
                monkeypatch.setenv(name, value)
        others = home / ".config" / "uptimekit" / "fleet.toml"  # which is not read
        others.parent.mkdir(parents=True)
        others.write_text('[accounts.mine]\nprovider = "statuspage"\n')
        assert main(["config", "check"]) == 0
        good = re.findall(r"^(\w+) .* good ", capsys.readouterr().out, re.MULTILINE)
        assert good == ["betterstack", "healthchecks", "statuspage", "uptimehunt"]
        assert main(["status"]) == 1
        summary = capsys.readouterr().out
        assert summary.startswith("2 down, 1 degraded, ")
        for words in ("betterstack roles list", "statuspage public-page status"):  # at other addresses
            assert main([*words.split(), "-o", "json"]) == 0, words
            capsys.readouterr()
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=10) == ("", "")
        assert process.returncode == 0
    finally:
        process.kill()
        process.communicate()


def test_ports_follow_each_other(home: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first sandbox listens on the given port, the next one on the next; a provider that is named twice is one."""
    monkeypatch.setattr("uptimekit.sandbox._serving.stop_signals", lambda: lambda: None)
    port = _two_free_ports()
    assert main(["sandbox", "uptimehunt", "statuspage", "uptimehunt", "--port", str(port)]) == 0
    addresses = re.findall(
        r"^# (\w+) sandbox at http://127.0.0.1:(\d+)$", capsys.readouterr().out, re.MULTILINE
    )
    assert addresses == [("uptimehunt", str(port)), ("statuspage", str(port + 1))]


def _two_free_ports() -> int:
    for port in range(20_000, 30_000):
        try:
            with socket.create_server(("127.0.0.1", port)), socket.create_server(("127.0.0.1", port + 1)):
                return port
        except OSError:
            continue
    raise AssertionError("no two ports in a row are free")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["helthchecks"], "did you mean healthchecks?"),
        (["nowhere"], "there are healthchecks, betterstack, statuspage, uptimehunt"),
        (["--port", "70000"], "65535"),
        (["--port", "65533"], "the last port is 65535"),
        (["--fail-share", "2"], "2 is more than 1"),
        (["--latency", "long"], "'long' is no duration"),
        (["--host", "192.0.2.1"], "cannot be served"),
        (["--host", ""], "is no name of a host"),
        (["--host", "a" * 70], "is no name of a host"),
    ],
)
def test_what_makes_no_sense_is_one_line(
    arguments: list[str], said: str, home: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong arguments, and addresses that cannot be listened on, end with exit code 2 and one line."""
    monkeypatch.setattr("uptimekit.sandbox._serving.stop_signals", lambda: lambda: None)
    assert main(["sandbox", *arguments]) == 2
    output = capsys.readouterr()
    assert said in output.err
    assert (output.out, output.err.count("\n")) == ("", 1)


def test_a_file_that_cannot_be_written_is_told(
    home: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the file of variables cannot be written, the command ends at once and says so."""
    monkeypatch.setattr("uptimekit.sandbox._serving.stop_signals", lambda: lambda: None)
    (home / "file").touch()
    assert main(["sandbox", "healthchecks", "--write-env", str(home / "file" / "env")]) == 2
    assert "cannot be" in capsys.readouterr().err


def test_a_missing_extra_is_told(home: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the command says what to install."""
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    for module in ("_server", "_serving"):
        monkeypatch.delitem(sys.modules, f"uptimekit.sandbox.{module}", raising=False)
    monkeypatch.delitem(vars(package), "serve", raising=False)
    assert main(["sandbox"]) == 2
    assert "pip install 'uptimekit[sandbox]'" in capsys.readouterr().err


def test_the_module_and_the_command_have_the_same_options(home: Path, capsys: Captured) -> None:
    """What ``python -m uptimekit.sandbox`` can do, ``uptimekit sandbox`` can."""
    from uptimekit.sandbox.__main__ import main as module

    with pytest.raises(SystemExit):
        module(["--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    assert main(["sandbox", "--help"]) == 0
    assert options <= set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
