"""Four providers seen as one: monitors, heartbeats, incidents and components of all accounts.

See ``docs/fleet.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uptimekit._runtime.lazy import lazy_exports

if TYPE_CHECKING:
    from .account import Account
    from .filters import Filter
    from .history import History, ResponseTime, StateSpan
    from .provider import AccountReader
    from .reading import AccountFault, Reading
    from .vocabulary import Component, Heartbeat, Incident, Item, Kind, Monitor, State

__all__ = [
    "Account",
    "AccountFault",
    "AccountReader",
    "Component",
    "Filter",
    "Heartbeat",
    "History",
    "Incident",
    "Item",
    "Kind",
    "Monitor",
    "Reading",
    "ResponseTime",
    "State",
    "StateSpan",
]

_MODULES = {
    "account": ("Account",),
    "filters": ("Filter",),
    "history": ("History", "ResponseTime", "StateSpan"),
    "provider": ("AccountReader",),
    "reading": ("AccountFault", "Reading"),
    "vocabulary": ("Component", "Heartbeat", "Incident", "Item", "Kind", "Monitor", "State"),
}

if not TYPE_CHECKING:  # a type checker reads the imports above, and reports any other name
    __getattr__, __dir__ = lazy_exports(
        __name__, {name: module for module, names in _MODULES.items() for name in names}
    )
