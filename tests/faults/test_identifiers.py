"""The fault cases of identifiers that would reach another endpoint, in process and over a socket."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.runtime._kit import Driver, ok, request

from uptimekit import InputError
from uptimekit._runtime import segment
from uptimekit.healthchecks import CheckUpdate

from ._facades import CHECK, generated_client, healthchecks_client
from ._network import Play

ELSEWHERE = ["a/b", "a\\b", "a%2Fb", "a%2fb", "a%5cb", "a%252Fb", "a\nb", "a\x7fb", "a%00b", "a%0Ab"]


@pytest.mark.parametrize("value", ELSEWHERE)
@pytest.mark.fault(61)
def test_case_61_a_slash_in_an_identifier(value: str, driver: Driver, play: Play) -> None:
    """A slash, a backslash or a control character, encoded or not, is refused before anything is sent."""
    peer = play(ok())
    client = peer.client()
    with pytest.raises(InputError):
        driver.send(client, request(path=f"/things/{segment(value)}"))
    assert peer.requests == []


CALLS: list[Callable[[Any], Any]] = [
    lambda client: client.success_ping(slug="job/fail"),
    lambda client: client.success_ping(uuid=f"{CHECK}/7"),
    lambda client: client.success_ping(uuid=f"https://hc-ping.com/{CHECK}"),
    lambda client: client.success_ping(uuid=f"{CHECK[:8]} {CHECK[8:]}"),
    lambda client: client.update_check(f"{CHECK}/pause", CheckUpdate(name="x")),
    lambda client: client.get_check(f"{CHECK}/pings/"),
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.fault(61)
def test_case_61_a_check_that_is_another_endpoint(
    call: Callable[[Any], Any], driver: Driver, play: Play
) -> None:
    """An address of Healthchecks that would reach another endpoint, or no check at all, is refused unsent."""
    peer = play(ok())
    client = healthchecks_client(driver, peer)
    with pytest.raises(InputError):
        driver.run(call(client))
    assert peer.requests == []


@pytest.mark.parametrize("value", ELSEWHERE)
@pytest.mark.fault(61)
def test_case_61_every_other_provider(value: Any, driver: Driver, play: Play) -> None:
    """The other three refuse it as well."""
    peer = play(ok())
    calls = [
        ("betterstack", lambda client: client.monitors.get(value)),
        ("statuspage", lambda client: client.components.get("page", value)),
        ("uptimehunt", lambda client: client.projects.get(value)),
    ]
    for provider, call in calls:
        client = generated_client(driver, peer, provider)
        with pytest.raises(InputError):
            driver.run(call(client))
    assert peer.requests == []
