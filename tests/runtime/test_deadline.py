"""Tests of the deadline that those below the HTTP library see."""

from __future__ import annotations

import math

import httpx

from uptimekit._runtime.deadline import seconds_left

from ._kit import Driver, ok, request


def test_the_deadline_is_seen_while_a_call_is_under_way() -> None:
    """A transport of a thread sees what is left of its call's deadline; outside a call there is none."""
    driver, seen = Driver("sync"), list[float]()

    def answer(_: httpx.Request) -> httpx.Response:
        seen.append(seconds_left.get()())
        driver.clock.advance(4)
        seen.append(seconds_left.get()())
        return ok()

    driver.send(driver.client(answer, deadline=10), request())
    assert seen == [10, 6]
    assert seconds_left.get()() == math.inf
    driver.finish()
