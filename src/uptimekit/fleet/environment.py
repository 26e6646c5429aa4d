"""The accounts that the environment alone gives: one of each provider of which a needed variable is set."""

from __future__ import annotations

import os

from uptimekit._runtime.errors import ConfigurationError

from .account import Account
from .account_table import check_setting, nearest_alternative
from .provider import AccountReader
from .readers import offered_providers, reader_class
from .secret_reference import FromEnvironment

__all__ = ["accounts_of_environment"]


def accounts_of_environment() -> tuple[Account, ...]:
    """Return an account, named like its provider, for each provider of which a needed variable is set.

    If another variable that the provider needs is not set, the account has a fault, which names it, when it is read: a
    provider that vanishes would look as if all were well.  A provider whose reader cannot be loaded has an account with
    a fault, too, since nobody can tell which variables it needs.
    """
    return tuple(account for provider in offered_providers() if (account := _account(provider)))


def _account(provider: str) -> Account | None:
    try:
        reader = reader_class(provider)
    except ConfigurationError:
        return Account(name=provider, provider=provider)
    variables = _variables(reader)
    given = {name for name, variable in variables.items() if os.environ.get(variable)}
    needed = nearest_alternative(reader, given)
    if given.isdisjoint(needed):
        return None
    beside = tuple(variables[name] for name in needed if name in given)
    missing = {name: FromEnvironment(variables[name], beside=beside) for name in needed if name not in given}
    secrets = reader.all_secrets()
    known = {name: FromEnvironment(secrets[name]) for name in secrets if name in given}
    return Account(
        name=provider,
        provider=provider,
        secrets={**missing, **known},
        settings={name: _setting(name, reader.settings[name]) for name in reader.settings if name in given},
    )


def _variables(reader: type[AccountReader]) -> dict[str, str]:
    return {**reader.settings, **reader.all_secrets()}


def _setting(name: str, variable: str) -> str:
    try:
        return check_setting(name, os.environ[variable])
    except ConfigurationError as error:
        raise ConfigurationError(f"the environment variable {variable}: {error.message}") from None
