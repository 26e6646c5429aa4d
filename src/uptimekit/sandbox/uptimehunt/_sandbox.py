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


class UptimeHuntSandbox:
    """An UptimeHunt server in memory; its API is below `/api/v1`.

    It behaves as the vendor's pages say. For most operations these name no more than method and path; the choice
    that was made there is told in the docstring of the operation. Nothing is really checked: services are pending
    for a minute and then operational, unless `set_service_status` says what the checks find.

    clock: where the time comes from; tokens, checks and metrics follow it. Default: the machine's.
    seed: fixes ids, passwords, tokens, what is measured, and the draws of faults.
    services: how many to start with, of the user "main", in one project; they are 30 days old.
    rotate_refresh: whether a refresh answers a new refresh token, too, and the old one is used up.
    flat_tokens: whether login and refresh answer `access_token` and so on without `data`, as a registration does:
        the vendor's pages disagree.
    clock_skew: seconds by which the server's clock is ahead of `clock`; negative if it is behind.
    access_lifetime, refresh_lifetime: seconds until a token is over. Default: 15 minutes, 7 days.
    first_check_after: seconds until a new service is checked for the first time.
    sleep: how latency faults wait: an async function of seconds.

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
        """What to put after the origin for the base URL of a client: "/api/v1"."""
        return PREFIX

    @property
    def users(self) -> Mapping[str, User]:
        """The users to start with, "main" and "other", each with `email` and `password`."""
        return self._store.first_users

    @property
    def email(self) -> str:
        """The address of the user "main"."""
        return self.users["main"].email

    @property
    def password(self) -> str:
        """The password of the user "main", as it is now."""
        return self.users["main"].password

    @property
    def prober_token(self) -> str:
        """The token of a probe machine, 32 characters."""
        return self._store.prober_token

    @property
    def issued_secrets(self) -> tuple[str, ...]:
        """Every token and password there ever was, also before a `reset`: what must show up nowhere else."""
        with self._lock:
            return self._secrets.all

    @property
    def operations(self) -> frozenset[str]:
        """The names of all operations, as `requests` counts them."""
        return frozenset(route.name for route in ROUTES)

    @property
    def requests(self) -> Counter[str]:
        """How many requests reached each operation ("login", "list_services", ...): a copy.

        Refused ones count; those that a fault answered, or that no route fitted, do not.
        """
        with self._lock:
            return Counter(self._application.requests)

    def token_pair(self, user: str = "main") -> TokenPair:
        """Open a session for one of `users` and return its tokens, `access` and `refresh`."""
        with self._lock:
            return self._store.tokens.open(self.users[user], self._now())

    def revoke_access_tokens(self) -> None:
        """Let no access token be good any more before its time; refresh tokens still are."""
        with self._lock:
            self._store.tokens.revoke_access()

    def revoke_sessions(self) -> None:
        """End every session: no token is good any more."""
        with self._lock:
            self._store.tokens.close_all()

    def set_service_status(self, service_id: int, status: str) -> None:
        """Let checks find a service in `status` from now on: they are successful if it is "operational".

        A service that was never checked stays pending until it is. Raises LookupError for an unknown id, ValueError
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
        """Announce the end of one of `operations` in the headers of its answers; without both, take that back.

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
        """Go back to the beginning: the first users and services, no faults, notices or counts, the same ids to come."""
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
