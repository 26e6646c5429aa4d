"""The feeds of each provider, by the modules that have them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from .feed import FLEET, Feed

__all__ = ["PROVIDERS", "feeds_of"]

_MODULES: Final[Mapping[str, str]] = {
    "betterstack": "betterstack",
    "healthchecks": "healthchecks",
    "statuspage": "statuspage",
    "uptimehunt": "uptimehunt",
    FLEET: "fleet",
}

PROVIDERS: Final = tuple(name for name in _MODULES if name != FLEET)
"""The providers that have feeds."""


def feeds_of(provider: str) -> tuple[Feed, ...]:
    """Return the feeds of a provider, or those that are the same for all; none for a provider that is not ours."""
    if (module := _MODULES.get(provider)) is None:
        return ()
    feeds: tuple[Feed, ...] = import_module(f"uptimekit.warehouse.{module}").FEEDS
    return feeds
