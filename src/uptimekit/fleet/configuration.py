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

__all__ = ["Configuration", "Profile", "configuration_path", "existing_configuration"]

PATH_VARIABLE: Final = "UPTIMEKIT_CONFIG"
"""Environment variable that names the configuration file; set to nothing, there is none."""


_ADVICE: Final = "write {}, as uptimekit login PROVIDER does, or "


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
            path: default: the one of :func:`configuration_path`.  If that is not there, and ``UPTIMEKIT_CONFIG`` does
                not name it, the environment alone is read: a provider has an account, with its own name, if any of the
                variables is set that its client needs.  ``UPTIMEKIT_CONFIG`` that is set to nothing means the environment
                alone, too.

        Raises:
            ConfigurationError: with all problems of the file; or if there is no account.
        """
        from .configuration_file import read_configuration
        from .environment import accounts_of_environment

        if (place := existing_configuration(path)) is not None:
            return read_configuration(place)
        if not (accounts := accounts_of_environment()):
            write = "" if PATH_VARIABLE in os.environ else _ADVICE.format(configuration_path())
            raise ConfigurationError(
                f"there is no account: {write}set the variables of a provider, such as HEALTHCHECKS_API_KEY"
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


def configuration_path(path: str | os.PathLike[str] | None = None) -> Path:
    """Return the place of the configuration file, whether it is there or not.

    It is *path*, else what ``UPTIMEKIT_CONFIG`` names, else ``uptimekit/fleet.toml`` below ``$XDG_CONFIG_HOME``, else
    below ``~/.config``.  Raises ConfigurationError for a user without a home folder.
    """
    if given := path or os.environ.get(PATH_VARIABLE):
        return Path(given)
    home = os.environ.get("XDG_CONFIG_HOME")
    try:
        folder = Path(home) if home else Path.home() / ".config"
    except RuntimeError:  # such as in a container, under a number that no user has
        raise ConfigurationError(
            f"there is no home folder for fleet.toml: set {PATH_VARIABLE}, XDG_CONFIG_HOME or HOME"
        ) from None
    return folder / "uptimekit" / "fleet.toml"


def existing_configuration(path: str | os.PathLike[str] | None = None) -> Path | None:
    """Return the place of the configuration file; None if there is none, so that the environment alone counts.

    A file that was named must be there.  A link that leads nowhere is one, too.  ``UPTIMEKIT_CONFIG`` that is set to
    nothing means that there is none, whatever lies at the usual place.
    """
    if path or os.environ.get(PATH_VARIABLE):
        return configuration_path(path)
    if PATH_VARIABLE in os.environ:
        return None
    try:
        place = configuration_path()
    except ConfigurationError:
        return None
    return place if os.path.lexists(place) else None
