"""Accounts that the environment alone gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from uptimekit import ConfigurationError
from uptimekit.fleet import Account, AsyncFleet, Fleet, FromEnvironment
from uptimekit.fleet.environment import accounts_of_environment

from ._kit import SECRET, install


@pytest.mark.usefixtures("lamps")
def test_a_provider_whose_variables_are_set_has_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named like the provider; its secrets stay in the environment, its settings are read."""
    monkeypatch.setenv("LANTERN_BASE_URL", "http://127.0.0.1:8080/")
    assert accounts_of_environment() == (
        Account(
            name="lantern",
            provider="lantern",
            secrets={"token": FromEnvironment("LANTERN_TOKEN")},
            settings={"base_url": "http://127.0.0.1:8080/"},
        ),
    )


@pytest.mark.usefixtures("lamps")
@pytest.mark.parametrize("value", [None, ""])
def test_without_its_variables_it_has_none(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    """An empty variable is not set; a setting alone is no account."""
    monkeypatch.setenv("LANTERN_MODE", "good")
    monkeypatch.delenv("LANTERN_TOKEN")
    if value is not None:
        monkeypatch.setenv("LANTERN_TOKEN", value)
    assert accounts_of_environment() == ()


HALVES = {
    "STATUSPAGE_API_KEY": "STATUSPAGE_PAGE_ID",
    "STATUSPAGE_PAGE_ID": "STATUSPAGE_API_KEY",
    "UPTIMEHUNT_EMAIL": "UPTIMEHUNT_PASSWORD",
    "UPTIMEHUNT_PASSWORD": "UPTIMEHUNT_EMAIL",
}


@pytest.mark.parametrize(("given", "missing"), HALVES.items())
def test_half_the_variables_of_a_provider_are_a_fault(
    monkeypatch: pytest.MonkeyPatch, given: str, missing: str
) -> None:
    """A provider that vanishes looks as if all were well: its account says which variable is set, and which is not."""
    monkeypatch.setenv(given, SECRET)
    with Fleet.load() as fleet:
        (fault,) = fleet.survey().faults
    provider = given.partition("_")[0].lower()
    assert (fault.account, type(fault.error)) == (provider, ConfigurationError)
    assert str(fault.error) == f"the environment variable {missing} is not set, which {given} needs beside it"


@pytest.mark.parametrize(
    "variable", ["HEALTHCHECKS_PING_KEY", "HEALTHCHECKS_BASE_URL", "STATUSPAGE_BASE_URL"]
)
def test_what_is_for_something_else_is_no_half(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """A ping key is for jobs, and an address alone opens nothing."""
    monkeypatch.setenv(variable, "https://hc.example/")
    assert accounts_of_environment() == ()


def test_one_of_two_logins_is_no_half(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token suffices; nothing else is asked for."""
    monkeypatch.setenv("UPTIMEHUNT_ACCESS_TOKEN", SECRET)
    (account,) = accounts_of_environment()
    assert account.secrets == {"access_token": FromEnvironment("UPTIMEHUNT_ACCESS_TOKEN")}


def test_a_reader_that_cannot_be_loaded_has_an_account(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A distribution that is broken is told, not left out in silence."""
    install(monkeypatch, tmp_path, {"wreck": "tests.fleet.no_such_module:Reader"})
    assert accounts_of_environment() == (Account(name="wreck", provider="wreck"),)


@pytest.mark.usefixtures("lamps")
def test_an_address_with_a_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """An account shows its settings; the error names the variable alone."""
    monkeypatch.setenv("LANTERN_BASE_URL", f"https://me:{SECRET}@lantern.example")
    with pytest.raises(ConfigurationError) as caught:
        AsyncFleet.load()
    assert (
        str(caught.value)
        == "the environment variable LANTERN_BASE_URL: must be an address without user name, password, query and fragment"
    )
