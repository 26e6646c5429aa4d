"""``uptimekit config``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from uptimekit.cli.main import main
from uptimekit.sandbox import Fault

from ._sandboxes import Sandboxes

Captured = pytest.CaptureFixture[str]


def test_check_says_what_the_credentials_open(sandboxes: Sandboxes, capsys: Captured) -> None:
    """A row for each account, and exit code 0 if all are good."""
    assert main(["config", "check", "-o", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["account"], row["credentials"]) for row in rows] == [
        ("betterstack", "good"),
        ("healthchecks", "good"),
        ("statuspage", "good"),
        ("uptimehunt", "good"),
    ]
    assert all(row["answer"] for row in rows)


def test_check_says_what_to_do_about_a_refused_key(
    sandboxes: Sandboxes, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refused key is told with the place that it comes from, without the key; the others are there, exit code 2."""
    monkeypatch.setenv("HEALTHCHECKS_API_KEY", "hcw_wrongwrongwrongwrongwrongwro")
    sandboxes.statuspage.faults.add(Fault(status=404))
    assert main(["config", "check"]) == 2
    output = capsys.readouterr().out
    assert [line.split()[2] for line in output.splitlines()[1:5]] == ["good", "failed", "failed", "good"]
    told = output.splitlines()[5]
    assert told.startswith("healthchecks: ")
    assert "variable HEALTHCHECKS_API_KEY" in told
    assert "wrongwrong" not in output
    assert max(map(len, output.splitlines()[:5])) <= 80


def test_check_without_an_account_lists_what_to_set(home: Path, capsys: Captured) -> None:
    """With nothing configured, each provider is told with its variables and its login."""
    assert main(["config", "check"]) == 2
    output = capsys.readouterr().out
    assert "healthchecks: set HEALTHCHECKS_API_KEY, or run: uptimekit login healthchecks\n" in output
    assert "set STATUSPAGE_API_KEY and STATUSPAGE_PAGE_ID, or run" in output
    assert "set UPTIMEHUNT_EMAIL and UPTIMEHUNT_PASSWORD, or UPTIMEHUNT_ACCESS_TOKEN, or run" in output


def test_check_lists_providers_that_are_not_set_up(
    sandboxes: Sandboxes, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A provider without its variables is told beside the accounts, and is no failure."""
    monkeypatch.delenv("STATUSPAGE_API_KEY")
    monkeypatch.delenv("STATUSPAGE_PAGE_ID")
    assert main(["config", "check", "-o", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["provider"] for row in rows if row["credentials"] == "none"] == ["statuspage"]


def test_half_the_variables_of_a_provider(
    sandboxes: Sandboxes, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A provider of which one variable is missing is an account that fails, and not one that nobody wants."""
    monkeypatch.delenv("STATUSPAGE_PAGE_ID")
    assert main(["config", "check"]) == 2
    said = "the environment variable STATUSPAGE_PAGE_ID is not set, which STATUSPAGE_API_KEY needs beside it"
    assert f"statuspage: {said}" in capsys.readouterr().out
    assert main(["ls", "components"]) == 2
    assert said in capsys.readouterr().err


def test_a_refused_key_is_renewed_where_it_comes_from(
    sandboxes: Sandboxes, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The advice names the secret that was refused, and no ping key beside it."""
    monkeypatch.setenv("HEALTHCHECKS_API_KEY", "hcw_000000000000000000000000wrong")
    assert main(["config", "check"]) == 2
    assert "; renew it where it comes from: variable HEALTHCHECKS_API_KEY\n" in capsys.readouterr().out


def test_path(home: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path is that of the option, else of the variable, else the default; whether a file is there or not."""
    assert main(["config", "path"]) == 0
    output = capsys.readouterr()
    assert output.out == f"{home}/.config/uptimekit/fleet.toml\n"
    assert "no such file" in output.err
    monkeypatch.setenv("XDG_CONFIG_HOME", "/elsewhere")
    main(["config", "path"])
    assert capsys.readouterr().out == "/elsewhere/uptimekit/fleet.toml\n"
    (home / "fleet.toml").touch()
    monkeypatch.setenv("UPTIMEKIT_CONFIG", str(home / "fleet.toml"))
    main(["config", "path"])
    assert capsys.readouterr() == (f"{home / 'fleet.toml'}\n", "")
    main(["config", "path", "--config", "other.toml"])
    assert capsys.readouterr().out == "other.toml\n"


def test_show_has_no_secret(home: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """The accounts are shown with where their secrets come from: no value, and no words of a command but its name."""
    file = home / "fleet.toml"
    file.write_text(
        '[accounts.shop]\nprovider = "statuspage"\npage_id = "p1"\ntags = ["shop", "eu"]\n'
        'api_key = { command = ["pass", "show", "--password=hush-hush"] }\n'
        '[accounts.jobs]\nprovider = "healthchecks"\napi_key = { keyring = "uptimekit/jobs/api_key" }\n'
        'ping_key = { env = "JOBS_PING_KEY" }\n'
    )
    monkeypatch.setenv("JOBS_PING_KEY", "hush-hush")
    assert main(["config", "show", "--config", str(file)]) == 0
    output = capsys.readouterr().out
    assert [" ".join(line.split()) for line in output.splitlines()[1:]] == [
        "shop statuspage api_key command pass",
        "shop statuspage page_id p1",
        "shop statuspage tags shop, eu",
        "jobs healthchecks api_key keyring uptimekit/jobs/api_key",
        "jobs healthchecks ping_key variable JOBS_PING_KEY",
    ]
    assert "hush" not in output
    assert main(["config", "show", "--config", str(file), "-o", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[1]["secrets"]["ping_key"] == "variable JOBS_PING_KEY"


def test_check_reads_the_secrets_of_single_operations(
    sandboxes: Sandboxes, home: Path, capsys: Captured
) -> None:
    """A metrics key that is not there fails the check, though the account can be read without it."""
    file = home / "fleet.toml"
    file.write_text(
        '[accounts.jobs]\nprovider = "healthchecks"\napi_key = { env = "HEALTHCHECKS_API_KEY" }\n'
        f'base_url = "{sandboxes.variables["HEALTHCHECKS_BASE_URL"]}"\nmetrics_key = {{ env = "NOT_SET" }}\n'
    )
    assert main(["status", "--config", str(file)]) == 0
    capsys.readouterr()
    assert main(["config", "check", "--config", str(file), "-o", "jsonl"]) == 2
    row = json.loads(capsys.readouterr().out)
    assert (row["credentials"], row["answer"]) == (
        "failed",
        "the environment variable NOT_SET is not set",
    )


def test_an_account_for_jobs_alone(home: Path, capsys: Captured) -> None:
    """A machine that only reports its jobs needs a ping key alone in its file; what a fleet would need is said."""
    file = home / "fleet.toml"
    file.write_text('[accounts.jobs]\nprovider = "healthchecks"\nping_key = { env = "JOBS_PING_KEY" }\n')
    assert main(["config", "show", "--config", str(file)]) == 0
    assert "variable JOBS_PING_KEY" in capsys.readouterr().out
    assert main(["status", "--config", str(file)]) == 2
    said = 'the account jobs needs api_key; write api_key = { env = "HEALTHCHECKS_API_KEY" }'
    assert said in capsys.readouterr().out
