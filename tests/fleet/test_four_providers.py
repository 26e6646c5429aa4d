"""The four providers together, on real sockets: one is not there, one hangs, one answers 500, one is read in full."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final, cast

import pytest
from attrs import evolve, frozen

from uptimekit import NetworkError, RequestTimeoutError, ServerError
from uptimekit.fleet import Account, AsyncFleet, Filter, Fleet, FromEnvironment, Kind, State
from uptimekit.fleet.account_jobs import ReadAccount
from uptimekit.healthchecks import CheckCreate, Client
from uptimekit.sandbox import (
    BetterStackSandbox,
    Fault,
    HealthchecksSandbox,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)

KINDS: Final = {
    "betterstack": {"monitors"},
    "healthchecks": {"heartbeats"},
    "statuspage": {"components"},
    "uptimehunt": {"monitors"},
}
"""Kinds of which the sandbox of a provider has items here."""


@frozen
class Four:
    """An account of each sandbox, by provider, and the sandboxes."""

    accounts: dict[str, Account]
    sandboxes: dict[str, Any]


@contextmanager
def four_sandboxes() -> Iterator[tuple[Four, dict[str, str]]]:
    """Serve the four; also the variables that have the secrets."""
    sandboxes: dict[str, Any] = {
        "betterstack": BetterStackSandbox(monitors=3),
        "healthchecks": HealthchecksSandbox(),
        "statuspage": StatuspageSandbox(),
        "uptimehunt": UptimeHuntSandbox(services=2),
    }
    api_key = sandboxes["healthchecks"].projects["main"].api_key
    hunt = sandboxes["uptimehunt"]
    secrets = {
        "betterstack": {"bearer_token": sandboxes["betterstack"].teams["main"].token},
        "healthchecks": {"api_key": api_key},
        "statuspage": {"api_key": sandboxes["statuspage"].api_key},
        "uptimehunt": {"email": hunt.email, "password": hunt.password},
    }
    with ExitStack() as running:
        accounts = {
            provider: Account(
                name=provider,
                provider=provider,
                secrets={name: FromEnvironment(f"FOUR_{provider}_{name}") for name in secrets[provider]},
                settings={"base_url": running.enter_context(serve(sandbox.app)).url},
            )
            for provider, sandbox in sandboxes.items()
        }
        page = {**accounts["statuspage"].settings, "page_id": sandboxes["statuspage"].page_id}
        accounts["statuspage"] = evolve(accounts["statuspage"], settings=page)
        with Client(api_key, api_url=accounts["healthchecks"].settings["base_url"]) as client:
            client.create_check(CheckCreate(name="backup"))
        yield (
            Four(accounts, sandboxes),
            {f"FOUR_{each}_{name}": text for each, given in secrets.items() for name, text in given.items()},
        )


@pytest.fixture(scope="module")
def _served() -> Iterator[tuple[Four, dict[str, str]]]:
    with four_sandboxes() as served:
        yield served


@pytest.fixture
def four(_served: tuple[Four, dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> Iterator[Four]:
    """The four, whose secrets are in the environment."""
    found, variables = _served
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    yield found
    for sandbox in found.sandboxes.values():
        sandbox.faults.clear()


class TimeThatIsTold(asyncio.SelectorEventLoop):
    """An event loop whose time goes on when the test says so."""

    told = 0.0

    def time(self) -> float:
        return super().time() + self.told


@pytest.mark.parametrize("turn", range(4))
def test_the_fourth_is_read_in_full(four: Four, turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its items come while another one still hangs; each of the others has its fault at the deadline."""
    gone, hanging, failing, good = ([*KINDS][(turn + place) % 4] for place in range(4))
    accounts = {**four.accounts, gone: _elsewhere(four.accounts[gone])}
    four.sandboxes[hanging].faults.add(Fault(latency=600))
    four.sandboxes[failing].faults.add(Fault(status=500, body="out of order"))

    ended = 0
    read = ReadAccount.run

    async def counted(job: ReadAccount, put: Any) -> None:
        nonlocal ended
        await read(job, put)
        ended += 1
        if ended == 3:  # only the one that hangs is left
            cast("TimeThatIsTold", asyncio.get_running_loop()).told = 60

    monkeypatch.setattr(ReadAccount, "run", counted)

    async def main() -> None:
        async with AsyncFleet(accounts.values(), deadline=60, retries=0) as fleet:
            reading = await fleet.survey()
        assert {item.account for item in reading.items} == {good}
        assert {item.kind for item in reading.items} == KINDS[good]
        faults = {fault.account: fault.error for fault in reading.faults}
        assert faults.keys() == {gone, hanging, failing}
        assert isinstance(faults[gone], NetworkError)
        assert isinstance(faults[hanging], RequestTimeoutError)
        assert isinstance(faults[failing], ServerError)

    with asyncio.Runner(loop_factory=TimeThatIsTold) as runner:
        runner.run(main())


def _elsewhere(account: Account) -> Account:
    """The account at a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return evolve(account, settings={**account.settings, "base_url": f"http://127.0.0.1:{port}"})


def test_all_four_are_one_fleet(four: Four) -> None:
    """Everything of all providers, what the credentials open, an item that is found and paused."""
    with Fleet(four.accounts.values()) as fleet:
        reading = fleet.survey()
        assert reading.complete
        for provider, kinds in KINDS.items():
            assert {item.kind for item in reading.items if item.account == provider} == kinds
        assert all(isinstance(said, str) and said for _, said in fleet.check())
        backup = fleet.find("Backup", Kind.HEARTBEATS)
        assert backup.state is State.PENDING
        assert fleet.pause(backup).state is State.PAUSED
        assert [each.name for each in fleet.heartbeats(where=Filter(states=["paused"])).items] == ["backup"]
