"""A heartbeat of Better Stack that watches a job."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from uptimekit._runtime.errors import NotFoundError
from uptimekit._runtime.ping_body import DEFAULT_BODY_LIMIT
from uptimekit.betterstack import Heartbeat, HeartbeatClient, UptimeAPI
from uptimekit.fleet.secret_places import places_named

from .monitor import Text

if TYPE_CHECKING:
    from uptimekit.fleet.secret_reference import SecretReference

__all__ = ["HeartbeatMonitor", "NamedHeartbeat"]


class HeartbeatMonitor:
    """A heartbeat by its URL: the exit status at the end, with the report after a failure."""

    def __init__(self, client: HeartbeatClient) -> None:
        self._client = client

    def start(self, seconds: float) -> None:
        """Send nothing: Better Stack knows no start."""

    def end(self, status: int, text: Text, seconds: float) -> None:
        """Report the exit status."""
        client = self._client.with_options(deadline=seconds, timeout=seconds / 2)
        if status:
            client.report(status, text(DEFAULT_BODY_LIMIT))
        else:
            client.ping()

    def close(self) -> None:
        """Close the client."""
        self._client.close()


class NamedHeartbeat:
    """A heartbeat by its name, whose URL the API tells: it is asked while the job runs."""

    def __init__(self, api: UptimeAPI, name: str, secrets: Mapping[str, SecretReference]) -> None:
        """Look for *name* with *api*, whose *secrets* come from these places of an account; none from the environment."""
        self._api = api
        self._name = name
        self._secrets = secrets
        self._found: HeartbeatMonitor | None = None

    def start(self, seconds: float) -> None:
        """Look the heartbeat up."""
        self._find(seconds)

    def end(self, status: int, text: Text, seconds: float) -> None:
        """Report the exit status; look the heartbeat up before, if that has failed at the start."""
        self._find(seconds).end(status, text, seconds)

    def close(self) -> None:
        """Close the clients."""
        self._api.close()
        if self._found is not None:
            self._found.close()

    def _find(self, seconds: float) -> HeartbeatMonitor:
        if self._found is None:
            api = self._api.with_options(deadline=seconds, timeout=seconds / 2)
            with places_named(self._secrets):
                heartbeat = self._look_up(api)
            self._found = HeartbeatMonitor(HeartbeatClient(heartbeat.url))
        return self._found

    def _look_up(self, api: UptimeAPI) -> Heartbeat:
        """Return the heartbeat with the name, else the only one that has it in another letter case."""
        try:
            return Heartbeat.find(api, self._name)
        except NotFoundError as error:
            found = [each for each in Heartbeat.get_all_instances(api) if _same(each.name, self._name)]
            if len(found) == 1:
                return found[0]
            error.message += "; uptimekit ls heartbeats --provider betterstack lists them"
            raise


def _same(name: str | None, wanted: str) -> bool:
    return name is not None and name.casefold() == wanted.casefold()
