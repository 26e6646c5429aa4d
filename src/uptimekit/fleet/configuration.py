"""The configuration of a fleet: its accounts and profiles, from a file or from the environment."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from attrs import Factory, frozen

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.spelling import did_you_mean

from .account import Account

__all__ = ["DEADLINE", "Configuration", "Profile", "default_path"]

DEADLINE: Final = 10.0
"""Seconds that a fleet waits for its accounts: longer than a healthy API with two retries, short for a person."""

PATH_VARIABLE: Final = "UPTIMEKIT_CONFIG"
"""Environment variable that names the configuration file."""


@frozen(kw_only=True)
class Profile:
    """Some of the accounts, with a deadline.

    Attributes:
        accounts: names of accounts; empty for all.
        deadline: seconds; None for the default.
    """

    accounts: tuple[str, ...] = ()
    deadline: float | None = None


@frozen(kw_only=True)
class Configuration:
    """Accounts and profiles.

    Attributes:
        accounts: in the order of the file.
        profiles: by name.
        source: where they come from, in words.
    """

    accounts: tuple[Account, ...] = ()
    profiles: Mapping[str, Profile] = Factory(dict[str, Profile])
    source: str = "the environment"

    @classmethod
    def load(cls, path: str | os.PathLike[str] | None = None) -> Configuration:
        """Read the file at *path*.

        Args:
            path: default: what the environment variable ``UPTIMEKIT_CONFIG`` names; else :func:`default_path`, if it
                is there; else no file but the environment: a provider has an account, with its own name, if the
                variables are set that its client needs.

        Raises:
            ConfigurationError: with all problems of the file; or if there is no account.
        """
        from .configuration_file import read_configuration
        from .environment import accounts_of_environment

        given = path or os.environ.get(PATH_VARIABLE)
        if given or default_path().is_file():
            return read_configuration(Path(given or default_path()))
        if not (accounts := accounts_of_environment()):
            raise ConfigurationError(
                f"there is no account: write {default_path()}, or set the variables of a provider, "
                "such as HEALTHCHECKS_API_KEY"
            )
        return cls(accounts=accounts)

    def profile(self, name: str | None) -> Profile:
        """Return a profile; that of all accounts for None.  Raises ConfigurationError if there is none."""
        if name is None:
            return Profile()
        if name not in self.profiles:
            hint = did_you_mean(name, self.profiles, f"there are {', '.join(self.profiles) or 'none'}")
            raise ConfigurationError(f"{self.source} has no profile {name!r}{hint}")
        return self.profiles[name]

    def named(self, names: Iterable[str]) -> tuple[Account, ...]:
        """Return the accounts with these *names*, all for no name.  Raises ConfigurationError if there is none."""
        wanted = [*names]
        known = [account.name for account in self.accounts]
        for name in wanted:
            if name not in known:
                hint = did_you_mean(name, known, f"there are {', '.join(known)}")
                raise ConfigurationError(f"{self.source} has no account {name!r}{hint}")
        return tuple(each for each in self.accounts if not wanted or each.name in wanted)


def default_path() -> Path:
    """Return the place of the configuration file: ``$XDG_CONFIG_HOME/uptimekit/fleet.toml``, else below ``~/.config``."""
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home) / "uptimekit" / "fleet.toml"
