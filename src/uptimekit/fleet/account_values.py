"""The secrets and settings of an account as text: read late, side by side, within a time limit."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, wait
from contextvars import copy_context
from typing import Final

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.tracebacks import hides_locals

from .account import Account
from .daemon_threads import DaemonThreads
from .running_commands import RunningCommands

__all__ = ["account_values", "read_account_values"]

_THREADS: Final = DaemonThreads()


async def account_values(account: Account, seconds: float) -> dict[str, str]:
    """Return the settings of *account*, and its secrets, for each of which there are *seconds*, by name.

    Raises ConfigurationError for a secret that is not there.
    """
    with RunningCommands().waited_for():
        reading = {name: asyncio.wrap_future(future) for name, future in _started(account, seconds).items()}
        secrets = await asyncio.gather(*reading.values())
    return {**account.settings, **dict(zip(reading, secrets, strict=True))}


@hides_locals
def read_account_values(account: Account, seconds: float) -> dict[str, str]:
    """Return the same, in a program without an event loop; raise ConfigurationError if it takes too long."""
    with RunningCommands().waited_for():
        reading = _started(account, seconds)
        if wait(reading.values(), seconds).not_done:
            raise ConfigurationError(f"{account.name}: its secrets could not be read within {seconds:g} s")
    return {**account.settings, **{name: future.result() for name, future in reading.items()}}


def _started(account: Account, seconds: float) -> dict[str, Future[str]]:
    return {
        name: _THREADS.submit(copy_context().run, each.read, seconds)
        for name, each in account.secrets.items()
    }
