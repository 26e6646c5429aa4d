"""The fault cases of what one 429 does to the calls after it, with each provider's own generated client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tests.runtime._kit import Driver, ok, status

from uptimekit._runtime.errors import RateLimitError

from ._facades import CHECK, generated_client, healthchecks_client
from ._network import Play
from ._server import Seen

OTHER = "66666666-7777-4888-9999-000000000000"

# Provider -> a method that needs nothing, its answer, and the status for "slow down".
CALLS: dict[str, tuple[Callable[[Any], Any], Any, int]] = {
    "betterstack": (lambda client: client.monitors.list(), {"data": []}, 429),
    "healthchecks": (lambda client: client.checks.list(), {"checks": []}, 429),
    "statuspage": (lambda client: client.pages.list(), [], 420),
    "uptimehunt": (lambda client: client.services.list(), {"data": []}, 429),
}


@pytest.mark.parametrize("asked", [3600, 300_000_000])
@pytest.mark.parametrize("provider", CALLS)
@pytest.mark.fault(62)
def test_case_62_one_429_does_not_poison_the_process(
    provider: str, asked: int, driver: Driver, play: Play
) -> None:
    """After an absurd Retry-After new clients of the key wait for the ceiling at most, and without limits not at all."""
    call, body, code = CALLS[provider]
    peer = play(status(code, retry_after=str(asked)), ok(body))
    with pytest.raises(RateLimitError) as caught:
        driver.run(call(generated_client(driver, peer, provider)))
    assert (caught.value.retry_after, caught.value.attempts) == (asked, 1)
    driver.run(call(generated_client(driver, peer, provider, rate_limit=None)))
    assert driver.clock.waits == []
    driver.run(call(generated_client(driver, peer, provider, deadline=None)))
    assert driver.clock.waits == [60]
    assert len(peer.requests) == 3


@pytest.mark.fault(62)
def test_case_62_a_429_to_one_ping_holds_up_that_check_only(driver: Driver, play: Play) -> None:
    """Pings of other checks, by UUID and by slug, and the Management API go on after a check's ping was refused."""

    def answer(sent: Seen) -> httpx.Response:
        refused = CHECK in sent.target and not driver.clock.waits
        return status(429, retry_after="3600") if refused else httpx.Response(200, text="OK")

    peer = play(answer)
    with pytest.raises(RateLimitError) as caught:
        driver.run(healthchecks_client(driver, peer).success_ping(uuid=CHECK))
    assert caught.value.retry_after == 3600
    client = healthchecks_client(driver, peer, deadline=None)
    assert driver.run(client.success_ping(uuid=OTHER))[0]
    assert driver.run(client.start_ping(slug="job"))[0]
    driver.run(client.api.service.status())
    assert driver.clock.waits == []
    assert driver.run(client.fail_ping(uuid=CHECK))[0]
    assert driver.clock.waits == [60]
