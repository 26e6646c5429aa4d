"""The entry point of the command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from uptimekit import __version__
from uptimekit.cli.main import main

from ._sandboxes import Sandboxes


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    """``--version`` prints name and version, and ends well."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"uptimekit {__version__}\n"


def test_an_unknown_command_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that there is not is said in one line on stderr, with exit code 2."""
    assert main(["stauts"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("uptimekit: ")
    assert output.err.count("\n") == 1
    assert (
        output.err == "uptimekit: there is no command stauts; did you mean status? (see uptimekit --help)\n"
    )


def test_the_module_is_the_command() -> None:
    """``python -m uptimekit`` does what ``uptimekit`` does."""
    done = subprocess.run(
        [sys.executable, "-m", "uptimekit", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"uptimekit {__version__}\n"


def test_a_misspelt_option_names_the_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    """An option that there is not is said with the one that was meant, and with the help to read."""
    assert main(["--debg"]) == 2
    assert capsys.readouterr().err == (
        "uptimekit: there is no option --debg; did you mean --debug? (see uptimekit --help)\n"
    )


def test_without_arguments_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    """The bare command shows its help on stderr: it did nothing."""
    assert main([]) == 2
    assert "Usage: uptimekit" in capsys.readouterr().err


def test_an_error_is_no_order_to_a_terminal(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a file or server has in its names, a message has no control character but its line breaks."""
    path = home / "fleet.toml"
    path.write_text(
        '[accounts."\\u001b[31mx\\nY"]\nprovider = "\\u001b"\n[profiles."\\u009b"]\ndeadline = 0\n'
    )
    assert main(["status", "--config", str(path)]) == 2
    said = capsys.readouterr().err
    assert "has 3 problems" in said
    assert all(line.isprintable() for line in said.splitlines())


@pytest.mark.parametrize(
    "words", [["status", "--config", ""], ["config", "path", "--config", ""], ["sync", ""], ["login", "healthchecks", "--account", ""]]
)  # fmt: skip
def test_an_empty_path_or_name_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A variable that is not set leads to no other file or account than the one that was meant."""
    assert main(words) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("uptimekit: Invalid value for ")


def test_a_user_without_a_home_folder_is_served(
    sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Under a number that no user has, as in containers, the environment alone counts, and what needs a folder says so."""
    monkeypatch.setattr("os.path.expanduser", str)  # what it does then
    assert main(["status"]) == 0
    assert main(["config", "check"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["config", "path"]) == 2
    assert "there is no home folder for fleet.toml: set UPTIMEKIT_CONFIG, " in capsys.readouterr().err
    assert main(["sync", "mapping.toml"]) == 2
    assert "there is no home folder for the last readings; give --memory FILE" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["completion", "bash"], ["nonsense"]])
def test_a_full_disk_is_an_error_like_others(words: list[str]) -> None:
    """Output that has no room ends with 2, not with a code of the interpreter's own, and without a traceback."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "uptimekit", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("uptimekit: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("option", ["--name", "--tag"])
def test_an_empty_filter_is_refused(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A variable that is not set does not mean everything."""
    for command in (["status"], ["ls", "monitors"], ["report"], ["sla"]):
        assert main([*command, option, ""]) == 2
        assert "it is empty: is the variable unset?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("acknowledge checkout", "there is no command acknowledge; did you mean ack?"),
        ("help", "there is no command help; did you mean --help?"),
        ("list monitors", "there is no command list; did you mean ls?"),
        ("status --json", "there is no option --json; did you mean -o json?"),
        ("ls monitors --format csv", "there is no option --format; did you mean -o json?"),
        (
            "statuspage incidents resolve",
            "uptimekit resolve, or uptimekit statuspage incidents update INCIDENT_ID --status resolved?",
        ),
        ("uptimehunt services pause", "there is no command pause; did you mean uptimekit pause?"),
        ("statuspage incidents acknowledge", "there is no command acknowledge (see "),
        ("ls monitors --csv", "there is no option --csv; did you mean -o csv?"),
        ("--config fleet.toml status", "it goes behind the command, such as uptimekit status --config ..."),
        ("-o json status", "it goes behind the command, such as uptimekit status -o ..."),
        ("betterstack help", "there is no command help"),
    ],
)
def test_habits_of_other_programs(words: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A command or option that other programs have is refused with what it is called here."""
    assert main(words.split()) == 2
    output = capsys.readouterr()
    assert said in output.err
    assert (output.out, output.err.count("\n")) == ("", 1)
