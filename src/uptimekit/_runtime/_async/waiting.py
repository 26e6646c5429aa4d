"""Waiting for a state, politely."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from uptimekit._runtime.callbacks import is_true
from uptimekit._runtime.clock import Clock
from uptimekit._runtime.errors import InputError, WaitTimeoutError

__all__ = ["wait_until"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class _Look(Protocol[T_co]):
    async def __call__(self) -> T_co: ...


async def wait_until(
    look: _Look[T],
    wanted: Callable[[T], object],
    *,
    clock: Clock,
    timeout: float,
    poll: float,
    complaint: Callable[[T], str],
    invalid: type[InputError] = InputError,
) -> T:
    """Call *look* every *poll* seconds until what it returns is *wanted*; return that.

    Args:
        look: fetches the state, once at least and once more when the time is over.
        wanted: judges it.
        clock: gives the time and waits.
        timeout: seconds to wait, 0 for one look.
        poll: seconds between two looks, above 0.
        complaint: returns the error's message for what was seen last.
        invalid: the error for an argument that makes no sense, also for a *wanted* that is ``async``.

    Raises WaitTimeoutError after *timeout*.
    """
    if type(timeout) not in (int, float) or not timeout >= 0:
        raise invalid("timeout must be at least 0 seconds", field="timeout")
    if type(poll) not in (int, float) or not poll > 0:
        raise invalid("poll must be above 0 seconds", field="poll")
    end = clock.monotonic() + timeout
    while not is_true(wanted(seen := await look()), "wanted", invalid):
        left = end - clock.monotonic()
        if left <= 0:
            raise WaitTimeoutError(complaint(seen))
        await clock.asleep(min(poll, left))
    return seen
