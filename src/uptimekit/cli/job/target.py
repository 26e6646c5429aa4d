"""Which monitor a job is reported to, by the command's options and the environment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from uptimekit._runtime.errors import ConfigurationError

if TYPE_CHECKING:
    from .monitor import Monitor

__all__ = ["BETTERSTACK_URL", "HEALTHCHECKS_URL", "Target"]

HEALTHCHECKS_URL: Final = "HEALTHCHECKS_PING_URL"
"""Variable of the environment with the ping URL of a check."""
BETTERSTACK_URL: Final = "BETTERSTACK_HEARTBEAT_URL"
"""Variable of the environment with the URL of a heartbeat."""


class Target(NamedTuple):
    """What the options say about the monitor; nothing of it is a secret but *url*.

    Attributes:
        check: slug of a check; empty if not given, like the others.
        url: ping URL of a check, or URL of a heartbeat.
        heartbeat: name of a heartbeat.
        create: whether the first ping makes the check.
        announce: whether to report the start.
    """

    check: str = ""
    url: str = ""
    heartbeat: str = ""
    create: bool = False
    announce: bool = True

    def __repr__(self) -> str:
        return "Target(...)"

    def monitor(self) -> Monitor:
        """Return the monitor.

        Raises ConfigurationError if there is none or more than one, or if a credential is missing.
        """
        given = [f"--{name}" for name in ("check", "url", "heartbeat") if getattr(self, name)]
        if len(given) > 1:
            raise ConfigurationError(f"give one of {' and '.join(given)}")
        if self.create and self.heartbeat:
            raise ConfigurationError("--create makes checks, not heartbeats")
        if self.check:
            return self._check()
        if self.heartbeat:
            return self._named_heartbeat()
        return self._by_url(self.url or _url_in_environment())

    def _check(self) -> Monitor:
        from uptimekit.healthchecks import Client
        from uptimekit.healthchecks.client_options import API_URL

        from .check_monitor import CheckMonitor

        key = os.environ.get("HEALTHCHECKS_PING_KEY", "")
        if not key:
            raise ConfigurationError("--check needs the ping key of the project: set HEALTHCHECKS_PING_KEY")
        client = Client(ping_key=key, api_url=os.environ.get("HEALTHCHECKS_BASE_URL") or API_URL)
        return CheckMonitor(client, self.check, create=self.create, announce=self.announce)

    def _named_heartbeat(self) -> Monitor:
        from uptimekit.betterstack import UptimeAPI
        from uptimekit.betterstack.address import API_URL

        from .heartbeat_monitor import NamedHeartbeat

        api = UptimeAPI(base_url=os.environ.get("BETTERSTACK_BASE_URL") or API_URL)
        return NamedHeartbeat(api, self.heartbeat)

    def _by_url(self, url: str) -> Monitor:
        if "/v1/heartbeat/" in url:
            from uptimekit.betterstack import HeartbeatClient

            from .heartbeat_monitor import HeartbeatMonitor

            return HeartbeatMonitor(HeartbeatClient(url))
        from uptimekit.healthchecks import Client

        from .check_monitor import CheckMonitor

        return CheckMonitor(Client.from_ping_url(url), create=self.create, announce=self.announce)


def _url_in_environment() -> str:
    found = {name: url for name in (HEALTHCHECKS_URL, BETTERSTACK_URL) if (url := os.environ.get(name))}
    if not found:
        raise ConfigurationError(
            "no monitor is named: give --check, --url or --heartbeat, "
            f"or set {HEALTHCHECKS_URL} or {BETTERSTACK_URL}"
        )
    if len(found) > 1:
        raise ConfigurationError(f"{' and '.join(found)} are both set; a run is reported to one monitor")
    return next(iter(found.values()))
