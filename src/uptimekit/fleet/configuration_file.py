"""The configuration file, in TOML: all that is wrong with it is said at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from uptimekit._runtime.settings import check_seconds
from uptimekit._runtime.spelling import did_you_mean

from .account import Account
from .account_table import read_account
from .configuration import Configuration, Profile
from .problems import Problems
from .toml_file import read_toml

__all__ = ["read_configuration"]


def read_configuration(path: Path) -> Configuration:
    """Read the file; raise ConfigurationError with all its problems, and the place of each."""
    problems = Problems()
    top = problems.table("the file", read_toml(path), ("accounts", "profiles"))
    accounts = {
        name: read_account(name, given, problems)
        for name, given in problems.table("accounts", top.get("accounts", {})).items()
    }
    if not accounts:
        problems.add("accounts", 'there is none; write [accounts.NAME] with provider = "..."')
    profiles = {
        name: _profile(f"profiles.{name}", given, accounts, problems)
        for name, given in problems.table("profiles", top.get("profiles", {})).items()
    }
    problems.complain(str(path))
    return Configuration(accounts=tuple(accounts.values()), profiles=profiles, source=str(path))


def _profile(place: str, given: Any, accounts: dict[str, Account], problems: Problems) -> Profile:
    table = problems.table(place, given, ("accounts", "deadline"))
    names = problems.texts(f"{place}.accounts", table["accounts"]) if "accounts" in table else ()
    for name in names:
        if name not in accounts:
            hint = did_you_mean(name, accounts, f"there are {', '.join(accounts)}")
            problems.add(f"{place}.accounts", f"there is no account {name!r}{hint}")
    if "deadline" in table:
        with problems.at(place):
            check_seconds("deadline", table["deadline"])
    return Profile(accounts=names, deadline=table.get("deadline"))
