"""The choice of a job's monitor, by the command's options and the environment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from uptimekit._runtime.errors import ConfigurationError

if TYPE_CHECKING:
    from .monitor import Monitor

__all__ = ["URL_VARIABLES", "Target"]

URL_VARIABLES: Final = ("UPTIMEKIT_PING_URL", "BETTERSTACK_HEARTBEAT_URL")
"""Variables of the environment with a ping URL of a check, or the URL of a heartbeat; the first that is set counts."""


class Target(NamedTuple):
    """What the options say about the monitor.

    Attributes:
        check: slug of a check; None if not given, like the others.  An empty text is a mistake, such as an unset variable.
        heartbeat: name of a heartbeat.
        url: ping URL of a check, or URL of a heartbeat; a secret.
        account: name of the account in the configuration that has the credential.
        config: configuration file.
        create: whether the first ping makes the check.
        announce: whether to report the start.
    """

    check: str | None = None
    heartbeat: str | None = None
    url: str | None = None
    account: str | None = None
    config: str | None = None
    create: bool = False
    announce: bool = True

    def __repr__(self) -> str:
        return "Target(...)"

    def monitor(self, seconds: float) -> Monitor:
        """Return the monitor; a keyring, or a command that prints its credential, has so many seconds.

        Raises ConfigurationError if there is none or more than one, or if its credential is missing.
        """
        for name in ("check", "heartbeat", "url", "account", "config"):
            if getattr(self, name) == "":
                raise ConfigurationError(f"--{name} is empty: is the variable unset?")
        given = [f"--{name}" for name in ("check", "heartbeat", "url") if getattr(self, name)]
        if len(given) > 1:
            raise ConfigurationError(f"give one of {' and '.join(given)}")
        if self.create and self.heartbeat:
            raise ConfigurationError(
                "--create makes checks, not heartbeats; see uptimekit betterstack heartbeats create"
            )
        if self.check:
            return self._check(self.check, seconds)
        if self.heartbeat:
            return self._heartbeat(self.heartbeat, seconds)
        return self._by_url(self.url or _url_in_environment())

    def _check(self, slug: str, seconds: float) -> Monitor:
        from uptimekit.healthchecks import Client
        from uptimekit.healthchecks.client_options import API_URL, PING_URL

        from .check_monitor import CheckMonitor
        from .credentials import PING_KEY

        values = PING_KEY.values(self.account, self.config, seconds)
        client = Client(
            ping_key=values["ping_key"],
            api_url=values.get("base_url", API_URL),
            ping_url=values.get("ping_url", PING_URL),
        )
        return CheckMonitor(client, slug, create=self.create, announce=self.announce)

    def _heartbeat(self, name: str, seconds: float) -> Monitor:
        from uptimekit.betterstack import UptimeAPI
        from uptimekit.betterstack.address import API_URL

        from .credentials import TOKEN
        from .heartbeat_monitor import NamedHeartbeat

        source = TOKEN.source(self.account, self.config)
        values = TOKEN.read(source, seconds)
        api = UptimeAPI(values["bearer_token"], base_url=values.get("base_url", API_URL))
        return NamedHeartbeat(api, name, source.with_secrets({TOKEN.name}).secrets if source else {})

    def _by_url(self, url: str) -> Monitor:
        if "/v1/heartbeat/" in url:
            from uptimekit.betterstack import HeartbeatClient

            from .heartbeat_monitor import HeartbeatMonitor

            return HeartbeatMonitor(HeartbeatClient(url))
        from uptimekit.healthchecks import Client

        from .check_monitor import CheckMonitor

        return CheckMonitor(Client.from_ping_url(url), create=self.create, announce=self.announce)


def _url_in_environment() -> str:
    for variable in URL_VARIABLES:
        if url := os.environ.get(variable):
            return url
    raise ConfigurationError(
        f"no check or heartbeat is given: use --check, --heartbeat or --url, or set {' or '.join(URL_VARIABLES)}"
    )
