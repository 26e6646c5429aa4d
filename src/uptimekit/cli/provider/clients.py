"""The generated client of a provider, set up from an account or from the environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final

from uptimekit._runtime import BaseClient, Operation
from uptimekit._runtime.errors import ConfigurationError

from .command_table import Table

__all__ = ["open_client"]

Values = Mapping[str, str]

_USER: Final = frozenset({"email", "password", "access_token", "refresh_token"})
"""Credentials of a user of UptimeHunt."""


def open_client(
    provider: str,
    table: Table,
    values: Values | None,
    operation: Operation,
    address: Values,
    **options: Any,
) -> BaseClient:
    """Return the client.

    Its constructor's arguments are those of an account, and the environment adds nothing.  Without one they come from the
    environment: credentials from the variables that the client documents, everything else from
    ``<PROVIDER>_<ARGUMENT>``, such as ``HEALTHCHECKS_BASE_URL``.

    Args:
        provider: name of the package.
        table: what its ``commands.json`` says.
        values: secrets and settings of an account; None for the environment.
        operation: what is called with it.
        address: a ``base_url`` that counts before any other; or nothing.
        options: options of every client.

    Raises ConfigurationError if the account has no credential that the operation takes.
    """
    known = {**table["servers"], **table["variables"], **table["credentials"]}
    if values is None:
        values = {name: os.environ.get(f"{provider}_{name}".upper(), "") for name in known}
        absent: dict[str, str] = {}
    else:
        absent = dict.fromkeys(table["credentials"], "")  # which no variable replaces
        _check_credentials(provider, values, operation)
    values = {**values, **address}
    if provider == "uptimehunt":
        return _uptimehunt(values, operation, options)
    given = _given({name: values.get(name, "") for name in known})
    derived = _ADDRESSES.get(provider, _as_given)(given)
    given |= {name: url for name, url in derived.items() if name in _LEADING or name not in given}
    given = {**absent, **given}
    client: BaseClient = import_module(f"uptimekit_clients.{provider}.client").Client(**given, **options)
    return client


def _check_credentials(provider: str, values: Values, operation: Operation) -> None:
    """Raise ConfigurationError if *operation* wants a credential that the account does not have."""
    wanted = [name for names in operation.security for name in names]
    logs_in = provider == "uptimehunt" and "access_token" in wanted and not _USER.isdisjoint(values)
    if wanted and not (operation.anonymous or logs_in or any(name in values for name in wanted)):
        raise ConfigurationError(
            f"the account has no {' or '.join(wanted)}, and with a file the environment adds nothing: "
            f"add {wanted[0]} to it in the file, or set UPTIMEKIT_CONFIG= for the environment alone"
        )


def _given(values: Values) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _uptimehunt(values: Values, operation: Operation, options: Mapping[str, Any]) -> BaseClient:
    """Return the known client, which is a generated one that logs in and renews its token.

    A client is a user's or a prober's; a prober's token is taken where there is no user, for what a prober may do.
    """
    from uptimekit.uptimehunt import Client

    is_prober = bool(values.get("prober_token")) and not any(values.get(name) for name in _USER)
    is_prober &= any("prober_token" in names for names in operation.security)
    wanted = ("prober_token", "base_url") if is_prober else {*values} - {"prober_token"}
    given: dict[str, Any] = {**_given({name: values[name] for name in wanted if name in values}), **options}
    return Client(**given)


# The addresses of our own providers are written as their known clients take them: with or without the version.


_LEADING: Final = ("base_url", "ping_url")
"""Addresses that the others follow, unless these are given themselves."""


def _as_given(_: Values) -> dict[str, str]:
    return {}


def _betterstack(values: Values) -> dict[str, str]:
    if "base_url" not in values:
        return {}
    from uptimekit._runtime.urls import api_address
    from uptimekit.betterstack.address import Address

    address = api_address("base_url", values["base_url"], above="/api", versions=("v2", "v3"))
    return {**Address(f"{address}/").servers} or {"base_url": address.rpartition("/")[0]}


def _healthchecks(values: Values) -> dict[str, str]:
    if "base_url" not in values and "ping_url" not in values:
        return {}
    from uptimekit.healthchecks.client_options import API_URL, PING_URL, server_addresses

    version = int(values.get("version", "v3").removeprefix("v"))
    return server_addresses(values.get("base_url", API_URL), values.get("ping_url", PING_URL), version)


def _statuspage(values: Values) -> dict[str, str]:
    if "base_url" not in values:
        return {}
    from uptimekit._runtime.urls import api_address

    return {"base_url": api_address("base_url", values["base_url"], above="", versions=("v1",))}


_ADDRESSES: Final[Mapping[str, Callable[[Values], dict[str, str]]]] = {
    "betterstack": _betterstack,
    "healthchecks": _healthchecks,
    "statuspage": _statuspage,
}
