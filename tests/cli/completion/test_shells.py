"""Completion as the scripts of the shells ask for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.shell_completion import CompletionItem

from uptimekit.cli.command_tree import COMMANDS, CommandTree
from uptimekit.cli.completion.shells import SHELLS, VARIABLE, answer
from uptimekit.cli.main import main

NAMES = ("nightly backup", "cost$b", "a:b c", 'it\'s "q"', "back`x", "grün", "x\x1b[2J", "y\nz")


def complete_names(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem[str]]:
    """Return the names that begin like what was typed."""
    return [CompletionItem(name, help="a  name\nof all") for name in NAMES if name.startswith(begun)]


@click.group()
def root() -> None:
    """A command with odd names."""


@root.command()
@click.argument("name", shell_complete=complete_names)
@click.option("--opt", shell_complete=complete_names)
@click.option("--file", type=click.Path())
def show(**_: Any) -> None:
    """Show it."""


@pytest.fixture
def inserted(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[str]]:
    """A function that returns what a shell is answered with for a line: what it inserts."""

    def call(shell: str, line: str) -> list[str]:
        monkeypatch.setenv("COMP_LINE", line)
        said = answer(f"{shell}_complete", root)
        assert said is not None
        return [each.split("\t")[1] for each in said.splitlines()]

    return call


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("up show ni", "nightly\\ backup"),
        ("up show 'ni", "nightly backup"),
        ("up show co", "cost\\$b"),
        ('up show "co', "cost\\$b"),
        ("up show a:", "b\\ c"),
        ("up show 'a:", "a:b c"),
        ("up show a:b\\ ", "b\\ c"),
        ("up show 'it", "it'\\''s \"q\""),
        ("up show x --opt=a:", "b\\ c"),
        ("up show x --opt=ni", "nightly\\ backup"),
        ("up show gr", "gr\\ün"),
        ("up sho", "show"),
    ],
)
def test_bash_gets_one_word(inserted: Callable[[str, str], list[str]], line: str, text: str) -> None:
    """bash gets what follows its last break, quoted as the open quote demands."""
    assert inserted("bash", line) == [text]


def test_zsh_and_fish_quote_by_themselves(inserted: Callable[[str, str], list[str]]) -> None:
    """zsh and fish get the names as they are; fish with the option before them, since it replaces the word."""
    for shell in ("zsh", "fish"):
        assert inserted(shell, "up show ") == [name for name in NAMES if name.isprintable()]
    assert inserted("zsh", "up show --opt=ni") == ["nightly backup"]
    assert inserted("fish", "up show --opt=ni") == ["--opt=nightly backup"]
    assert inserted("fish", "up show --o") == ["--opt"]


def test_files_are_the_shells_business(monkeypatch: pytest.MonkeyPatch) -> None:
    """An option for a file makes the shell complete files; help is one line."""
    monkeypatch.setenv("COMP_LINE", "up show --file ")
    assert answer("bash_complete", root) == "file\t\t\n"
    monkeypatch.setenv("COMP_LINE", "up show co")
    assert answer("zsh_complete", root) == "plain\tcost$b\ta name of all\n"


def test_a_failure_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong while completing prints nothing, and an instruction of another program is not answered."""
    monkeypatch.setenv("COMP_LINE", "up show ")
    monkeypatch.setattr(f"{__name__}.NAMES", None)
    assert answer("bash_complete", root) == ""
    assert answer("tcsh_complete", root) is None


@pytest.mark.parametrize("shell", SHELLS)
def test_the_scripts(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """``uptimekit completion SHELL`` prints a script that the shell can read."""
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert f"{VARIABLE}={shell}_complete" in script
    if program := shutil.which(shell):
        subprocess.run([program, "-n", "/dev/stdin"], input=script, text=True, check=True)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("uptimekit heal", {"healthchecks"}),
        ("uptimekit betterstack mon", {"monitors", "monitor-groups"}),
        ("uptimekit betterstack monitors cre", {"create"}),
        ("uptimekit betterstack monitors list --te", {"--team-name"}),
        ("uptimekit betterstack monitors create --monitor-type key", {"keyword", "keyword_absence"}),
        ("uptimekit statuspage components update p c --status=major", {"major_outage"}),
        ("uptimekit betterstack monitors list -o js", {"json", "jsonl"}),
    ],
)
def test_what_completes(
    line: str, wanted: set[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Commands, operations, options and listed values complete."""
    monkeypatch.setenv(VARIABLE, "zsh_complete")
    monkeypatch.setenv("COMP_LINE", line)
    assert main([]) == 0
    assert {each.split("\t")[1] for each in capsys.readouterr().out.splitlines()} == wanted


def test_accounts_of_the_provider(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """--account completes the accounts of the provider whose operation is typed, from the file that the line names."""
    file = tmp_path / "fleet.toml"
    file.write_text(
        '[accounts.shop]\nprovider = "betterstack"\nbearer_token = { env = "A" }\n'
        '[accounts.jobs]\nprovider = "healthchecks"\napi_key = { env = "B" }\n'
    )
    monkeypatch.setenv(VARIABLE, "zsh_complete")
    monkeypatch.setenv("COMP_LINE", f"uptimekit betterstack monitors list --config {file} --account ")
    assert main([]) == 0
    assert capsys.readouterr().out == "plain\tshop\t\n"


def test_a_list_of_commands_makes_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands of the root complete with their lines, and none of their modules is loaded for it."""
    monkeypatch.setenv(VARIABLE, "zsh_complete")
    monkeypatch.setenv("COMP_LINE", "uptimekit ")
    monkeypatch.setattr(CommandTree, "get_command", lambda *_: pytest.fail("a command was made"))
    assert main([]) == 0
    assert {line.split("\t")[1] for line in capsys.readouterr().out.splitlines()} >= {*COMMANDS, "statuspage"}


PROGRAM = """#!{python}
import os, sys
sys.path[:0] = {path!r}
from tests.cli.completion.test_shells import VARIABLE, answer, root
sys.stdout.write(answer(os.environ[VARIABLE], root))
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The function of the script puts the candidates into COMPREPLY, each as one of its items."""
    main(["completion", "bash"])
    script = capsys.readouterr().out
    program = tmp_path / "uptimekit"
    program.write_text(PROGRAM.format(python=sys.executable, path=[path for path in sys.path if path]))
    program.chmod(0o755)
    ask = (
        'COMP_LINE="uptimekit show " COMP_POINT=15 COMP_WORDBREAKS=" :"\n'
        f'_uptimekit_completion "{program}"; printf "<%s>" "${{COMPREPLY[@]}}"'
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(
        ["bash", "-c", f"{script}\n{ask}"], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout == '<nightly\\ backup><cost\\$b><a:b\\ c><it\\\'s\\ \\"q\\"><back\\`x><gr\\ün>'
