"""Tests of wait_until."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit._runtime._async.waiting import wait_until as async_wait_until
from uptimekit._runtime._sync.waiting import wait_until
from uptimekit._runtime.errors import InputError, WaitTimeoutError

from ._kit import Driver


class Watched:
    """A state that changes with each look."""

    def __init__(self, driver: Driver, *states: str) -> None:
        self.driver = driver
        self.states = list(states)
        self.looks = 0

    def look(self) -> str:
        self.looks += 1
        return self.states[min(self.looks, len(self.states)) - 1]

    async def alook(self) -> str:
        return self.look()

    def wait(self, **options: Any) -> Any:
        """Wait until it is up."""
        given: dict[str, Any] = {
            "wanted": lambda state: state == "up",
            "clock": self.driver.clock,
            "timeout": 12.0,
            "poll": 5.0,
            "complaint": lambda state: f"it is still {state}",
            **options,
        }
        wait: Any = async_wait_until if self.driver.asynchronous else wait_until
        return self.driver.run(wait(self.alook if self.driver.asynchronous else self.look, **given))


def test_it_looks_until_the_state_is_there(driver: Driver) -> None:
    """It looks, waits *poll* seconds and looks again, and returns the state that was wanted."""
    watched = Watched(driver, "pending", "down", "up", "down")
    assert watched.wait() == "up"
    assert (watched.looks, driver.clock.waits) == (3, [5.0, 5.0])


def test_no_wait_for_what_is_there(driver: Driver) -> None:
    """A state that is there already costs one look, with a *timeout* of 0 too."""
    watched = Watched(driver, "up")
    assert watched.wait(timeout=0) == "up"
    assert (watched.looks, driver.clock.waits) == (1, [])


def test_it_gives_up(driver: Driver) -> None:
    """The last wait is cut to what is left, one look follows, and the error says what was seen last."""
    watched = Watched(driver, "pending", "down")
    with pytest.raises(WaitTimeoutError, match="it is still down"):
        watched.wait()
    assert (watched.looks, driver.clock.waits) == (4, [5.0, 5.0, 2.0])


@pytest.mark.parametrize("field", ["timeout", "poll"])
@pytest.mark.parametrize("seconds", [-1.0, float("nan"), "5", True])
def test_times_that_make_no_sense(driver: Driver, field: str, seconds: Any) -> None:
    """They are refused before the first look, by the error that the caller of it wants."""

    class Refused(InputError):
        pass

    watched = Watched(driver, "up")
    with pytest.raises(Refused, match=field) as caught:
        watched.wait(invalid=Refused, **{field: seconds})
    assert (caught.value.field, watched.looks) == (field, 0)
