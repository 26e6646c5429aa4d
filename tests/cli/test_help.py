"""Help: it is there for everything, and loads nothing that it does not need."""

from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest

from uptimekit.cli.command_tree import COMMANDS, root
from uptimekit.cli.provider.command_table import provider_paths

HEAVY = (
    "httpx",
    "httpcore",
    "rich",
    "asyncio",
    "keyring",
    "prometheus_client",
    "jinja2",
    "starlette",
)
CLIENTS = (
    "uptimekit_clients.",
    "uptimekit.betterstack",
    "uptimekit.healthchecks",
    "uptimekit.statuspage",
    "uptimekit.uptimehunt",
)
PROGRAM = """
import io, sys
from contextlib import redirect_stdout
from uptimekit.cli.main import main
for words in {words!r}:
    with redirect_stdout(io.StringIO()) as out:
        assert main([*words, "--help"]) == 0, words
    assert "Usage: " in out.getvalue()
print(*sys.modules)
"""


def test_no_help_loads_a_provider() -> None:
    """The help of the root, of each command, of each API and of one of its operations loads no client and no HTTP library."""
    words = [[], *([name] for name in COMMANDS)]
    words += [["betterstack"], ["betterstack", "monitors"], ["betterstack", "monitors", "create"]]
    words += [["healthchecks", "pings", "success"], ["statuspage", "components", "list"], ["uptimehunt"]]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(words=words)],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),
    )
    loaded = done.stdout.split()
    assert [name for name in loaded if name.startswith((*HEAVY, *CLIENTS))] == []


def test_every_operation_has_help() -> None:
    """The help of every command of every installed client can be made, and says how it is called."""
    count = 0
    for provider in provider_paths():
        group = root.get_command(click.Context(root), provider)
        assert isinstance(group, click.Group)
        for resource in group.list_commands(click.Context(group)):
            operations = group.get_command(click.Context(group), resource)
            assert isinstance(operations, click.Group)
            for verb in operations.list_commands(click.Context(operations)):
                command = operations.get_command(click.Context(operations), verb)
                assert command is not None
                context = click.Context(command, info_name=f"uptimekit {provider} {resource} {verb}")
                assert "--dry-run" in command.get_help(context)
                count += 1
    assert count >= 436


@pytest.mark.parametrize(
    "words", [["--help"], ["-h"], ["betterstack", "-h"], ["betterstack", "monitors", "list", "-h"]]
)
def test_both_spellings(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """``-h`` is ``--help`` everywhere."""
    from uptimekit.cli.main import main

    assert main(words) == 0
    assert capsys.readouterr().out.startswith("Usage: uptimekit")
