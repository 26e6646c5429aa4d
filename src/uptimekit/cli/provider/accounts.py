"""The secrets and settings that a call is made with: those of an account, or of the environment."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from uptimekit._runtime.errors import ConfigurationError

__all__ = ["PATH_VARIABLES", "account_values", "path_values"]

PATH_VARIABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "healthchecks": {"ping_key": "HEALTHCHECKS_PING_KEY"},
    "statuspage": {"page_id": "STATUSPAGE_PAGE_ID", "organization_id": "STATUSPAGE_ORGANIZATION_ID"},
}
"""Arguments in paths that an account or the environment tells, so that they may be left out."""


def account_values(provider: str, account: str | None, config: str | Path | None) -> dict[str, str] | None:
    """Return the secrets and settings of an account of *provider*; None without a file: the environment tells them.

    Args:
        provider: name of the provider.
        account: name of the account; needed if the configuration has several of the provider.
        config: the configuration file.  Default: the usual one, if it is there.

    Raises:
        ConfigurationError: the file has no such account or none of the provider, one must be chosen, or a secret is not
            there.
    """
    from uptimekit.fleet.configuration import Configuration, existing_configuration

    if existing_configuration(config) is None:
        if account not in (None, provider):
            raise ConfigurationError(f"there is no configuration file, and so no account {account!r}")
        return None
    from uptimekit.fleet.account_values import read_account_values
    from uptimekit.fleet.constants import PATIENCE

    from ..stop_signal import exits_at_sigterm

    configuration = Configuration.load(config)
    if account is None:
        accounts = [each for each in configuration.accounts if each.provider == provider]
        if not accounts:
            raise ConfigurationError(
                f"{configuration.source} has no account of {provider}, and with a file the environment makes none: "
                f"add one with uptimekit login {provider}, or set UPTIMEKIT_CONFIG= for the environment alone"
            )
        if len(accounts) > 1:
            names = ", ".join(each.name for each in accounts)
            raise ConfigurationError(f"choose an account with --account: {provider} has {names}")
    else:
        accounts = [*configuration.named([account])]
        if accounts[0].provider != provider:
            raise ConfigurationError(f"{account} is an account of {accounts[0].provider}, not of {provider}")
    with exits_at_sigterm():  # a command that prints a secret must not go on alone
        return read_account_values(accounts[0], PATIENCE)


def path_values(provider: str, values: Mapping[str, str] | None, names: Iterable[str]) -> dict[str, str]:
    """Return the path's arguments *names* that the account's *values* tell; of None, the environment."""
    variables = PATH_VARIABLES.get(provider, {})
    told = {
        name: os.environ.get(variables[name]) if values is None else values.get(name)
        for name in names
        if name in variables
    }
    return {name: value for name, value in told.items() if value}
