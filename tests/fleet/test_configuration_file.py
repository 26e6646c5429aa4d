"""The configuration file: what it says, and all that can be wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from uptimekit import ConfigurationError
from uptimekit.fleet import Account, Configuration, FromCommand, FromEnvironment, FromKeyring, Profile

from ._kit import install

pytestmark = pytest.mark.usefixtures("lamps")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The place of a configuration file."""
    return tmp_path / "fleet.toml"


def test_accounts_and_profiles_are_read(file: Path) -> None:
    """Several accounts of a provider, all forms of secrets, settings, tags and profiles."""
    file.write_text("""
        [accounts.shop]
        provider = "lantern"
        token = { env = "SHOP_TOKEN" }
        base_url = "https://lantern.example/api/"
        tags = ["shop", "eu"]
        [accounts."main office"]
        provider = "lantern"
        token = { keyring = "uptimekit/office" }
        mode = { command = ["cat", "/etc/mode"] }
        [profiles.night]
        accounts = ["shop"]
        deadline = 2.5
        [profiles.all]
    """)
    found = Configuration.load(file)
    assert found.source == str(file)
    assert found.accounts == (
        Account(
            name="shop",
            provider="lantern",
            secrets={"token": FromEnvironment("SHOP_TOKEN")},
            settings={"base_url": "https://lantern.example/api/"},
            tags=("shop", "eu"),
        ),
        Account(
            name="main office",
            provider="lantern",
            secrets={
                "token": FromKeyring("uptimekit", "office"),
                "mode": FromCommand(("cat", "/etc/mode")),
            },
        ),
    )
    assert found.profiles == {"night": Profile(accounts=("shop",), deadline=2.5), "all": Profile()}


def test_all_problems_are_told_at_once(file: Path) -> None:
    """Each with its place, and none with a value that may be secret."""
    file.write_text("""
        colour = "red"
        [accounts.shop]
        provider = "lantern"
        token = "plain-text-0123456789"
        base_url = "https://user:password-0123456789@lantern.example"
        tokn = { env = "X" }
        tags = "shop"
        [accounts.empty]
        provider = "lantern"
        [accounts.odd]
        provider = "lanternn"
        [accounts.none]
        [profiles.night]
        accounts = ["shp"]
        deadline = "5s"
        retries = 3
    """)
    with pytest.raises(ConfigurationError) as caught:
        Configuration.load(file)
    text = str(caught.value)
    for part in (
        "the file: has no key colour; it takes accounts, profiles",
        "accounts.shop.token: a secret in plain text is refused; write { env",
        "accounts.shop.base_url: must be an address without user name, password, query and fragment",
        "accounts.shop.tokn: there is no such key; did you mean token?",
        "accounts.shop.tags: must be a list of texts",
        'accounts.empty: needs token; write token = { env = "LANTERN_TOKEN" }',
        "accounts.odd.provider: there is no provider 'lanternn'; did you mean lantern?",
        "accounts.odd: needs token; write token = ",
        "accounts.none: needs provider, one of betterstack, healthchecks, statuspage, uptimehunt, lantern",
        "profiles.night: has no key retries; it takes accounts, deadline",
        "profiles.night.accounts: there is no account 'shp'; did you mean shop?",
        "profiles.night: deadline must be a number of seconds above 0 and below ten years, not '5s'",
    ):
        assert f"\n  {part}" in text
    assert text.startswith(f"{file} has 12 problems:\n")
    assert "0123456789" not in text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[accounts", "is no TOML: Expected"),
        (b"x = '\xff'", "is no TOML: it is not UTF-8"),
        (b"x = " + b"[" * 5000, "is no TOML that can be read: a number is too long, or it is too deep"),
        (b"x = " + b"1" * 5000, "is no TOML that can be read: a number is too long, or it is too deep"),
        (b"", ': accounts: there is none; write [accounts.NAME] with provider = "..."'),
        (b"accounts = 3", "  accounts: must be a table"),
        (b"accounts.shop = 3", "  accounts.shop: must be a table"),
    ],
)
def test_a_file_that_is_none_is_told(file: Path, content: bytes, says: str) -> None:
    """Syntax, coding and shape."""
    file.write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        Configuration.load(file)
    assert says in str(caught.value)


def test_a_file_that_is_not_there_is_told(file: Path) -> None:
    """A file that was named must be there."""
    with pytest.raises(ConfigurationError, match="cannot be read: No such file"):
        Configuration.load(file)


def test_a_reader_that_cannot_be_loaded_is_no_problem_of_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its accounts have the fault when they are read, and the others are not hidden.

    A plain text of it may be a secret that somebody wrote there, so that it is not shown as a setting either.
    """
    install(monkeypatch, tmp_path, {"wreck": "tests.fleet.no_such_module:Reader"}, "wrecks")
    file.write_text("""
        [accounts.old]
        provider = "wreck"
        key = { env = "OLD_KEY" }
        place = "sea"
        [accounts.shop]
        provider = "lantern"
        token = { env = "SHOP_TOKEN" }
    """)
    old, shop = Configuration.load(file).accounts
    assert (old.secrets, old.settings) == ({"key": FromEnvironment("OLD_KEY")}, {})
    assert shop.name == "shop"


@pytest.mark.parametrize(
    "address",
    [
        "https://lantern.example/?key=0123456789",
        "https://lantern.example/#0123456789",
        "me:0123456789@lantern.example",
        "https://[::1/0123456789",
    ],
)
def test_no_setting_hides_a_secret(address: str, file: Path) -> None:
    """An address with more than a host, a port and a path is refused, and not repeated: settings are shown."""
    file.write_text(
        f'[accounts.shop]\nprovider = "lantern"\ntoken = {{ env = "T" }}\nbase_url = "{address}"\n'
    )
    with pytest.raises(ConfigurationError, match="base_url: must be an address without user name") as caught:
        Configuration.load(file)
    assert "0123456789" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "a\\nb", "\\u001b[2J"])
def test_a_name_that_cannot_be_shown_is_none(name: str, file: Path) -> None:
    """The name of an account stands in messages and tables, so that it is text that can be printed."""
    file.write_text(f'[accounts."{name}"]\nprovider = "lantern"\ntoken = {{ env = "T" }}\n')
    with pytest.raises(
        ConfigurationError, match="the name of an account must be text that can be printed"
    ) as caught:
        Configuration.load(file)
    assert str(caught.value).isprintable()
