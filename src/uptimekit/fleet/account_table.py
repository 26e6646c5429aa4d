"""The table of one account in a configuration file."""

from __future__ import annotations

from typing import Any, Final

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.spelling import did_you_mean

from .account import Account
from .item_fields import public_address
from .problems import Problems
from .provider import AccountReader
from .readers import offered_providers, reader_class, unknown_provider
from .secret_reference import SecretReference, secret_reference

__all__ = ["check_setting", "read_account"]

_GENERAL: Final = ("provider", "tags")
"""Keys of every account."""


def read_account(name: str, given: Any, problems: Problems) -> Account:
    """Return the account of a table; take note of the *problems* of the table.

    A provider whose reader cannot be loaded is no problem of the file: its accounts are not checked, have no settings, and
    have the fault when they are read.
    """
    place = f"accounts.{name}"
    if not name or not name.isprintable():
        problems.add(f"accounts.{name!r}", "the name of an account must be text that can be printed")
    table = problems.table(place, given)
    provider = _provider(place, table, problems)
    reader = _loaded(provider)
    secrets: dict[str, SecretReference] = {}
    settings: dict[str, str] = {}
    for key, value in table.items():
        if key in _GENERAL:
            continue
        with problems.at(f"{place}.{key}"):
            if reader and key not in (known := [*_GENERAL, *reader.secrets, *reader.settings]):
                hint = did_you_mean(key, known, f"an account of {provider} takes {', '.join(known)}")
                raise ConfigurationError(f"there is no such key{hint}")
            if isinstance(value, str) and not (reader and key in reader.secrets):
                if reader:  # else nobody can tell whether it is a secret, which must not be shown
                    settings[key] = check_setting(key, value)
            else:
                secrets[key] = secret_reference(value)
    if reader and not any(table.keys() >= {*names} for names in reader.needed):
        problems.add(place, _lack(reader))
    tags = problems.texts(f"{place}.tags", table.get("tags", []))
    return Account(name=name, provider=provider, secrets=secrets, settings=settings, tags=tags)


def check_setting(name: str, text: str) -> str:
    """Return *text*; raise ConfigurationError, which does not repeat it, for an address with what may be secret."""
    if ("://" in text or name.endswith("_url")) and public_address(text) != text:
        raise ConfigurationError("must be an address without user name, password, query and fragment")
    return text


def _provider(place: str, table: dict[str, Any], problems: Problems) -> str:
    provider = table.get("provider")
    if not isinstance(provider, str):
        problems.add(place, f"needs provider, one of {', '.join(offered_providers())}")
        return ""
    if problem := unknown_provider(provider):
        problems.add(f"{place}.provider", problem)
        return ""
    return provider


def _loaded(provider: str) -> type[AccountReader] | None:
    try:
        return reader_class(provider) if provider else None
    except ConfigurationError:
        return None


def _lack(reader: type[AccountReader]) -> str:
    """Say what an account needs."""
    first = reader.needed[0][0]
    variable = {**reader.settings, **reader.secrets}[first]
    example = f'{{ env = "{variable}" }}' if first in reader.secrets else '"..."'
    return f"needs {', or '.join(' and '.join(names) for names in reader.needed)}; write {first} = {example}"
