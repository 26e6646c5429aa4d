"""Modules that our readers need to ask and to understand the answers, and that load on first use.

A fleet loads them before a deadline begins to count: on a busy machine that takes seconds, and a good account would look like
one that does not answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

__all__ = ["load_modules"]

_RUNTIME: Final = (
    "_async.sender",
    "_async.transport",
    "asyncio_backend",
    "asyncio_streams",
    "bulk",
    "error_body",
    "loop_connections",
    "network_settings",
    "pager",
    "trust_store",
)
_FACADES: Final[Mapping[str, tuple[str, ...]]] = {
    "betterstack": (
        "_async.api",
        "_async.heartbeats",
        "_async.incidents",
        "_async.monitors",
        "_async.status_pages",
        "auth",
    ),
    "healthchecks": ("_async.client", "models", "renamed_models"),
    "statuspage": (
        "_async.client",
        "_async.components",
        "_async.incidents",
        "_async.page",
    ),
    "uptimehunt": ("_async.client", "_async.metrics", "_async.services"),
}
_CLIENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "betterstack": (
        "models.heartbeat_availability",
        "models.monitor_availability",
        "models.monitor_response_times",
        "requests.heartbeats",
        "requests.incidents",
        "requests.monitors",
        "requests.status_pages",
        "resources.heartbeats",
        "resources.monitors",
    ),
    "healthchecks": ("models.check", "models.flip", "models.ping", "requests.checks"),
    "statuspage": ("requests.components", "requests.incidents", "requests.pages"),
    "uptimehunt": (
        "models.check",
        "models.service",
        "models.token_result",
        "models.uptime_metrics",
        "requests.auth",
        "requests.metrics",
        "requests.services",
        "resources.metrics",
        "resources.services",
    ),
}


def load_modules(provider: str) -> None:
    """Load what the reader of one of our providers needs."""
    for package, names in (
        ("uptimekit._runtime", _RUNTIME),
        (f"uptimekit.{provider}", _FACADES[provider]),
        (f"uptimekit_clients.{provider}", _CLIENTS[provider]),
    ):
        for name in names:
            import_module(f"{package}.{name}")
