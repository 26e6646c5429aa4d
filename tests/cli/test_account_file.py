"""Adding an account to a configuration file."""

from __future__ import annotations

import stat
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from uptimekit import ConfigurationError
from uptimekit.cli.account_file import AccountFile

ENTRY = {"provider": "healthchecks", "api_key": {"env": "SHOP_KEY"}, "base_url": "https://hc.example/api/"}


@pytest.mark.parametrize(
    "before", ["", "# mine\n[accounts.old]  # keep\nprovider = 'x'\n", "[profiles.a]\naccounts=[]"]
)
def test_everything_else_stays(before: str, tmp_path: Path) -> None:
    """The text before is there byte for byte, the new table after it says what was given, and only the owner reads it."""
    path = tmp_path / "deep" / "fleet.toml"
    if before:
        path.parent.mkdir()
        path.write_text(before)
    file = AccountFile(path)
    assert file.account("shop") is None
    file.add("shop", ENTRY)
    file.save()
    text = path.read_text()
    assert text.startswith(before)
    assert tomllib.loads(text)["accounts"]["shop"] == ENTRY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert AccountFile(path).account("shop") == ENTRY


@pytest.mark.parametrize(
    "name", ["shop eu", "a.b", 'q"uote', "ünï", "back\\slash", "control\x7f\x01", "line\nbreak", "😀"]
)
def test_any_name_and_value_survives(name: str, tmp_path: Path) -> None:
    """Names and values with characters that TOML gives a meaning are read as they were written."""
    file = AccountFile(tmp_path / "fleet.toml")
    file.add(name, {"provider": name, "api_key": {"env": name}})
    file.save()
    assert AccountFile(tmp_path / "fleet.toml").account(name) == {"provider": name, "api_key": {"env": name}}


@pytest.mark.parametrize("before", ["accounts = {}\n", "accounts = 5\n", "[[accounts]]\n"])
def test_where_no_table_can_follow_the_text_is_shown(before: str, tmp_path: Path) -> None:
    """A file whose accounts are written in another way is not changed, and the error has the lines to write."""
    path = tmp_path / "fleet.toml"
    path.write_text(before)
    file = AccountFile(path)
    with pytest.raises(ConfigurationError, match=r"\[accounts.shop\]"):
        file.add("shop", ENTRY)
    file.save()
    assert path.read_text() == before


@pytest.mark.parametrize("content", [b"[accounts", b"\xff"])
def test_a_broken_file_is_refused(content: bytes, tmp_path: Path) -> None:
    """A file that is no TOML is refused before anything is asked or written."""
    path = tmp_path / "fleet.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"fleet\.toml"):
        AccountFile(path)


def test_two_who_add_at_once_lose_nothing(tmp_path: Path) -> None:
    """While one tries its credentials, another adds an account: both are kept, and none twice."""
    path = tmp_path / "fleet.toml"
    files = [AccountFile(path) for _ in range(3)]
    for file, name in zip(files, ("shop", "office", "shop"), strict=True):
        file.add(name, ENTRY)
    files[0].save()
    files[1].save()
    with pytest.raises(ConfigurationError, match="has an account shop by now"):
        files[2].save()
    assert [*tomllib.loads(path.read_text())["accounts"]] == ["shop", "office"]


def test_changes_wait_for_each_other(tmp_path: Path) -> None:
    """Many who add an account at the same moment are all in the file at the end, and nothing else is left."""
    names = [f"a{number}" for number in range(8)]

    def add(name: str) -> None:
        file = AccountFile(tmp_path / "fleet.toml")
        file.add(name, ENTRY)
        file.save()

    with ThreadPoolExecutor(len(names)) as threads:
        list(threads.map(add, names))
    assert sorted(tomllib.loads((tmp_path / "fleet.toml").read_text())["accounts"]) == names
    assert [each.name for each in tmp_path.iterdir()] == ["fleet.toml"]


def test_line_ends_stay(tmp_path: Path) -> None:
    """A file that was written on Windows is not rewritten as a whole."""
    path = tmp_path / "fleet.toml"
    path.write_bytes(b"# mine\r\n[profiles]\r\n")
    file = AccountFile(path)
    file.add("shop", ENTRY)
    file.save()
    assert path.read_bytes().startswith(b"# mine\r\n[profiles]\r\n\n[accounts.shop]\n")
