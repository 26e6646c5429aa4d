"""Completion of the names of items."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from uptimekit import ConfigurationError
from uptimekit.cli.command_tree import root
from uptimekit.cli.main import main
from uptimekit.fleet import AccountReader, Kind
from uptimekit.fleet.readers import reader_class
from uptimekit.healthchecks import CheckCreate
from uptimekit.sandbox import Fault

from ._sandboxes import Sandboxes, closed_port


def completed(*words: str) -> list[str]:
    """What a shell offers for the last word."""
    *before, begun = words
    found = ShellComplete(root, {}, "uptimekit", "_UPTIMEKIT_COMPLETE").get_completions(before, begun)
    return [each.value for each in found]


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers have time to come, however busy this machine is."""
    monkeypatch.setattr("uptimekit.cli.name_completion.PATIENCE", 20.0)


@pytest.mark.usefixtures("patience")
def test_names_come_from_the_accounts_and_then_from_the_cache(sandboxes: Sandboxes) -> None:
    """The first completion reads the accounts, the next ones do not; case does not count, ids come if no name does."""
    assert completed("show", "SITE") == ["Site 0", "Site 1", "Site 2"]
    asked = sandboxes.betterstack.requests.total()
    assert asked > 0
    assert completed("pause", "back") == ["backup"]
    assert completed("pause", "nothing") == []
    assert completed("show", "--kind", "components", "") == ["API", "Website"]
    assert sandboxes.betterstack.requests.total() == asked


@pytest.mark.usefixtures("patience")
def test_only_what_a_command_takes(sandboxes: Sandboxes) -> None:
    """Incidents alone are completed where incidents are wanted, and monitors and heartbeats where those are."""
    sandboxes.monitor_goes("down")
    assert completed("ack", "") == ["Site 0"]
    assert "Website" not in completed("pause", "")
    assert completed("ls", "mon") == ["monitors"]


def test_a_command_that_read_everything_fills_the_cache(sandboxes: Sandboxes) -> None:
    """After ``status`` names complete without a request."""
    main(["status"])
    asked = sandboxes.healthchecks.requests.total()
    assert completed("show", "back") == ["backup"]
    assert sandboxes.healthchecks.requests.total() == asked


@pytest.mark.usefixtures("patience")
def test_what_could_be_read_is_offered(
    sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Names of the accounts that answer are there, and what goes wrong prints nothing into the command line."""
    monkeypatch.setenv("BETTERSTACK_BASE_URL", closed_port())
    monkeypatch.setenv("UPTIMEHUNT_BASE_URL", closed_port())
    assert completed("show", "") == ["API", "Website", "backup"]
    monkeypatch.setenv("UPTIMEKIT_CONFIG", "/nowhere")
    assert completed("show", "") == []
    assert capfd.readouterr() == ("", "")


def test_an_account_that_hangs_does_not_hold_up_the_shell(
    sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an account does not answer, the names of yesterday are offered."""
    main(["status"])
    (cache,) = (Path.home() / ".cache" / "uptimekit").iterdir()
    cache.write_text(
        json.dumps({**json.loads(cache.read_text()), "written": dict.fromkeys(Kind, time.time() - 3600)})
    )
    monkeypatch.setattr("uptimekit.cli.name_completion.PATIENCE", 0.2)
    sandboxes.betterstack.faults.add(Fault(latency=600))
    assert completed("show", "site 0") == ["Site 0"]


@pytest.mark.usefixtures("patience")
def test_only_what_a_provider_can_do(sandboxes: Sandboxes) -> None:
    """An incident that its provider cannot acknowledge is offered to ``resolve`` alone."""
    sandboxes.monitor_goes("down")
    assert main(["statuspage", "incidents", "create", "--name", "Slow", "--status", "investigating"]) == 0
    assert completed("ack", "") == ["Site 0"]
    assert completed("resolve", "") == ["Site 0", "Slow"]


@pytest.mark.usefixtures("patience")
def test_tags_and_heartbeats(sandboxes: Sandboxes) -> None:
    """Tags complete where things are filtered, and heartbeats of Better Stack where a job is reported to one."""
    with sandboxes.healthchecks_client() as client:
        client.create_check(CheckCreate(name="Report", tags="nightly shop"))
    assert completed("status", "--tag", "NIGHT") == ["nightly"]
    assert completed("ls", "heartbeats", "--tag", "sh") == ["shop"]
    assert completed("run", "--heartbeat", "") == ["Job 0"]
    assert completed("run", "--check", "BACK") == ["backup"]
    assert completed("run", "--account", "healthchecks", "--check", "") == ["backup", "report"]
    assert completed("run", "--account", "betterstack", "--check", "") == []


@pytest.mark.usefixtures("patience")
def test_only_the_kinds_that_are_wanted_are_read(sandboxes: Sandboxes) -> None:
    """One listing of each provider that has heartbeats tells their names, and no check's UUID or ping key is kept."""
    before = [each.requests.total() for each in (sandboxes.healthchecks, sandboxes.betterstack)]
    assert completed("run", "--check", "") == ["backup"]
    assert completed("run", "--heartbeat", "") == ["Job 0"]
    after = [each.requests.total() for each in (sandboxes.healthchecks, sandboxes.betterstack)]
    assert [now - then for now, then in zip(after, before, strict=True)] == [1, 1]
    assert (sandboxes.statuspage.requests.total(), sandboxes.uptimehunt.requests.total()) == (0, 0)
    with sandboxes.healthchecks_client() as client:
        (check,) = client.get_checks()
    (cache,) = (Path.home() / ".cache" / "uptimekit").iterdir()
    assert str(check.uuid) not in cache.read_text()
    assert sandboxes.variables["HEALTHCHECKS_PING_KEY"] not in cache.read_text()


@pytest.mark.usefixtures("patience")
def test_a_kind_that_failed_is_not_kept(sandboxes: Sandboxes) -> None:
    """What could be read is kept although something else of the account could not."""
    sandboxes.betterstack.faults.add(Fault(status=403, match="/heartbeats"))
    assert "Site 0" in completed("show", "")
    asked = sandboxes.betterstack.requests.total()
    assert completed("show", "--kind", "monitors", "site 0") == ["Site 0"]
    assert sandboxes.betterstack.requests.total() == asked


def test_a_provider_that_is_gone_hides_no_names(
    sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names of a distribution that was removed since they were kept are left out, and all others are offered."""
    main(["status"])

    def gone(provider: str) -> type[AccountReader]:
        if provider == "betterstack":
            raise ConfigurationError("no installed distribution offers it")
        return reader_class(provider)

    monkeypatch.setattr("uptimekit.cli.name_completion.reader_class", gone)
    assert "backup" in completed("pause", "")
    assert "Site 0" not in completed("pause", "")
