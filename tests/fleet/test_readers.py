"""Readers of providers, found by entry points."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from attrs import evolve

from uptimekit import ConfigurationError
from uptimekit.cli.provider.command_table import provider_paths, read_table
from uptimekit.fleet import Account, AsyncFleet, Kind
from uptimekit.fleet.environment import accounts_of_environment
from uptimekit.fleet.readers import OURS, offered_providers, reader_class

from ._kit import LanternReader, install, lantern


@pytest.mark.usefixtures("lamps")
def test_a_provider_of_another_distribution_is_found() -> None:
    """Beside ours, those of others; nothing is loaded by looking."""
    assert offered_providers() == {**OURS, "lantern": "tests.fleet._kit:LanternReader"}
    assert reader_class("lantern") is LanternReader


@pytest.mark.parametrize(
    ("entry_point", "says"),
    [
        ("tests.fleet.no_such_module:Reader", "cannot be loaded: ModuleNotFoundError: No module named"),
        ("tests.fleet._kit:NoReader", "cannot be loaded: AttributeError"),
        ("tests.fleet._kit:install", r"is no subclass of uptimekit\.fleet\.AccountReader"),
        ("tests.fleet._kit", "cannot be loaded: AttributeError"),
    ],
)
def test_a_broken_entry_point_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, entry_point: str, says: str
) -> None:
    """The error names the provider and the entry point."""
    install(monkeypatch, tmp_path, {"wreck": entry_point})
    with pytest.raises(ConfigurationError, match=f"^the reader of wreck, {entry_point}, {says}"):
        reader_class("wreck")


@pytest.mark.parametrize(
    ("attribute", "given", "says"),
    [
        ("secrets", None, "its secrets must be a table of names and variables"),
        ("secrets", {"token": None}, "its secrets must be a table of names and variables"),
        ("other_secrets", ["lamp"], "its other_secrets must be a table of names and variables"),
        ("settings", ["mode"], "its settings must be a table of names and variables"),
        ("needed", None, "its needed must be tuples of names"),
        ("needed", (), "its needed must be tuples of names"),
        ("needed", ((),), "its needed must be tuples of names"),
        ("needed", ("token",), "its needed must be tuples of names"),
        ("needed", (("tokn",),), "its needed must be tuples of names"),
        ("kinds", None, "its kinds must be a set of kinds"),
        ("kinds", {"lamps"}, "its kinds must be a set of kinds"),
        ("actions", None, "its actions must be a set of kinds"),
        ("actions", {"pause": Kind.MONITORS}, "its pause must be a set of kinds"),
    ],
)
def test_a_reader_that_is_not_complete_is_told(
    attribute: str, given: object, says: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its attributes are asked for with every fleet: a mistake in them must not hide the accounts of others."""
    monkeypatch.setattr(LanternReader, attribute, given)
    install(monkeypatch, tmp_path, {"wreck": "tests.fleet._kit:LanternReader"})
    with pytest.raises(
        ConfigurationError, match=f"^the reader of wreck, tests.fleet._kit:LanternReader: {says}"
    ):
        reader_class("wreck")
    assert accounts_of_environment() == (Account(name="wreck", provider="wreck"),)


async def _survey_with_a_wreck() -> None:
    wreck = evolve(lantern("old"), provider="wreck")
    async with AsyncFleet([wreck, lantern("good")]) as fleet:
        reading = await fleet.survey()
    assert len(reading.items) == 3
    (fault,) = reading.faults
    assert (fault.account, fault.kind) == ("old", None)
    assert isinstance(fault.error, ConfigurationError)


@pytest.mark.usefixtures("lamps")
def test_a_broken_entry_point_is_the_fault_of_its_accounts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The other accounts of the fleet are read."""
    install(monkeypatch, tmp_path, {"wreck": "tests.fleet.no_such_module:Reader"}, "wrecks")
    asyncio.run(_survey_with_a_wreck())


def test_nobody_takes_the_name_of_a_provider_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another distribution cannot get the credentials that are meant for a reader of ours."""
    install(monkeypatch, tmp_path, {"healthchecks": "tests.fleet._kit:LanternReader"})
    assert offered_providers()["healthchecks"] == OURS["healthchecks"]


def test_an_unknown_provider_is_refused() -> None:
    """With the nearest name."""
    with pytest.raises(
        ConfigurationError, match=r"there is no provider 'statuspag'; did you mean statuspage\?"
    ):
        reader_class("statuspag")


@pytest.mark.parametrize("provider", OURS)
def test_an_account_may_have_every_credential_of_the_provider(provider: str) -> None:
    """What an operation takes can stand in a file, with the variable from which the command line takes it without one."""
    credentials = read_table(provider_paths()[provider])["credentials"]
    variables = {name: f"{provider}_{name}".upper() for name in credentials}
    variables |= {name: each["env"] for name, each in credentials.items() if "env" in each}
    assert variables.items() <= reader_class(provider).all_secrets().items()
