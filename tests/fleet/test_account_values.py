"""The values of an account: its secrets, read side by side, and its settings."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest
from attrs import frozen

from uptimekit import ConfigurationError
from uptimekit.fleet import Account
from uptimekit.fleet.account_values import account_values, read_account_values


@frozen
class Met:
    """A secret that is read only while the others are, too."""

    barrier: threading.Barrier

    def read(self, seconds: float = 30) -> str:
        self.barrier.wait(10)
        return f"read within {seconds:g}"


@frozen
class Never:
    """A secret that is never there: a keyring that waits for a person."""

    gate: threading.Event

    def read(self, seconds: float = 30) -> str:
        self.gate.wait(60)
        return "late"


def account(**secrets: Met | Never) -> Account:
    return Account(name="shop", provider="lantern", secrets=secrets, settings={"mode": "good"})


def test_secrets_are_read_side_by_side() -> None:
    """The slowest decides how long it takes, not the sum."""
    barrier = threading.Barrier(2)
    expected = {"mode": "good", "token": "read within 3", "key": "read within 3"}
    assert read_account_values(account(token=Met(barrier), key=Met(barrier)), 3) == expected
    assert asyncio.run(account_values(account(token=Met(barrier), key=Met(barrier)), 3)) == expected


def test_a_secret_that_does_not_come_keeps_nobody() -> None:
    """Neither the caller, nor the end of an event loop, waits for its thread."""
    gate = threading.Event()
    with pytest.raises(ConfigurationError, match=r"^shop: its secrets could not be read within 0\.01 s$"):
        read_account_values(account(token=Never(gate)), 0.01)

    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await account_values(account(token=Never(gate)), 0.01)

    asyncio.run(main())
    gate.set()


@frozen
class Leaving:
    """A secret whose reader ends the program."""

    def read(self, seconds: float = 30) -> str:
        sys.exit(0)


def test_the_exit_of_a_thread_is_an_error() -> None:
    """What leaves a thread by ``sys.exit()`` does not let who waits for it leave as well, and with success."""
    leaving = Account(name="shop", provider="lantern", secrets={"token": Leaving()})
    with pytest.raises(RuntimeError, match=r"^SystemExit in a thread$"):
        read_account_values(leaving, 3)
    with pytest.raises(RuntimeError, match=r"^SystemExit in a thread$"):
        asyncio.run(account_values(leaving, 3))
