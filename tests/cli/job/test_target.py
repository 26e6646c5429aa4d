"""Which monitor a job is reported to, and where its credential comes from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from uptimekit import ConfigurationError
from uptimekit.betterstack import Heartbeat, UptimeAPI
from uptimekit.cli.job.credentials import PING_KEY
from uptimekit.cli.job.target import Target
from uptimekit.healthchecks import CheckCreate
from uptimekit.sandbox import BetterStackSandbox, serve

from .conftest import Checks, run


@pytest.fixture
def heartbeats(monkeypatch: pytest.MonkeyPatch) -> Iterator[UptimeAPI]:
    """A team with a heartbeat named Nightly backup."""
    sandbox = BetterStackSandbox(teams=["main"], monitors=0)
    with serve(sandbox.app) as server:
        base = f"{server.url}/api/v2/"
        monkeypatch.setenv("BETTERSTACK_API_TOKEN", sandbox.teams["main"].token)
        monkeypatch.setenv("BETTERSTACK_BASE_URL", base)
        with UptimeAPI(base_url=base) as api:
            Heartbeat.new(api, name="Nightly backup", period=86_400, grace=3_600)
            yield api


@pytest.fixture
def config(checks: Checks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration with accounts shop, whose ping key a command prints, and billing, whose key is wrong."""
    key, server = checks.variables["HEALTHCHECKS_PING_KEY"], checks.variables["HEALTHCHECKS_BASE_URL"]
    for name in checks.variables:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SHOP_KEY", key)
    monkeypatch.setenv("BILLING_KEY", "another-projects-key")
    path = tmp_path / "fleet.toml"
    path.write_text(
        f"""
        [accounts.shop]
        provider = "healthchecks"
        api_key = {{ env = "NOT_SET" }}
        ping_key = {{ command = ["sh", "-c", "echo $SHOP_KEY"] }}
        base_url = "{server}"
        [accounts.billing]
        provider = "healthchecks"
        api_key = {{ env = "NOT_SET" }}
        ping_key = {{ env = "BILLING_KEY" }}
        base_url = "{server}"
        """
    )
    return path


def _status(api: UptimeAPI) -> str:
    return str(Heartbeat.find(api, "Nightly backup").status)


def test_a_heartbeat_by_name(heartbeats: UptimeAPI, capfd: pytest.CaptureFixture[str]) -> None:
    """The API tells the URL of the heartbeat, and it takes success and failure."""
    assert run("--heartbeat", "Nightly backup", "--", "echo", "12 rows") == 0
    assert _status(heartbeats) == "up"
    assert run("--heartbeat", "Nightly backup", "--", "sh", "-c", "echo no space left; exit 3") == 3
    assert _status(heartbeats) == "down"
    assert capfd.readouterr() == ("12 rows\nno space left\n", "")


@pytest.mark.parametrize("way", ["--url", "BETTERSTACK_HEARTBEAT_URL", "UPTIMEKIT_PING_URL"])
def test_a_heartbeat_by_url(way: str, heartbeats: UptimeAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """The URL alone is enough, as an option or in either variable."""
    url = str(Heartbeat.find(heartbeats, "Nightly backup").url)
    monkeypatch.delenv("BETTERSTACK_API_TOKEN")
    if way != "--url":
        monkeypatch.setenv(way, url)
    assert run(*(["--url", url] if way == "--url" else []), "--", "true") == 0
    assert _status(heartbeats) == "up"


def test_a_heartbeat_in_another_letter_case(heartbeats: UptimeAPI) -> None:
    """The name is found whatever its case, as ``show`` finds it."""
    assert run("--heartbeat", "nightly BACKUP", "--", "true") == 0
    assert _status(heartbeats) == "up"


def test_an_unknown_heartbeat(heartbeats: UptimeAPI, capfd: pytest.CaptureFixture[str]) -> None:
    """A heartbeat that there is not is said with the nearest name."""
    assert run("--heartbeat", "Nightly bakcup", "--", "false") == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("uptimekit run: not reported: ")
    assert "Nightly backup" in line


def test_a_check_by_url(checks: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ping URL of a check in UPTIMEKIT_PING_URL is enough, and goes before that of a heartbeat."""
    check = checks.client.create_check(CheckCreate(name="job"))
    monkeypatch.setenv("UPTIMEKIT_PING_URL", check.ping_url or "")
    monkeypatch.setenv("BETTERSTACK_HEARTBEAT_URL", "https://127.0.0.1:9/api/v1/heartbeat/x")
    assert run("--", "true") == 0
    assert [ping for ping, _ in checks.pings()] == ["start", "success"]


def test_the_ping_key_of_an_account(checks: Checks, config: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An account of the configuration has the key; nothing but the key is read of it."""
    assert run("--config", str(config), "--account", "shop", "--check", "job", "--create", "--", "true") == 0
    assert [ping for ping, _ in checks.pings()] == ["start", "success"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ([], "several accounts have a ping_key: choose one with --account (shop, billing)"),
        (["--account", "shoop"], "no account 'shoop'; did you mean shop?"),
        (["--account", "billing"], "no check has the slug job, or the ping key is another project's"),
        (["--heartbeat", "job"], "no bearer_token of betterstack: set BETTERSTACK_API_TOKEN"),
    ],
)
def test_an_account_that_does_not_fit(
    options: list[str],
    problem: str,
    config: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The job runs, and one line says what is wrong and what to do, without the key."""
    monkeypatch.setenv("UPTIMEKIT_CONFIG", str(config))
    named = [] if "--heartbeat" in options else ["--check", "job"]
    assert run(*named, *options, "--", sys.executable, "-c", "raise SystemExit(3)") == 3
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("uptimekit run: not reported: ")
    assert problem in line
    assert "another-projects-key" not in line


def test_the_only_account_is_taken(checks: Checks, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --account the configuration's only one with a key is taken, and the environment goes before it."""
    text = config.read_text()
    config.write_text(text[: text.index("[accounts.billing]")])
    monkeypatch.setenv("UPTIMEKIT_CONFIG", str(config))
    assert run("--check", "job", "--create", "--", "true") == 0
    monkeypatch.setenv("SHOP_KEY", "wrong")
    for name, value in checks.variables.items():
        monkeypatch.setenv(name, value)
    assert run("--check", "job", "--", "true") == 0
    assert [ping for ping, _ in checks.pings()] == ["start", "success"] * 2


def test_an_account_has_no_address_of_the_environment(
    checks: Checks, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a file says of an account is all: its key goes to no server that a variable names."""
    text = config.read_text()
    config.write_text(text[: text.index("base_url")])
    values = PING_KEY.values(None, str(config), 5)
    monkeypatch.setenv("HEALTHCHECKS_BASE_URL", "http://127.0.0.1:9/api/")
    monkeypatch.setenv("HEALTHCHECKS_PING_URL", "http://127.0.0.1:9/ping")
    assert (
        PING_KEY.values(None, str(config), 5)
        == values
        == {"ping_key": checks.variables["HEALTHCHECKS_PING_KEY"]}
    )


def test_a_missing_key_is_to_be_given_where_it_counts(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file decides, a variable that is set already is no advice."""
    config.write_text('[accounts.shop]\nprovider = "healthchecks"\napi_key = { env = "NOT_SET" }\n')
    monkeypatch.setenv("HEALTHCHECKS_PING_KEY", "set")
    with pytest.raises(ConfigurationError) as caught:
        PING_KEY.values(None, str(config), 5)
    assert str(caught.value) == (
        f"no ping_key of healthchecks: give an account of healthchecks one in {config}, "
        'as ping_key = { env = "HEALTHCHECKS_PING_KEY" }'
    )


def test_a_target_does_not_show_its_url() -> None:
    """The URL is a secret, also in a traceback's values."""
    assert "secret" not in repr(Target(url="https://hc-ping.com/secret"))


@pytest.mark.parametrize("option", ["--check", "--heartbeat", "--url", "--account", "--config"])
def test_an_empty_option_is_not_taken_for_none(
    option: str, checks: Checks, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """``--check "$SLUG"`` without the variable does not report to a monitor that the environment names; the job runs."""
    monkeypatch.setenv("UPTIMEKIT_PING_URL", f"{checks.variables['HEALTHCHECKS_BASE_URL']}ping/job")
    assert run(option, "", "--", "echo", "done") == 0
    told = f"uptimekit run: not reported: {option} is empty: is the variable unset?\n"
    assert capfd.readouterr() == ("done\n", told)


def test_a_refused_token_of_a_file_is_named_by_its_place(
    heartbeats: UptimeAPI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The line says where the token stands that has to be renewed; a setting may stand there, too."""
    monkeypatch.setenv("SHOP_TOKEN", "wrong-and-secret")
    monkeypatch.setenv("SHOP_URL", os.environ["BETTERSTACK_BASE_URL"])
    config = tmp_path / "fleet.toml"
    config.write_text(
        '[accounts.shop]\nprovider = "betterstack"\nbearer_token = { env = "SHOP_TOKEN" }\n'
        'base_url = { env = "SHOP_URL" }\n'
    )
    assert run("--config", str(config), "--heartbeat", "Nightly backup", "--", "true") == 0
    said = capfd.readouterr().err
    assert "(the bearer_token of variable SHOP_TOKEN was used)" in said
    assert "wrong-and-secret" not in said
