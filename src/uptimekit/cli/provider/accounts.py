"""The account that a call is made with, and its secrets and settings; without a file, those of the environment."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Set
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from uptimekit._runtime.errors import ConfigurationError

if TYPE_CHECKING:
    from uptimekit._runtime import Operation
    from uptimekit.fleet import Account

__all__ = ["PATH_VARIABLES", "chosen_account", "client_values", "path_values", "places_told"]

PATH_VARIABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "healthchecks": {"ping_key": "HEALTHCHECKS_PING_KEY"},
    "statuspage": {"page_id": "STATUSPAGE_PAGE_ID", "organization_id": "STATUSPAGE_ORGANIZATION_ID"},
}
"""Arguments in paths that an account or the environment tells, so that they may be left out."""


def chosen_account(provider: str, name: str | None, config: str | Path | None) -> Account | None:
    """Return the account of *provider* that is meant; None without a file: the environment tells everything.

    Args:
        provider: name of the provider.
        name: name of the account; needed if the configuration has several of the provider.
        config: the configuration file.  Default: the usual one, if it is there.

    Raises ConfigurationError if the file has no such account or none of the provider, or if one must be chosen.
    """
    from uptimekit.fleet.configuration import Configuration, existing_configuration

    if existing_configuration(config) is None:
        if name not in (None, provider):
            raise ConfigurationError(f"there is no configuration file, and so no account {name!r}")
        return None
    configuration = Configuration.load(config)
    if name is None:
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
        accounts = [*configuration.named([name])]
        if accounts[0].provider != provider:
            raise ConfigurationError(f"{name} is an account of {accounts[0].provider}, not of {provider}")
    return accounts[0]


def client_values(account: Account, operation: Operation) -> dict[str, str]:
    """Return the settings of *account*, and the secrets that *operation* takes.

    Raises ConfigurationError for a secret that is not there.
    """
    return _read(account.without_secrets(_all_secrets(account) - _taken(account, operation)))


def places_told(account: Account | None, operation: Operation) -> AbstractContextManager[None]:
    """Let the error of refused credentials that leaves the block say where *account* has them; without one, nothing."""
    from uptimekit.fleet.secret_places import places_named

    if account is None:
        return nullcontext()
    return places_named(account.with_secrets(_taken(account, operation)).secrets)


def _all_secrets(account: Account) -> Set[str]:
    from uptimekit.fleet.readers import reader_class

    return reader_class(account.provider).all_secrets().keys()


def _taken(account: Account, operation: Operation) -> Set[str]:
    """Return the names of the secrets that *operation* takes: a session is opened with the others that a fleet reads."""
    from uptimekit.fleet.readers import reader_class

    named = {name for names in operation.security for name in names}
    main = reader_class(account.provider).secrets.keys()
    return named | main if named & main else named


def path_values(provider: str, account: Account | None, names: Iterable[str]) -> dict[str, str]:
    """Return the path's arguments *names* that the *account* tells; without one, the environment.

    Raises ConfigurationError for a secret that is not there.
    """
    variables = PATH_VARIABLES.get(provider, {})
    told = {name: variables[name] for name in names if name in variables}
    if account is not None:
        values = _read(account.with_secrets(told)) if told else {}
        return {name: values[name] for name in told if name in values}
    return {name: value for name, variable in told.items() if (value := os.environ.get(variable))}


def _read(account: Account) -> dict[str, str]:
    from uptimekit.fleet.account_values import read_account_values
    from uptimekit.fleet.constants import PATIENCE

    from ..stop_signal import exits_at_sigterm

    with exits_at_sigterm():  # a command that prints a secret must not go on alone
        return read_account_values(account, PATIENCE)
