"""Tests of the functions that callers pass in."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from uptimekit import ConfigurationError, InputError, healthchecks, uptimehunt
from uptimekit._runtime._async.waiting import wait_until as async_wait_until
from uptimekit._runtime._sync.waiting import wait_until
from uptimekit._runtime.bulk import AsyncBulk, Bulk
from uptimekit._runtime.callbacks import is_function
from uptimekit.uptimehunt._service_status import is_wanted

from ._kit import KEY, Driver


async def _never_awaited(*_: object) -> bool:
    return False


class _Called:
    async def __call__(self, _: object) -> bool:
        return False


ASYNC = [_never_awaited, partial(_never_awaited, 1), _Called()]


@pytest.mark.parametrize("given", [*ASYNC, None, 1, "print"])
def test_what_is_no_function(given: object) -> None:
    """An async function is refused in all its forms: nobody awaits it, so that none of its code would run."""
    assert not is_function(given)
    assert is_function(print)
    assert is_function(int)


@pytest.mark.parametrize("given", ASYNC)
@pytest.mark.parametrize("option", ["hooks", "on_unknown", "on_deprecation"])
def test_options(option: str, given: object) -> None:
    """No client takes an async function as an option, and the error says which option it is."""
    kind: Any = uptimehunt.Client if option == "on_deprecation" else healthchecks.Client
    with pytest.raises(ConfigurationError, match=option):
        kind(access_token=KEY, **{option: given}) if option == "on_deprecation" else kind(
            KEY, **{option: [given] if option == "hooks" else given}
        )


@pytest.mark.parametrize("kind", [Bulk, AsyncBulk])
def test_progress(kind: Any, driver: Driver) -> None:
    """A bulk action refuses an async function before its first job."""
    with pytest.raises(InputError, match="on_progress"):
        kind(None, _never_awaited)


@pytest.mark.parametrize("wrapped", [False, True])
def test_an_async_judge(driver: Driver, wrapped: bool) -> None:
    """An async function does not end a wait with its first look, as a coroutine, which is always true, would."""

    async def alook() -> str:
        return "down"

    given: Any = _never_awaited
    judge = partial(is_wanted, wanted=given) if wrapped else given
    wait: Any = async_wait_until if driver.asynchronous else wait_until
    look: Any = alook if driver.asynchronous else lambda: "down"
    with pytest.raises(InputError, match="wanted must be a plain function"):
        driver.run(wait(look, judge, clock=driver.clock, timeout=5.0, poll=1.0, complaint=str))
