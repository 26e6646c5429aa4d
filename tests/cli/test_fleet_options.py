"""The options that choose the accounts of a command."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import click
import pytest
from click.shell_completion import ShellComplete

from uptimekit import ClientStateError, ConfigurationError
from uptimekit.cli.fleet_options import FleetFactory, fleet_of, fleet_options


@click.command()
@fleet_options
@click.argument("word")
def example(word: str, fleet: FleetFactory) -> list[Any]:
    """Return what was chosen."""
    with fleet(retries=0) as opened:
        return [word, [account.name for account in opened.accounts], opened.deadline]


def run(*arguments: str) -> Any:
    return example.main(arguments, standalone_mode=False)


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration with two accounts and a profile, and nothing else that says anything."""
    for name in os.environ:
        if name.startswith(
            ("BETTERSTACK_", "HEALTHCHECKS_", "STATUSPAGE_", "UPTIMEHUNT_", "UPTIMEKIT_CONFIG")
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    accounts = "".join(
        f'[accounts.{name}]\nprovider = "healthchecks"\napi_key = {{ env = "KEY" }}\n'
        for name in ("shop", "sea")
    )
    file = tmp_path / "fleet.toml"
    file.write_text(f'{accounts}[profiles.night]\naccounts = ["sea"]\ndeadline = 5\n')
    return file


@pytest.mark.parametrize(
    ("options", "accounts", "deadline"),
    [
        ([], ["shop", "sea"], 10),
        (["--profile", "night"], ["sea"], 5),
        (["--profile", "night", "--deadline", "1m"], ["sea"], 60),
        (["--account", "shop"], ["shop"], 10),
        (["--account", "sea", "--account", "shop"], ["shop", "sea"], 10),
    ],
)
def test_options_choose_accounts_and_the_deadline(
    file: Path, options: list[str], accounts: list[str], deadline: float
) -> None:
    """The command gets the fleet that they choose, beside its own arguments."""
    assert run("--config", str(file), *options, "word") == ["word", accounts, deadline]


def test_the_environment_names_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --config, the usual places are looked at."""
    monkeypatch.setenv("UPTIMEKIT_CONFIG", str(file))
    assert run("word") == ["word", ["shop", "sea"], 10]


def test_help_reads_no_configuration(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Help must come whatever the configuration says."""
    file.write_text("[accounts")
    assert run("--config", str(file), "--help") == 0
    assert "--account NAME" in capsys.readouterr().out


def test_a_wrong_configuration_is_told(file: Path) -> None:
    """The error of the fleet goes through."""
    with pytest.raises(ConfigurationError, match="no account 'see'; did you mean sea"):
        run("--config", str(file), "--account", "see", "word")


def test_a_deadline_that_is_none_is_refused() -> None:
    """Nothing answers within no time."""
    with pytest.raises(click.BadParameter, match=r"0s|0\.0 s is less than 0\.1 s"):
        run("--deadline", "0s", "word")


@pytest.mark.parametrize(
    ("option", "begun", "names"),
    [("--account", "s", ["shop", "sea"]), ("--account", "se", ["sea"]), ("--profile", "", ["night"])],
)
def test_names_are_completed(file: Path, option: str, begun: str, names: list[str]) -> None:
    """Accounts and profiles of the file that --config names."""
    completion = ShellComplete(example, {}, "example", "_EXAMPLE_COMPLETE")
    found = completion.get_completions(["--config", str(file), option], begun)
    assert [each.value for each in found] == names


def test_completion_is_silent_about_a_wrong_file(file: Path) -> None:
    """Any text would land in the line that is typed."""
    file.write_text("[accounts")
    completion = ShellComplete(example, {}, "example", "_EXAMPLE_COMPLETE")
    assert completion.get_completions(["--config", str(file), "--account"], "") == []


def test_the_completion_of_others_has_the_fleet(file: Path) -> None:
    """The fleet of a line that is not complete yet; with a shorter deadline."""
    context = example.make_context(
        "example", ["--config", str(file), "--profile", "night"], resilient_parsing=True
    )
    with fleet_of(context, deadline=0.5) as fleet:
        assert ([account.name for account in fleet.accounts], fleet.deadline) == (["sea"], 0.5)


def test_sigterm_ends_a_command_in_order(file: Path) -> None:
    """What a command has begun is undone, as at Ctrl-C, by the end of each of its blocks."""
    fleets: list[Any] = []

    @click.command()
    @fleet_options
    def waiting(fleet: FleetFactory) -> None:
        with fleet() as opened:
            fleets.append(opened)
            signal.raise_signal(signal.SIGTERM)

    with pytest.raises(SystemExit) as caught:
        waiting.main(["--config", str(file)], standalone_mode=False)
    assert caught.value.code == 143
    with pytest.raises(ClientStateError, match="the fleet is closed"):
        fleets[0].survey()
