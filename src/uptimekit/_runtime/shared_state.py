"""The addresses, secrets, limits and budgets that a client shares with its copies from ``with_options()``."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Mapping
from typing import Any

from .encoding import header_value
from .errors import ConfigurationError, InputError, error_class
from .http_library import URL
from .masking import Secrets
from .operation import BASE, Operation, Provider, RateLimit
from .rate_limiter import RateLimiter, shared_rate_limiter
from .request import Request
from .retry_budget import RetryBudget
from .secret_source import AsyncSecretSource, SecretSource
from .settings import Settings
from .unset import Unset
from .urls import checked_url, host_and_port, origin_of, pinned, resolve_servers

__all__ = ["SharedState"]


class SharedState:
    """The part of a client that never changes after construction; safe to share between threads."""

    def __init__(
        self,
        provider: Provider,
        servers: Mapping[str, str],
        variables: Mapping[str, str],
        secrets: Mapping[str, str | None],
        settings: Settings,
    ) -> None:
        self.provider = provider
        self._clock = settings.clock
        self.urls = resolve_servers(provider, servers, variables)
        self._secrets = {name: _secret(provider, name, given) for name, given in secrets.items()}
        self.proxy_secrets: tuple[
            str, ...
        ] = ()  # passwords of proxies, once the pool knows them, and the proxies
        self.proxy_of: Callable[[URL], URL | None] = _no_proxy
        self._masked: tuple[tuple[str | None, ...], Secrets] = ((), Secrets(()))
        self._sources = _checked_sources(provider, settings)
        self._budgets = {name: RetryBudget() for name in self.urls}
        hosted = resolve_servers(provider, {BASE: provider.servers[BASE].url}, variables)[BASE]
        limit = self._limit(settings.rate_limit, hosted)
        accounts = self._secrets | {name: source.account for name, source in self._sources.items()}
        self._account = "\n".join(f"{name}={value}" for name, value in sorted(accounts.items()) if value)
        self._unlimited = settings.rate_limit is None
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

    def _limiter(self, server: str, limit: RateLimit | None, scope: str = "") -> RateLimiter:
        origin = "{}://{}:{}".format(*origin_of(self.urls[server]))
        return shared_rate_limiter(origin, self._account, limit, self._clock, scope)

    def limiter(self, request: Request[Any]) -> RateLimiter | None:
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
        """Return the address of *request*, always on the origin of its operation's server."""
        base = self.urls[request.operation.server]
        if request.url is None:
            return f"{base}{request.path}"
        hosts = request.operation.pagination.hosts if request.operation.pagination else ()
        return pinned(request.url, URL(f"{base}{request.path}"), hosts)

    def peer(self, url: str) -> str:
        """Return host and port of the server at *url*, and of the proxy on the way."""
        proxy = self.proxy_of(URL(url))
        return host_and_port(URL(url)) + (f" through the proxy {host_and_port(proxy)}" if proxy else "")

    def source(self, operation: Operation) -> tuple[str, SecretSource | AsyncSecretSource] | None:
        """Return the name of the credential of *operation* and its source; None if its value is fixed."""
        for name in operation.security:
            if name in self._sources:
                return name, self._sources[name]
            if self._secrets[name]:
                return None
        return None

    def header(self, name: str, secret: str) -> dict[str, str]:
        """Return the header that carries *secret* as the credential *name*."""
        credential = self.provider.credentials[name]
        return {credential.header: credential.prefix + secret}

    def credentials(self, operation: Operation, settings: Settings) -> dict[str, str]:
        """Return the header that authenticates *operation*; nothing if its secret comes from a source.

        Raises the client's error for 401 if the operation needs a secret and none is set.
        """
        for name in operation.security:
            if name in self._sources:
                return {}
            if secret := self._secrets[name]:
                return self.header(name, secret)
        if operation.security and not operation.anonymous:
            kind = error_class(401, (), settings.error_classes)
            error = kind.saying(f"no credential was given, nothing was sent; {self.hint(operation)}")
            error.operation = operation.id
            raise error
        return {}

    def hint(self, operation: Operation) -> str:
        """Say how the operation's secret is passed."""
        names = [f"pass {name}=" for name in operation.security]
        variables = [self.provider.credentials[name].env for name in operation.security]
        return " or ".join([*names, *(f"set {variable}" for variable in variables if variable)])

    def used(self, operation: Operation, status: int) -> str:
        """Say which secret got this *status*; how to pass one if there was none."""
        name = next((name for name in operation.security if self._secrets[name]), None)
        if name is None:
            return self.hint(operation)
        credential = self.provider.credentials[name]
        in_environment = self._secrets[name] == os.environ.get(credential.env or "")
        where = f"the environment variable {credential.env}" if in_environment else f"{name}="
        may_be_read_only = status == credential.read_only_status and operation.method not in ("GET", "HEAD")
        return f"{where} was used{'; is it read-only?' if may_be_read_only else ''}"

    def secrets(self, request: Request[Any], settings: Settings, *others: str | None) -> Secrets:
        """Return the secrets of the client and of *request*; *others* came from a source."""
        texts = (
            *self._secrets.values(),
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
        set_ = ", ".join(
            f"{name}=***" for name, value in self._secrets.items() if value or name in self._sources
        )
        return f"{self.provider.name} at {self.urls[BASE]}{', ' if set_ else ''}{set_}"


def _no_proxy(_: URL) -> None:
    return None


def _checked_sources(
    provider: Provider, settings: Settings
) -> Mapping[str, SecretSource | AsyncSecretSource]:
    for name in settings.secret_sources:
        if name not in provider.credentials:
            raise ConfigurationError(
                f"secret_sources names {name!r}; the credentials are {', '.join(provider.credentials)}"
            )
    return settings.secret_sources


def _secret(provider: Provider, name: str, given: str | None) -> str | None:
    credential = provider.credentials[name]
    value = given if given is not None else os.environ.get(credential.env or "")
    if not value:
        return None
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
        raise ConfigurationError(f"{name} must be a string")
    try:
        return header_value(name, value)
    except InputError as error:
        raise ConfigurationError(error.message) from None
