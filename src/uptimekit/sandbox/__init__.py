"""Stateful simulations of the providers, for tests of programs that use them.

The names load on first use, so that `import uptimekit.sandbox` is cheap and works without the extra `sandbox`
(starlette, uvicorn, cronsim, oncalendar, tzdata, PyJWT). If a package is missing, the use of a name that needs it
raises `ModuleNotFoundError` with the command that installs it.

The sandboxes follow the observed behaviour of the real servers. They share no code with the clients of this
package, so that one cannot hide the mistakes of the other.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uptimekit.sandbox._clock import Clock, ManualClock, SystemClock
    from uptimekit.sandbox._faults import Fault, Faults, RateLimit
    from uptimekit.sandbox._server import RunningServer, serve
    from uptimekit.sandbox.betterstack import BetterStackSandbox, Team
    from uptimekit.sandbox.healthchecks import ChannelSeed, HealthchecksSandbox, Project, ProjectSeed
    from uptimekit.sandbox.statuspage import StatuspageSandbox
    from uptimekit.sandbox.uptimehunt import TokenPair, UptimeHuntSandbox

__all__ = [
    "BetterStackSandbox",
    "ChannelSeed",
    "Clock",
    "Fault",
    "Faults",
    "HealthchecksSandbox",
    "ManualClock",
    "Project",
    "ProjectSeed",
    "RateLimit",
    "RunningServer",
    "StatuspageSandbox",
    "SystemClock",
    "Team",
    "TokenPair",
    "UptimeHuntSandbox",
    "serve",
]

_HOMES = {
    "Clock": "_clock",
    "ManualClock": "_clock",
    "SystemClock": "_clock",
    "Fault": "_faults",
    "Faults": "_faults",
    "RateLimit": "_faults",
    "RunningServer": "_server",
    "serve": "_server",
    "BetterStackSandbox": "betterstack",
    "Team": "betterstack",
    "ChannelSeed": "healthchecks",
    "HealthchecksSandbox": "healthchecks",
    "Project": "healthchecks",
    "ProjectSeed": "healthchecks",
    "StatuspageSandbox": "statuspage",
    "TokenPair": "uptimehunt",
    "UptimeHuntSandbox": "uptimehunt",
}

_EXTRA = frozenset({"starlette", "anyio", "uvicorn", "h11", "cronsim", "oncalendar", "tzdata", "jwt"})


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f"{__name__}.{home}")
    except ModuleNotFoundError as exc:
        missing = (exc.name or "").partition(".")[0]
        if missing not in _EXTRA:
            raise
        message = f"the sandbox needs {missing}, which is not installed: pip install 'uptimekit[sandbox]'"
        raise ModuleNotFoundError(message, name=exc.name) from exc
    value: object = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
