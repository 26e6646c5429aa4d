"""The accounts that the environment alone gives: one of each provider whose variables are set."""

from __future__ import annotations

import os

from uptimekit._runtime.errors import ConfigurationError

from .account import Account
from .account_table import check_setting
from .provider import AccountReader
from .readers import offered_providers, reader_class
from .secret_reference import FromEnvironment

__all__ = ["accounts_of_environment"]


def accounts_of_environment() -> tuple[Account, ...]:
    """Return an account, named like its provider, for each provider whose needed variables are set.

    A provider whose reader cannot be loaded has one, too: nobody can tell which variables it needs, and its fault is
    told when the account is read.
    """
    return tuple(account for provider in offered_providers() if (account := _account(provider)))


def _account(provider: str) -> Account | None:
    try:
        reader = reader_class(provider)
    except ConfigurationError:
        return Account(name=provider, provider=provider)
    given = {name for name, variable in _variables(reader).items() if os.environ.get(variable)}
    if not any(given.issuperset(names) for names in reader.needed):
        return None
    return Account(
        name=provider,
        provider=provider,
        secrets={name: FromEnvironment(reader.secrets[name]) for name in reader.secrets if name in given},
        settings={name: _setting(name, reader.settings[name]) for name in reader.settings if name in given},
    )


def _variables(reader: type[AccountReader]) -> dict[str, str]:
    return {**reader.settings, **reader.secrets}


def _setting(name: str, variable: str) -> str:
    try:
        return check_setting(name, os.environ[variable])
    except ConfigurationError as error:
        raise ConfigurationError(f"the environment variable {variable}: {error.message}") from None
