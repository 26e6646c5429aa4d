"""Where the configuration of a fleet is, and what is chosen from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from uptimekit import ConfigurationError
from uptimekit.fleet import AsyncFleet, Configuration
from uptimekit.fleet.configuration import configuration_path

pytestmark = pytest.mark.usefixtures("lamps")
ACCOUNTS = "".join(
    f'[accounts.{name}]\nprovider = "lantern"\ntoken = {{ env = "LANTERN_TOKEN" }}\n'
    for name in ("shop", "office", "lab")
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with three accounts and two profiles."""
    file = tmp_path / "three.toml"
    profiles = '[profiles.night]\naccounts = ["lab", "shop"]\ndeadline = 5\n[profiles.slow]\ndeadline = 60'
    file.write_text(f"{ACCOUNTS}{profiles}\n")
    return file


def names(fleet: AsyncFleet) -> list[str]:
    return [account.name for account in fleet.accounts]


def test_a_path_goes_before_the_variable_and_that_before_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The default is uptimekit/fleet.toml below $XDG_CONFIG_HOME, else below ~/.config."""
    monkeypatch.setenv("UPTIMEKIT_CONFIG", "there.toml")
    assert configuration_path("here.toml") == Path("here.toml")
    assert configuration_path() == Path("there.toml")
    monkeypatch.delenv("UPTIMEKIT_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/etc/xdg")
    assert configuration_path() == Path("/etc/xdg/uptimekit/fleet.toml")
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert configuration_path() == tmp_path / ".config" / "uptimekit" / "fleet.toml"


def test_the_default_file_goes_before_the_environment(tmp_path: Path) -> None:
    """With a file, variables alone make no account."""
    assert names(AsyncFleet.load()) == ["lantern"]
    place = configuration_path()
    place.parent.mkdir(parents=True)
    place.write_text(ACCOUNTS)
    assert names(AsyncFleet.load()) == ["shop", "office", "lab"]


def test_a_variable_that_is_set_to_nothing_means_no_file(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """The environment alone counts, whatever lies at the usual place; a path that is passed goes before that."""
    place = configuration_path()
    place.parent.mkdir(parents=True)
    place.write_text(ACCOUNTS)
    monkeypatch.setenv("UPTIMEKIT_CONFIG", "")
    assert names(AsyncFleet.load()) == ["lantern"]
    assert names(AsyncFleet.load(file)) == ["shop", "office", "lab"]
    monkeypatch.delenv("LANTERN_TOKEN")
    with pytest.raises(ConfigurationError, match=r"^there is no account: set the variables of a provider"):
        AsyncFleet.load()


def test_a_file_that_the_variable_names_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt path never falls back to other accounts."""
    monkeypatch.setenv("UPTIMEKIT_CONFIG", "/no/such/file.toml")
    with pytest.raises(ConfigurationError, match=r"^/no/such/file\.toml cannot be read: No such file"):
        AsyncFleet.load()


def test_without_any_account_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fleet of nothing would look like one where all is well."""
    monkeypatch.delenv("LANTERN_TOKEN")
    with pytest.raises(ConfigurationError) as caught:
        AsyncFleet.load()
    assert str(caught.value) == (
        f"there is no account: write {configuration_path()}, as uptimekit login PROVIDER does, or set "
        "the variables of a provider, such as HEALTHCHECKS_API_KEY"
    )


def test_a_profile_chooses_accounts_and_a_deadline(file: Path) -> None:
    """Accounts stay in the order of the file; what is given by name goes before the profile."""
    night = AsyncFleet.load(file, profile="night")
    assert (names(night), night.deadline) == (["shop", "lab"], 5)
    slow = AsyncFleet.load(file, profile="slow", accounts=["office"], deadline=3)
    assert (names(slow), slow.deadline) == (["office"], 3)
    assert AsyncFleet.load(file).deadline == 10


def test_a_name_that_there_is_not_is_refused(file: Path) -> None:
    """Profiles and accounts, with the nearest name."""
    with pytest.raises(ConfigurationError, match=r"three.toml has no profile 'nigth'; did you mean night\?"):
        AsyncFleet.load(file, profile="nigth")
    with pytest.raises(
        ConfigurationError, match=r"three.toml has no account 'x'; there are shop, office, lab"
    ):
        AsyncFleet.load(file, accounts=["x"])
    with pytest.raises(ConfigurationError, match="the environment has no profile 'night'; there are none"):
        Configuration().profile("night")


def test_a_link_that_leads_nowhere_is_no_empty_configuration(tmp_path: Path) -> None:
    """A default file whose target is gone is said; the environment does not take its place in silence."""
    link = tmp_path / "config" / "uptimekit" / "fleet.toml"
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "gone")
    with pytest.raises(ConfigurationError, match=r"fleet\.toml cannot be read: No such file or directory"):
        Configuration.load()
