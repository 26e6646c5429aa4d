"""The readers of providers: ours, and those that other distributions offer as entry points."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Set
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.json_types import is_array, is_object
from uptimekit._runtime.spelling import did_you_mean

from .failures import FAILURES
from .provider import ENTRY_POINTS, AccountReader
from .words import Kind

__all__ = ["OURS", "load_reader", "offered_providers", "reader_class", "unknown_provider"]

OURS: Final[Mapping[str, str]] = {
    "betterstack": "uptimekit.fleet.betterstack:BetterStackReader",
    "healthchecks": "uptimekit.fleet.healthchecks:HealthchecksReader",
    "statuspage": "uptimekit.fleet.statuspage:StatuspageReader",
    "uptimehunt": "uptimekit.fleet.uptimehunt:UptimeHuntReader",
}
"""Readers of this package, written as entry points.  They stand here, so that a source tree has them without being
installed; no other distribution can take their names."""


def offered_providers() -> Mapping[str, str]:
    """Return the entry point of each provider, such as ``package.module:Class``.  It is not loaded."""
    return {**OURS, **_others(tuple(sys.path)), **OURS}  # ours first, and nobody takes their names


@lru_cache(maxsize=1)  # to look through all distributions takes 0.1 s
def _others(path: tuple[str, ...]) -> Mapping[str, str]:  # noqa: ARG001  (where distributions are looked for)
    from importlib.metadata import entry_points  # slow to load

    return {each.name: each.value for each in entry_points(group=ENTRY_POINTS)}


def reader_class(provider: str) -> type[AccountReader]:
    """Load the reader of a provider.

    Raises ConfigurationError if no distribution offers it, or if what is offered fails or is no complete reader.
    """
    if (place := OURS.get(provider) or offered_providers().get(provider)) is None:
        raise ConfigurationError(f"{unknown_provider(provider)}")
    module, _, name = place.partition(":")
    try:
        found: Any = getattr(import_module(module), name)
    except FAILURES as error:  # whatever somebody else's module does
        said = f": {error}" if isinstance(error, (ImportError, AttributeError)) else ""
        raise ConfigurationError(
            f"the reader of {provider}, {place}, cannot be loaded: {type(error).__name__}{said}"
        ) from error
    if not isinstance(found, type) or not issubclass(found, AccountReader):
        raise ConfigurationError(
            f"the reader of {provider}, {place}, is no subclass of uptimekit.fleet.AccountReader"
        )
    if flaw := _flaw(found):
        raise ConfigurationError(f"the reader of {provider}, {place}: {flaw}")
    return found


def load_reader(provider: str) -> type[AccountReader]:
    """Load the reader of a provider with all that it needs to ask; raise ConfigurationError if that fails."""
    found = reader_class(provider)
    try:
        found.load()
    except FAILURES as error:
        raise ConfigurationError(
            f"the reader of {provider} cannot be loaded: {type(error).__name__}"
        ) from error
    return found


def _flaw(reader: Any) -> str:
    """Return what is wrong with the attributes of a reader's class, which are read for all accounts; else nothing."""
    for name in ("secrets", "other_secrets", "settings"):
        given = getattr(reader, name, None)
        if not is_object(given) or not all(isinstance(each, str) for pair in given.items() for each in pair):
            return f"its {name} must be a table of names and variables"
    known, needed = {*reader.secrets, *reader.settings}, getattr(reader, "needed", None)
    if (
        not is_array(needed)
        or not needed
        or not all(is_array(names) and names and known.issuperset(names) for names in needed)
    ):
        return 'its needed must be tuples of names of secrets and settings, such as (("api_key",),)'
    kinds, actions = getattr(reader, "kinds", None), reader.actions
    for name, given in (("kinds", kinds), *(actions.items() if is_object(actions) else [("actions", None)])):
        if not isinstance(given, Set) or not given <= {*Kind}:
            return f"its {name} must be a set of kinds"
    return ""


def unknown_provider(provider: str) -> str | None:
    """Say that there is no such provider, with the nearest one; None if there is one."""
    if provider in OURS or provider in (offered := offered_providers()):
        return None
    hint = did_you_mean(provider, offered, f"there are {', '.join(offered)}")
    return f"there is no provider {provider!r}{hint}"
