"""The Healthchecks sandbox."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from starlette.types import ASGIApp

from uptimekit.sandbox._clock import Clock, SystemClock
from uptimekit.sandbox._faults import Faults
from uptimekit.sandbox._middleware import FaultMiddleware, Sleep
from uptimekit.sandbox._spelling import named
from uptimekit.sandbox.healthchecks._application import Application
from uptimekit.sandbox.healthchecks._backend import Backend
from uptimekit.sandbox.healthchecks._first_checks import add_first_checks
from uptimekit.sandbox.healthchecks._model import Project
from uptimekit.sandbox.healthchecks._routes import OPERATIONS
from uptimekit.sandbox.healthchecks._seeds import DEFAULT_PROJECTS, ProjectSeed
from uptimekit.sandbox.healthchecks._settings import Settings
from uptimekit.sandbox.healthchecks._store import Store

__all__ = ["HealthchecksSandbox"]


@named
class HealthchecksSandbox:
    """A Healthchecks server in memory: Management API v1 to v3 below `/api/`, pings below `/ping/`, badges.

    Its behaviour is that of the open-source server of August 2026, with its quirks: chunked request bodies are
    dropped, odd input causes a 500, and errors are JSON, HTML or empty. It was compared with a real server by several
    thousand requests. Races between parallel requests, e-mail
    pings, Prometheus metrics, and the texts of badge images are not reproduced.

    clock: the source of the time for statuses, durations and flips. Default: the machine's clock.
    seed: determines all ids and keys, and the random draws of faults.
    projects: the initial projects; by default "main" (channels "Ops mail" and "Hook") and "other" (one
        channel). Keys that a `ProjectSeed` leaves out are made from the seed.
    check_limit: largest number of checks in the account, all projects together; pings with `create=1` may double it.
    ping_body_limit: bytes of a ping's body that are stored; None stores all and sends no `Ping-Body-Limit`.
    ping_log_limit: pings listed for each check, of which the Management API shows 1000 at most. As on the real server,
        older ones are dropped with every hundredth ping.
    site_root: the beginning of URLs in responses, without a final slash. A path in it moves everything below
        that path and, as on the real server, makes every API version behave as v1. Default: the origin of
        the request.
    ping_endpoint: the literal beginning of `ping_url`; only the text changes. Default: `site_root` and "/ping/".
    metrics_key: the `X-Metrics-Key` of the metrics endpoint; None disables the endpoint.
    allowed_hosts: names accepted in the Host header, others get 400. Default: all.
    alert_daemon: whether every request first calls `tick()`. If False, a check that goes down by the clock alone
        shows this status, but has no flip and a `next_ping` in the past until you call `tick()`. A real server shows
        this state until its alert daemon has run.
    sleep: an async function of seconds, for the waits of latency faults.

    Safe to use from several threads and event loops at once.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        seed: int = 0,
        projects: Sequence[ProjectSeed] = DEFAULT_PROJECTS,
        checks: int = 0,
        pings: int = 0,
        check_limit: int = 10_000,
        ping_body_limit: int | None = 10_000,
        ping_log_limit: int = 100,
        site_root: str | None = None,
        ping_endpoint: str | None = None,
        metrics_key: str | None = None,
        allowed_hosts: Collection[str] | None = None,
        alert_daemon: bool = True,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.clock: Clock = clock if clock is not None else SystemClock()
        self.faults = Faults(self.clock, seed)
        self._seed = seed
        self._seeds = tuple(projects)
        self._checks, self._pings = checks, pings
        self._settings = Settings(
            check_limit=check_limit,
            ping_body_limit=ping_body_limit,
            ping_log_limit=ping_log_limit,
            site_root=site_root,
            ping_endpoint=ping_endpoint,
            metrics_key=metrics_key,
            allowed_hosts=None if allowed_hosts is None else frozenset(allowed_hosts),
            alert_daemon=alert_daemon,
        )
        self._application = Application(Backend(self._settings, self._store()), self.clock)
        self._app = FaultMiddleware(self._application, self.faults, sleep)

    @property
    def app(self) -> ASGIApp:
        """The ASGI application, for `serve()` or for `httpx.ASGITransport`."""
        return self._app

    @property
    def base_path(self) -> str:
        """The path of a client's `api_url`, after the origin: "/api/", below the path of `site_root` if it has one."""
        return f"{self._application.backend.settings.prefix}/api/"

    @property
    def projects(self) -> Mapping[str, Project]:
        """The projects by name, each with its keys and channels."""
        return self._application.backend.store.projects

    @property
    def operations(self) -> frozenset[str]:
        """The names of all operations, as `requests` counts them."""
        return OPERATIONS

    @property
    def requests(self) -> Counter[str]:
        """Numbers of requests by operation ("create_check", "ping_by_uuid", ...): a copy.

        Refused requests count; those that a fault answers, and those without a route or method, do not.
        """
        with self._lock:
            return Counter(self._application.requests)

    def tick(self) -> int:
        """Do the work of the alert daemon: record a flip for each check that has gone down; return their number.

        The time of a flip is the end of the grace time, not the time of this call.
        """
        with self._lock:
            return self._application.backend.store.tick(self.clock.now())

    def reset(self) -> None:
        """Restore the initial state: the first checks, no faults, no counts, the same keys, the same future ids."""
        with self._lock:
            self._application.backend.store = self._store()
            self._application.requests.clear()
        self.faults.clear()

    def _store(self) -> Store:
        store, keep = Store(self._seed, self._seeds), self._settings.ping_log_limit
        add_first_checks(store, self._checks, self._pings, keep, self.clock.now())
        return store

    @property
    def _lock(self) -> threading.RLock:
        return self._application.lock
