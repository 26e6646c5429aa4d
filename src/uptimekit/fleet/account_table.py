"""The table of one account in a configuration file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.spelling import did_you_mean, nearest

from .account import Account
from .item_fields import public_address
from .problems import Problems
from .provider import AccountReader
from .readers import offered_providers, reader_class, unknown_provider
from .secret_reference import FORMS, SecretReference, secret_reference

__all__ = ["check_setting", "nearest_alternative", "read_account", "what_lacks"]

_GENERAL: Final = ("provider", "tags")
"""Keys of every account."""


def read_account(name: str, given: Any, problems: Problems) -> Account:
    """Return the account of a table; take note of the *problems* of the table.

    An account may have nothing but secrets that single operations take; a fleet cannot read it then.
    A provider whose reader cannot be loaded is no problem of the file: its accounts are not checked, have no settings, and
    have the fault when they are read.
    """
    place = f"accounts.{name}"
    if not name or not name.isprintable():
        problems.add(f"accounts.{name!r}", "the name of an account must be text that can be printed")
    table = problems.table(place, given)
    provider = _provider(place, table, problems)
    reader = _loaded(provider or _meant(table))
    secrets: dict[str, SecretReference] = {}
    settings: dict[str, str] = {}
    for key, value in table.items():
        if key in _GENERAL:
            continue
        with problems.at(f"{place}.{key}"):
            if reader and key not in (known := [*_GENERAL, *reader.all_secrets(), *reader.settings]):
                hint = did_you_mean(key, known, f"such an account takes {', '.join(known)}")
                raise ConfigurationError(f"there is no such key{hint}")
            if isinstance(value, str) and not (reader and key in reader.all_secrets()):
                if reader:  # else nobody can tell whether it is a secret, which must not be shown
                    settings[key] = _setting(key, value)
            elif is_object(value) or not (reader and key in reader.settings):
                secrets[key] = secret_reference(value)
            else:
                raise ConfigurationError(f"must be a text, or {FORMS}")
    if reader and reader.other_secrets.keys().isdisjoint(table) and (problem := what_lacks(reader, table)):
        problems.add(place, problem)
    tags = problems.texts(f"{place}.tags", table.get("tags", []))
    return Account(name=name, provider=provider, secrets=secrets, settings=settings, tags=tags)


def check_setting(name: str, text: str) -> str:
    """Return *text*; raise ConfigurationError, which does not repeat it, for an address with what may be secret."""
    if ("://" in text or name.endswith("_url")) and public_address(text) != text:
        raise ConfigurationError("must be an address without user name, password, query and fragment")
    return text


def _setting(name: str, text: str) -> str:
    if not text:
        raise ConfigurationError("is empty")
    check_setting(name, text)
    if name.endswith("_url") and not text.startswith(("https://", "http://")):
        raise ConfigurationError("must be an address that begins with https:// or http://")
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


def _meant(table: Mapping[str, Any]) -> str:
    """Return the provider that is misspelt, so that what else is wrong is said at once; nothing if none is like it."""
    return nearest(str(table.get("provider", "")), offered_providers()) or ""


def _loaded(provider: str) -> type[AccountReader] | None:
    try:
        return reader_class(provider) if provider else None
    except ConfigurationError:
        return None


def nearest_alternative(reader: type[AccountReader], given: Collection[str]) -> tuple[str, ...]:
    """Return the alternative of *reader* of which the largest share is *given*; the first one if several are equal."""
    return max(reader.needed, key=lambda names: sum(name in given for name in names) / len(names))


def what_lacks(reader: type[AccountReader], given: Collection[str]) -> str:
    """Say what a fleet needs to read an account that is not *given*; nothing if that suffices."""
    wanted = nearest_alternative(reader, given)
    if not (missing := [name for name in wanted if name not in given]):
        return ""
    needed = [missing] if len(missing) < len(wanted) else reader.needed
    write = " and ".join(f"{name} = {_example(reader, name)}" for name in missing)
    return f"needs {', or '.join(' and '.join(names) for names in needed)}; write {write}"


def _example(reader: type[AccountReader], name: str) -> str:
    return f'{{ env = "{reader.secrets[name]}" }}' if name in reader.secrets else '"..."'
