"""What one 429 does to the calls after it, over a real socket, with each provider's own generated client."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from tests.runtime._kit import Driver

from uptimekit._runtime.errors import RateLimitError

from ._server import FaultServer, answer, answer_json

Serve = Callable[..., FaultServer]

# Provider -> names of the credential and of a method that needs nothing, its answer, and the status for "slow down".
CALLS: dict[str, tuple[str, Callable[[Any], Any], Any, int]] = {
    "betterstack": ("token", lambda client: client.monitors.list(), {"data": []}, 429),
    "healthchecks": ("api_key", lambda client: client.checks.list(), {"checks": []}, 429),
    "statuspage": ("api_key", lambda client: client.pages.list(), [], 420),
    "uptimehunt": ("access_token", lambda client: client.services.list(), {"data": []}, 429),
}


def _client(driver: Driver, provider: str, server: FaultServer, **options: Any) -> Any:
    module: Any = importlib.import_module(f"uptimekit_clients.{provider}")
    kind = module.AsyncClient if driver.asynchronous else module.Client
    credential = {CALLS[provider][0]: "k" * 24}
    client = kind(base_url=server.url, clock=driver.clock, **credential, **options)
    driver._clients.append(client)
    return client


@pytest.mark.parametrize("asked", [3600, 300_000_000])
@pytest.mark.parametrize("provider", CALLS)
def test_one_429_does_not_poison_the_process(driver: Driver, serve: Serve, provider: str, asked: int) -> None:
    """After an absurd Retry-After new clients of the key wait for the ceiling at most, and without limits not at all."""
    _, call, body, status = CALLS[provider]
    server = serve(answer(status, Retry_After=str(asked)), answer_json(body))
    with pytest.raises(RateLimitError) as caught:
        driver.run(call(_client(driver, provider, server)))
    assert (caught.value.retry_after, caught.value.attempts) == (asked, 1)
    driver.run(call(_client(driver, provider, server, rate_limit=None)))
    assert driver.clock.slept == []
    driver.run(call(_client(driver, provider, server, deadline=None)))
    assert driver.clock.slept == [60]
    assert len(server.requests) == 3


def test_a_429_to_one_ping_holds_up_that_check_only(driver: Driver, serve: Serve) -> None:
    """Pings of other checks, by UUID and by slug, and the Management API go on after a check's ping was refused."""
    server = serve(answer(429, Retry_After="3600"), answer(200, b"OK", "text/plain"))
    one, other = "11111111-2222-4333-8444-555555555555", "66666666-7777-4888-9999-000000000000"

    def client() -> Any:
        return _client(driver, "healthchecks", server, ping_url=server.url, deadline=None)

    with pytest.raises(RateLimitError):
        driver.run(client().pings.success(one))
    driver.run(client().pings.success(other))
    driver.run(client().slug_pings.start("p" * 22, "job"))
    driver.run(client().service.status())
    assert driver.clock.slept == []
    driver.run(client().pings.fail(one))
    assert driver.clock.slept == [60]
