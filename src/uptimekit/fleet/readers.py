"""The readers of providers: ours, and those that other distributions offer as entry points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.spelling import did_you_mean

from .provider import ENTRY_POINTS, AccountReader

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["OURS", "offered_providers", "reader_class"]

OURS: Final[Mapping[str, str]] = {
    "betterstack": "uptimekit.fleet.betterstack:BetterStackReader",
    "healthchecks": "uptimekit.fleet.healthchecks:HealthchecksReader",
    "statuspage": "uptimekit.fleet.statuspage:StatuspageReader",
    "uptimehunt": "uptimekit.fleet.uptimehunt:UptimeHuntReader",
}
"""Readers of this package, written as entry points.  They stand here, so that a source tree has them without being
installed; no other distribution can take their names."""


def offered_providers() -> Mapping[str, EntryPoint]:
    """Return the entry point of each provider.  It is not loaded."""
    from importlib.metadata import EntryPoint, entry_points  # slow to load

    others = {each.name: each for each in entry_points(group=ENTRY_POINTS)}
    ours = {name: EntryPoint(name, value, ENTRY_POINTS) for name, value in OURS.items()}
    return {**ours, **{name: each for name, each in sorted(others.items()) if name not in ours}}


def reader_class(provider: str) -> type[AccountReader]:
    """Load the reader of a provider.

    Raises ConfigurationError if no distribution offers it, or if what is offered fails or is no reader.
    """
    offered = offered_providers()
    if (entry_point := offered.get(provider)) is None:
        hint = did_you_mean(provider, offered, f"there are {', '.join(offered)}")
        raise ConfigurationError(f"no installed distribution offers the provider {provider!r}{hint}")
    try:
        found: Any = entry_point.load()
    except Exception as error:  # whatever somebody else's module does
        said = f": {error}" if isinstance(error, ImportError) else ""
        raise ConfigurationError(
            f"the reader of {provider}, {entry_point.value}, cannot be loaded: {type(error).__name__}{said}"
        ) from error
    if not isinstance(found, type) or not issubclass(found, AccountReader):
        raise ConfigurationError(
            f"the reader of {provider}, {entry_point.value}, is no subclass of uptimekit.fleet.AccountReader"
        )
    return found
