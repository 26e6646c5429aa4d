"""Calls with secrets in them, of all four providers, synchronous and asynchronous."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from uptimekit import UptimeKitError, betterstack, healthchecks, statuspage, uptimehunt

UUID = "5ec2e7ca-4a27-4e0d-8c3a-9e5ec2e7cafe"
PROJECT = "11111111-2222-4333-8444-555555555555"
PING_KEY = "canary-ping-key-22-chr"
KEY = "canary-key-" + "k" * 21
PASSWORD = 'canary "pass\\word" <&\'> +%'
TOKEN = "canary-token-" + "t" * 19
VALUE = "canary-header-value/with+signs"

SECRETS = (UUID, PING_KEY, KEY, PASSWORD, TOKEN, VALUE)


@dataclass(frozen=True)
class Secretive:
    """A call that carries a secret: how its client is made, and what is called on it."""

    name: str
    asynchronous: bool
    make: Callable[..., Any]
    act: Callable[[Any], Any]

    def __str__(self) -> str:
        return f"{self.name}-{'async' if self.asynchronous else 'sync'}"

    def errors(self, url: str, times: int = 1, **options: Any) -> list[UptimeKitError]:
        """Make a client of a server at *url* and call it *times* times; return what each call raises."""
        found = self.outcomes(url, times, **options)
        assert all(isinstance(each, UptimeKitError) for each in found), found
        return found

    def outcomes(self, url: str, times: int = 1, **options: Any) -> list[Any]:
        """Make a client of a server at *url* and call it *times* times; return what each call returns or raises."""
        if self.asynchronous:
            return asyncio.run(self._awaited(url, times, options))
        with self.make(url, **options) as client:
            return [self._outcome(client) for _ in range(times)]

    def _outcome(self, client: Any) -> Any:
        try:
            return self.act(client)
        except UptimeKitError as error:
            return error

    async def _awaited(self, url: str, times: int, options: Any) -> list[Any]:
        async with self.make(url, **options) as client:
            return [await self._awaited_outcome(client) for _ in range(times)]

    async def _awaited_outcome(self, client: Any) -> Any:
        try:
            return await self.act(client)
        except UptimeKitError as error:
            return error


def _healthchecks(kind: Any) -> Callable[..., Any]:
    def make(url: str, **options: Any) -> Any:
        return kind(KEY, PING_KEY, api_url=url, ping_url=url, **options)

    return make


def _betterstack(kind: Any) -> Callable[..., Any]:
    def make(url: str, **options: Any) -> Any:
        return kind(TOKEN, base_url=f"{url}/api/v2/", **options)

    return make


def _statuspage(kind: Any) -> Callable[..., Any]:
    def make(url: str, **options: Any) -> Any:
        return kind(api_key=KEY, page_id="page", organization_id="org", base_url=url, **options)

    return make


def _uptimehunt(kind: Any) -> Callable[..., Any]:
    def make(url: str, **options: Any) -> Any:
        return kind(access_token=TOKEN, base_url=url, **options)

    return make


_MAKERS: dict[str, tuple[Callable[[Any], Callable[..., Any]], Any, Any]] = {
    "healthchecks": (_healthchecks, healthchecks.Client, healthchecks.AsyncClient),
    "betterstack": (_betterstack, betterstack.UptimeAPI, betterstack.AsyncUptimeAPI),
    "statuspage": (_statuspage, statuspage.Client, statuspage.AsyncClient),
    "uptimehunt": (_uptimehunt, uptimehunt.Client, uptimehunt.AsyncClient),
}

_HEADERS: Any = [{"name": "X-Gate", "value": VALUE}]
_ACTS: dict[str, dict[str, Callable[[Any], Any]]] = {
    "healthchecks": {
        "get_check": lambda client: client.get_check(UUID),
        "get_check in capitals": lambda client: client.get_check(UUID.upper()),
        "update_check": lambda client: client.update_check(UUID, healthchecks.CheckUpdate(name="Job")),
        "pause_check": lambda client: client.pause_check(UUID),
        "success_ping": lambda client: client.success_ping(UUID),
        "ping by slug": lambda client: client.fail_ping(slug="job", data="text"),
        "exit_code_ping": lambda client: client.exit_code_ping(3, UUID),
        "generated get": lambda client: client.api.checks.get(UUID),
        "generated metrics": lambda client: client.api.service.prometheus_by_key(PROJECT, KEY),
    },
    "betterstack": {
        "generated create": lambda client: client.api.monitors.create(
            monitor_type="status",
            url="https://example.org",
            auth_password=PASSWORD,
            request_headers=_HEADERS,
            environment_variables={"A": VALUE},
        ),
        "generated list": lambda client: client.api.monitors.list(),
    },
    "statuspage": {
        "metrics_providers.create": lambda client: client.metrics_providers.create(
            type="Pingdom", password=PASSWORD, api_token=VALUE
        ),
        "users.create": lambda client: client.users.create(email="a@example.org", password=PASSWORD),
        "generated create": lambda client: client.api.users.create(
            "org", email="a@example.org", password=PASSWORD
        ),
    },
    "uptimehunt": {
        "login": lambda client: client.auth.login(email="a@example.org", password=PASSWORD),
        "change_password": lambda client: client.users.change_password(
            current_password=PASSWORD, new_password=f"{VALUE}A1"
        ),
        "refresh": lambda client: client.auth.refresh(refresh=VALUE),
        "profile": lambda client: client.users.get_profile(),
    },
}

CALLS = [
    Secretive(f"{provider} {name}", asynchronous, maker(kinds[asynchronous]), act)
    for provider, (maker, *kinds) in _MAKERS.items()
    for name, act in _ACTS[provider].items()
    for asynchronous in (False, True)
]
"""Every call, on both kinds of client."""
