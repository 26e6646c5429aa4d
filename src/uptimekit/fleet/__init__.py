"""Four providers seen as one: monitors, heartbeats, incidents and components of all accounts.

See ``docs/fleet.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uptimekit._runtime.lazy import lazy_exports

if TYPE_CHECKING:
    from .account import Account
    from .async_fleet import AsyncFleet
    from .configuration import Configuration, Profile, configuration_path
    from .errors import UnreadAccountsError
    from .filters import Filter
    from .fleet import Fleet
    from .history import History, ResponseTime, StateSpan
    from .options import FleetOptions
    from .provider import AccountReader
    from .reading import AccountFault, Reading
    from .secret_reference import FromCommand, FromEnvironment, FromKeyring, SecretReference
    from .vocabulary import Component, Heartbeat, Incident, Item, Kind, Monitor, State

__all__ = [
    "Account",
    "AccountFault",
    "AccountReader",
    "AsyncFleet",
    "Component",
    "Configuration",
    "Filter",
    "Fleet",
    "FleetOptions",
    "FromCommand",
    "FromEnvironment",
    "FromKeyring",
    "Heartbeat",
    "History",
    "Incident",
    "Item",
    "Kind",
    "Monitor",
    "Profile",
    "Reading",
    "ResponseTime",
    "SecretReference",
    "State",
    "StateSpan",
    "UnreadAccountsError",
    "configuration_path",
]

_MODULES = {
    "account": ("Account",),
    "async_fleet": ("AsyncFleet",),
    "configuration": ("Configuration", "Profile", "configuration_path"),
    "errors": ("UnreadAccountsError",),
    "filters": ("Filter",),
    "fleet": ("Fleet",),
    "history": (
        "History",
        "ResponseTime",
        "StateSpan",
    ),
    "options": ("FleetOptions",),
    "provider": ("AccountReader",),
    "reading": (
        "AccountFault",
        "Reading",
    ),
    "secret_reference": (
        "FromCommand",
        "FromEnvironment",
        "FromKeyring",
        "SecretReference",
    ),
    "vocabulary": (
        "Component",
        "Heartbeat",
        "Incident",
        "Item",
        "Kind",
        "Monitor",
        "State",
    ),
}

if not TYPE_CHECKING:  # a type checker reads the imports above, and reports any other name
    __getattr__, __dir__ = lazy_exports(
        __name__, {name: module for module, names in _MODULES.items() for name in names}
    )
