"""The entry point of the command."""

from __future__ import annotations

import subprocess
import sys

import pytest

from uptimekit import __version__
from uptimekit.cli.main import main


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
    assert "stauts" in output.err


def test_the_module_is_the_command() -> None:
    """``python -m uptimekit`` does what ``uptimekit`` does."""
    done = subprocess.run(
        [sys.executable, "-m", "uptimekit", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"uptimekit {__version__}\n"


def test_a_misspelt_option_names_the_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    """An option that there is not is said with the one that was meant, and with the help to read."""
    assert main(["--debg"]) == 2
    assert "--debug" in (said := capsys.readouterr().err)
    assert said.endswith("(see uptimekit --help)\n")


def test_without_arguments_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    """The bare command shows its help on stderr: it did nothing."""
    assert main([]) == 2
    assert "Usage: uptimekit" in capsys.readouterr().err
