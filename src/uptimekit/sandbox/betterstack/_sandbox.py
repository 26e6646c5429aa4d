"""The Better Stack sandbox."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Mapping, Sequence

from starlette.types import ASGIApp

from uptimekit.sandbox._clock import Clock, SystemClock
from uptimekit.sandbox._faults import Faults
from uptimekit.sandbox._middleware import FaultMiddleware, Sleep
from uptimekit.sandbox._spelling import check_value, named
from uptimekit.sandbox.betterstack._application import Application
from uptimekit.sandbox.betterstack._call import Backend
from uptimekit.sandbox.betterstack._heartbeats import tick
from uptimekit.sandbox.betterstack._model import Record, Team
from uptimekit.sandbox.betterstack._monitors import SETTABLE, set_status
from uptimekit.sandbox.betterstack._seeds import Sizes, build
from uptimekit.sandbox.betterstack._settings import ErrorShape, Settings
from uptimekit.sandbox.betterstack._table import ORGANIZATION, build_routes

__all__ = ["BetterStackSandbox"]


@named
class BetterStackSandbox:
    """Better Stack Uptime in memory.

    On one origin: the Uptime API v2 and v3 below `/api` (base URL of a client: origin + "/api"), the
    endpoints of `betterstack.com` below `/organization/api`, heartbeat pings at the `url` of a heartbeat,
    `/ips-by-cluster.json`, and the public feed of a status page at `/status-pages/{subdomain}/index.json`.

    Its behaviour follows the documentation, the vendor's own client and recorded responses. If these leave something
    open, the docstring of the operation describes the decision. Nobody is alerted: policies, severities and
    integrations are stored without effect. Monitors check nothing: `set_monitor_status` sets the result of a check.
    Heartbeats go down by the clock. Maintenance windows, confirmation and recovery periods have no effect.

    clock: the source of the time. Default: the machine's clock.
    seed: determines all ids and tokens, the order of unstable lists, and the random draws of faults.
    teams: names of the teams of the organisation.
    monitors, heartbeats, incidents: initial numbers, distributed to the teams in turn; monitors are up,
        heartbeats pending, incidents resolved.
    days: how old these monitors and heartbeats are, in days; the incidents are spread evenly over that time.
    link_host: the host in the links between pages, always https; the service names
        "incidents.betterstack.com" whatever the host of the request. Default: the origin of the request.
    unstable_order: whether the order of lists changes with every request.
    error_shape: the form of a 422 without a known sample: "map" of messages by field, one "string", or a
        string with the map beside it under "allowed_values".
    seats: the largest number of members and invitations; one more is 422.
    sleep: an async function of seconds, for the waits of latency faults.

    Safe to use from several threads and event loops at once.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        seed: int = 0,
        teams: Sequence[str] = ("main", "other"),
        monitors: int = 0,
        heartbeats: int = 0,
        incidents: int = 0,
        days: int = 30,
        link_host: str | None = None,
        unstable_order: bool = False,
        error_shape: ErrorShape = "map",
        seats: int = 100,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        if not teams:
            raise ValueError("a sandbox needs a team")
        check_value("error_shape", error_shape, ErrorShape)
        self.clock: Clock = clock if clock is not None else SystemClock()
        self.faults = Faults(self.clock, seed)
        self._seed = seed
        self._teams = tuple(teams)
        self._sizes = Sizes(monitors, heartbeats, incidents, days)
        self._settings = Settings(
            link_host=link_host, unstable_order=unstable_order, error_shape=error_shape, seats=seats
        )
        self._application = Application(self._build(), self.clock, build_routes())
        self._app = FaultMiddleware(self._application, self.faults, sleep)

    @property
    def app(self) -> ASGIApp:
        """The ASGI application, for `serve()` or for `httpx.ASGITransport`."""
        return self._app

    @property
    def base_path(self) -> str:
        """The path of the facade's base URL, after the origin: "/api/v2/"."""
        return "/api/v2/"

    @property
    def organization_path(self) -> str:
        """The path of the endpoints of `betterstack.com`, after the origin: "/organization"."""
        return f"/{ORGANIZATION}"

    @property
    def teams(self) -> Mapping[str, Team]:
        """The teams by name, each with its `token` and `readonly_token`."""
        return self._application.backend.store.teams

    @property
    def global_token(self) -> str:
        """The token for all teams."""
        return self._application.backend.store.tokens.everything

    @property
    def global_readonly_token(self) -> str:
        """The token that may read everything and change nothing."""
        return self._application.backend.store.tokens.readonly

    @property
    def operations(self) -> frozenset[str]:
        """The names of all operations, as `requests` counts them."""
        return frozenset(operation.name for _, _, operation in self._application.routes.operations)

    @property
    def requests(self) -> Counter[str]:
        """Numbers of requests by operation ("create_monitor", "list_incidents_v2", ...): a copy.

        Refused requests count; those that a fault answers, and those without a route, do not.
        """
        with self._lock:
            return Counter(self._application.requests)

    def set_monitor_status(self, monitor_id: str | int, status: str) -> None:
        """Set the result of a monitor's check: up, down, pending, validating or maintenance.

        "down" opens an incident unless one is ongoing, "up" resolves it. Raises LookupError for an unknown
        id, ValueError for another status or for a monitor that is paused.
        """
        if status not in SETTABLE:
            raise ValueError(f"status must be one of {', '.join(SETTABLE)}")
        with self._lock:
            record = self._record("monitor", monitor_id)
            set_status(self._application.backend, record, status, self.clock.now())

    def share_incident(self, incident_id: str | int, team: str) -> None:
        """Let another team see an incident, which it then cannot reopen; LookupError for an unknown id."""
        with self._lock:
            record = self._record("incident", incident_id)
            record.shared_with |= {self.teams[team]}

    def tick(self) -> int:
        """Take down the heartbeats that are overdue; return how many. Every request does that first."""
        with self._lock:
            return tick(self._application.backend, self.clock.now())

    def reset(self) -> None:
        """Restore the initial state: the first resources, no faults, no counts, the same tokens and ids."""
        with self._lock:
            self._application.backend = self._build()
            self._application.requests.clear()
        self.faults.clear()

    def _build(self) -> Backend:
        return build(self._seed, self._settings, self._teams, self._sizes, self.clock.now())

    def _record(self, kind: str, record_id: str | int) -> Record:
        record = self._application.backend.store.get(kind, str(record_id))
        if record is None:
            raise LookupError(f"there is no {kind} with id {record_id}")
        return record

    @property
    def _lock(self) -> threading.RLock:
        return self._application.lock
