"""The UptimeHunt sandbox."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from starlette.types import ASGIApp

from uptimekit.sandbox._clock import Clock, SystemClock
from uptimekit.sandbox._faults import Faults
from uptimekit.sandbox._middleware import FaultMiddleware, Sleep
from uptimekit.sandbox._spelling import named
from uptimekit.sandbox.uptimehunt._application import Application
from uptimekit.sandbox.uptimehunt._call import Backend
from uptimekit.sandbox.uptimehunt._model import PENDING, User
from uptimekit.sandbox.uptimehunt._routes import ROUTES
from uptimekit.sandbox.uptimehunt._secrets import Secrets
from uptimekit.sandbox.uptimehunt._seeds import furnish
from uptimekit.sandbox.uptimehunt._settings import PREFIX, Settings
from uptimekit.sandbox.uptimehunt._store import Store
from uptimekit.sandbox.uptimehunt._tokens import TokenPair

__all__ = ["UptimeHuntSandbox"]


@named
class UptimeHuntSandbox:
    """An UptimeHunt server in memory; its API is below `/api/v1`.

    Its behaviour follows the vendor's pages. For most operations these name only method and path; the docstring of
    the operation describes the decision. Nothing is really checked: services are pending for a minute and then
    operational, or have the status of `set_service_status`.

    clock: the source of the time for tokens, checks and metrics. Default: the machine's clock.
    seed: determines ids, passwords, tokens, measurements, and the random draws of faults.
    services: initial number of services of the user "main", in one project; they are 30 days old.
    rotate_refresh: whether a refresh also returns a new refresh token, and the old one no longer works.
    flat_tokens: whether login and refresh return `access_token` and so on without `data`, as a registration does:
        the vendor's pages disagree.
    clock_skew: seconds by which the server's clock is ahead of `clock`; negative if it is behind.
    access_lifetime, refresh_lifetime: seconds until a token expires. Default: 15 minutes, 7 days.
    first_check_after: seconds until the first check of a new service.
    sleep: an async function of seconds, for the waits of latency faults.

    Safe to use from several threads and event loops at once.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        seed: int = 0,
        services: int = 0,
        rotate_refresh: bool = False,
        flat_tokens: bool = False,
        clock_skew: float = 0.0,
        access_lifetime: float = 900.0,
        refresh_lifetime: float = 604_800.0,
        first_check_after: float = 60.0,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.clock: Clock = clock if clock is not None else SystemClock()
        self.faults = Faults(self.clock, seed)
        self._seed = seed
        self._services = services
        self._secrets = Secrets()
        self._settings = Settings(
            rotate_refresh=rotate_refresh,
            flat_tokens=flat_tokens,
            clock_skew=timedelta(seconds=clock_skew),
            access_lifetime=timedelta(seconds=access_lifetime),
            refresh_lifetime=timedelta(seconds=refresh_lifetime),
            first_check_after=timedelta(seconds=first_check_after),
        )
        self._application = Application(self._build(), self.clock)
        self._app = FaultMiddleware(self._application, self.faults, sleep)

    @property
    def app(self) -> ASGIApp:
        """The ASGI application, for `serve()` or for `httpx.ASGITransport`."""
        return self._app

    @property
    def base_path(self) -> str:
        """The path of a client's base URL, after the origin: "/api/v1"."""
        return PREFIX

    @property
    def users(self) -> Mapping[str, User]:
        """The initial users, "main" and "other", each with `email` and `password`."""
        return self._store.first_users

    @property
    def email(self) -> str:
        """The address of the user "main"."""
        return self.users["main"].email

    @property
    def password(self) -> str:
        """The present password of the user "main"."""
        return self.users["main"].password

    @property
    def prober_token(self) -> str:
        """The token of a probe machine, 32 characters."""
        return self._store.prober_token

    @property
    def issued_secrets(self) -> tuple[str, ...]:
        """All tokens and passwords that ever existed, also before a `reset`, for tests that search output for them."""
        with self._lock:
            return self._secrets.all

    @property
    def operations(self) -> frozenset[str]:
        """The names of all operations, as `requests` counts them."""
        return frozenset(route.name for route in ROUTES)

    @property
    def requests(self) -> Counter[str]:
        """Numbers of requests by operation ("login", "list_services", ...): a copy.

        Refused requests count; those that a fault answers, and those without a route, do not.
        """
        with self._lock:
            return Counter(self._application.requests)

    def token_pair(self, user: str = "main") -> TokenPair:
        """Open a session for one of `users` and return its tokens, `access` and `refresh`."""
        with self._lock:
            return self._store.tokens.open(self.users[user], self._now())

    def revoke_access_tokens(self) -> None:
        """End all access tokens early; refresh tokens stay valid."""
        with self._lock:
            self._store.tokens.revoke_access()

    def revoke_sessions(self) -> None:
        """End all sessions: no token is valid any more."""
        with self._lock:
            self._store.tokens.close_all()

    def set_service_status(self, service_id: int, status: str) -> None:
        """Set the status of a service for all checks from now on; "operational" makes them successful.

        A service without a check stays pending until the first one. Raises LookupError for an unknown id, ValueError
        for "pending".
        """
        if status == PENDING:
            raise ValueError("a service is pending only before its first check")
        with self._lock:
            service = self._store.services.get(service_id)
            if service is None:
                raise LookupError(f"there is no service with id {service_id}")
            service.states.append((self._now(), status))

    def deprecate(self, operation: str, *, deprecation: str | None = None, sunset: str | None = None) -> None:
        """Announce the end of one of `operations` in the headers of its answers; without both values, stop that.

        deprecation: the value of `X-API-Deprecation`; its format is not documented.
        sunset: the value of `X-API-Sunset`.

        Raises LookupError for an unknown operation.
        """
        if operation not in self.operations:
            raise LookupError(f"there is no operation {operation}")
        named = {"x-api-deprecation": deprecation, "x-api-sunset": sunset}
        with self._lock:
            notices = {name: value for name, value in named.items() if value is not None}
            self._application.notices[operation] = notices

    def reset(self) -> None:
        """Restore the initial state: users and services, no faults, notices or counts, the same future ids."""
        with self._lock:
            self._application.backend = self._build()
            self._application.requests.clear()
            self._application.notices.clear()
        self.faults.clear()

    def _build(self) -> Backend:
        now = self._now()
        store = Store(self._seed, self._settings, self._secrets, now)
        furnish(store, self._services, now)
        return Backend(self._settings, store)

    def _now(self) -> datetime:
        return self.clock.now() + self._settings.clock_skew

    @property
    def _store(self) -> Store:
        return self._application.backend.store

    @property
    def _lock(self) -> threading.RLock:
        return self._application.lock
