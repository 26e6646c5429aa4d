"""Synchronous clients of the accounts of a fleet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.tracebacks import hides_locals
from uptimekit.fleet import Account
from uptimekit.fleet.account_values import read_account_values
from uptimekit.fleet.constants import PATIENCE
from uptimekit.fleet.readers import reader_class
from uptimekit.fleet.statuspage import CLIENT_VALUES

__all__ = ["open_client"]


@hides_locals
def open_client(account: Account) -> Any:
    """Return the client of an account, which has no deadline: a rate limit may ask it to wait for longer.

    Raises ConfigurationError for a secret that is not there, or a setting that makes no sense.
    """
    if account.provider not in _MAKERS:
        raise ConfigurationError(f"{account.provider} has no tables of its own")
    read = account.without_secrets(reader_class(account.provider).other_secrets)
    return _MAKERS[account.provider](read_account_values(read, PATIENCE))


def _betterstack(values: Mapping[str, str]) -> Any:
    return import_module("uptimekit.betterstack").UptimeAPI(**values)


def _healthchecks(values: Mapping[str, str]) -> Any:
    names = {"base_url": "api_url"}
    return import_module("uptimekit.healthchecks").Client(
        **{names.get(name, name): value for name, value in values.items()}
    )


def _statuspage(values: Mapping[str, str]) -> Any:
    return import_module("uptimekit.statuspage").Client(
        **{name: values[name] for name in CLIENT_VALUES if name in values}
    )


def _uptimehunt(values: Mapping[str, str]) -> Any:
    return import_module("uptimekit.uptimehunt").Client(**values)


_MAKERS: Final[Mapping[str, Callable[[Mapping[str, str]], Any]]] = {
    "betterstack": _betterstack,
    "healthchecks": _healthchecks,
    "statuspage": _statuspage,
    "uptimehunt": _uptimehunt,
}
