"""The addresses, secrets, limits and budgets that a client shares with its copies from ``with_options()``."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from . import http_library
from .credentials import Credentials, Secret
from .errors import ConfigurationError, InputError
from .masking import Secrets
from .operation import BASE, Operation, Provider, RateLimit
from .rate_limit_turn import RateLimitTurn
from .rate_limiter import RateLimiter, shared_rate_limiter
from .request import Request
from .retry_budget import RetryBudget
from .settings import Settings
from .shared_limit import SharedLimit, SharedLimiter
from .unset import Unset
from .urls import checked_url, host_and_port, origin_of, pinned, resolve_servers, without_parameters

if TYPE_CHECKING:
    from .http_library import URL
    from .shared_turn import SharedTurn

__all__ = ["SharedState"]

_MakeTurn: TypeAlias = "Callable[[Any, float], RateLimitTurn | SharedTurn]"


class SharedState:
    """The part of a client that never changes after construction; safe to share between threads.

    Attributes:
        make_turn: makes the turn of a call, of the call's limiter and its ceiling.
    """

    def __init__(
        self,
        provider: Provider,
        servers: Mapping[str, str],
        variables: Mapping[str, str],
        secrets: Mapping[str, Secret],
        settings: Settings,
    ) -> None:
        self.provider = provider
        self._clock = settings.clock
        self.urls = resolve_servers(provider, servers, variables)
        self.credentials = Credentials(provider.credentials, secrets, settings.secret_sources)
        # Passwords of proxies, once the pool knows them, and the proxies.
        self.proxy_secrets: tuple[str, ...] = ()
        self.proxy_of: Callable[[URL], URL | None] = _no_proxy
        self._masked: tuple[tuple[str | None, ...], Secrets] = ((), Secrets(()))
        self._budgets = {name: RetryBudget() for name in self.urls}
        hosted = resolve_servers(provider, {BASE: provider.servers[BASE].url}, variables)[BASE]
        asked = settings.rate_limit
        self._unlimited = asked is None
        self._shared_limit: SharedLimit | None = None
        self.make_turn: _MakeTurn = RateLimitTurn
        if not isinstance(asked, RateLimit | Unset | None):
            from .shared_turn import SharedTurn  # few have one

            self._shared_limit, asked = asked, asked.limit
            self.make_turn = SharedTurn
        limit = self._limit(asked, hosted)
        self._limiters = {name: self._limiter(name, limit if name == BASE else None) for name in self.urls}

    def with_servers(self, servers: Mapping[str, str]) -> SharedState:
        """Return a copy in which these *servers* have other addresses; there, nothing but a 429 limits the calls."""
        if unknown := servers.keys() - self.urls.keys():
            text = f"{self.provider.name} has no server {', '.join(sorted(unknown))}; it has {', '.join(self.urls)}"
            raise ConfigurationError(text)
        twin = copy.copy(self)
        twin.urls = {
            **self.urls,
            **{name: checked_url(f"{name}_url", url, {}) for name, url in servers.items()},
        }
        twin._limiters = {**self._limiters, **{name: twin._limiter(name, None) for name in servers}}
        return twin

    def _limit(self, asked: RateLimit | Unset | None, hosted: URL) -> RateLimit | None:
        if not isinstance(asked, Unset):
            return asked
        return self.provider.rate_limit if origin_of(self.urls[BASE]) == origin_of(hosted) else None

    def _limiter(self, server: str, limit: RateLimit | None, scope: str = "") -> RateLimiter | SharedLimiter:
        origin = "{}://{}:{}".format(*origin_of(self.urls[server]))
        make = self._shared_limit.limiter if self._shared_limit else shared_rate_limiter
        return make(origin, self.credentials.account, limit, self._clock, scope)

    def limiter(self, request: Request[Any]) -> RateLimiter | SharedLimiter | None:
        """Return the limiter that *request* falls under; None if limits are switched off."""
        if self._unlimited:
            return None
        server = request.operation.server
        limiter = self._limiters[server]
        by = self.provider.servers[server].limit_by
        return self._limiter(server, limiter.limit, request.path_values(by)) if by else limiter

    def forecast(self, requests: int) -> float:
        """Return the seconds until *requests* more can have been sent to the default server."""
        if self._unlimited:
            return 0.0
        return self._limiters[BASE].forecast(self._clock.monotonic(), requests)

    def budget(self, operation: Operation) -> RetryBudget:
        """Return the retry budget of the operation's host."""
        return self._budgets[operation.server]

    def url(self, request: Request[Any]) -> str:
        """Return the address of *request*, always on the origin of its operation's server, without credentials.

        Raises InputError for a path that would make another host of the server's.
        """
        base = self.urls[request.operation.server]
        if request.path and not request.path.startswith("/"):
            raise InputError("the path of a request begins with /", field="path")
        if request.url is None:
            return f"{base}{request.path}"
        hosts = request.operation.pagination.hosts if request.operation.pagination else ()
        link = without_parameters(request.url, self.credentials.parameters(request.operation))
        return pinned(link, http_library.URL(f"{base}{request.path}"), hosts)

    def peer(self, url: str) -> str:
        """Return host and port of the server at *url*, and of the proxy on the way."""
        proxy = self.proxy_of(http_library.URL(url))
        return host_and_port(http_library.URL(url)) + (
            f" through the proxy {host_and_port(proxy)}" if proxy else ""
        )

    def secrets(self, request: Request[Any], settings: Settings, *others: str | None) -> Secrets:
        """Return the secrets of the client and of *request*; *others* came from a source."""
        texts = (
            *self.credentials.texts,
            *self.proxy_secrets,
            *settings.secret_texts,
            *others,
            *request.secrets,
        )
        masked = self._masked  # most calls have the secrets of the one before
        if masked[0] != texts:
            masked = self._masked = texts, Secrets(texts)
        return masked[1]

    def __repr__(self) -> str:
        given = repr(self.credentials)
        return f"{self.provider.name} at {self.urls[BASE]}{', ' if given else ''}{given}"


def _no_proxy(_: URL) -> None:
    return None
