"""Options that a fleet passes on to the clients of all its accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.settings import Settings
from uptimekit._runtime.spelling import did_you_mean

if TYPE_CHECKING:
    import random

    from uptimekit._runtime.clock import Clock
    from uptimekit._runtime.events import Hook
    from uptimekit._runtime.http_library import AsyncBaseTransport, HTTPTimeout
    from uptimekit._runtime.settings import Verify
    from uptimekit._runtime.undocumented import UnknownHook

__all__ = ["FleetOptions", "check_options"]


class FleetOptions(TypedDict, total=False):
    """The options of ``uptimekit.ClientOptions`` that make sense for several providers at once."""

    timeout: float | HTTPTimeout
    retries: int
    retry_after_ceiling: float
    max_response_bytes: int
    headers: Mapping[str, str]
    hooks: Sequence[Hook]
    on_unknown: UnknownHook | None
    user_agent: str
    transport: AsyncBaseTransport
    verify: Verify
    proxy: str | None
    fast: bool
    mask: Sequence[str]
    clock: Clock
    rng: random.Random


def check_options(options: Mapping[str, Any], deadline: float) -> None:
    """Raise ConfigurationError for an unknown option, and for a value that makes no sense."""
    known = FleetOptions.__optional_keys__ | {"deadline"}
    if unknown := sorted(options.keys() - known):
        hint = did_you_mean(unknown[0], known, f"it takes {', '.join(sorted(known))}")
        raise ConfigurationError(f"a fleet has no option {', '.join(unknown)}{hint}")
    Settings.from_options({**options, "deadline": deadline})
