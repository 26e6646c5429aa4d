"""The four providers together, on real sockets: one is not there, one hangs, one answers 500, one is read in full."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from typing import Any, Final, cast

import pytest
from tests.cli._sandboxes import Sandboxes, closed_port, served

from uptimekit import NetworkError, RequestTimeoutError, ServerError
from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit.fleet import AsyncFleet, Filter, Fleet, FleetOptions, Kind, State
from uptimekit.fleet.account_jobs import ReadAccount
from uptimekit.sandbox import Fault

KINDS: Final = {
    "betterstack": {"monitor"},
    "healthchecks": {"heartbeat"},
    "statuspage": {"component"},
    "uptimehunt": {"monitor"},
}
"""Kinds of which the sandbox of a provider has items here."""


@pytest.fixture(scope="module")
def _served() -> Iterator[Sandboxes]:
    with served(untouched=True) as four:
        yield four


@pytest.fixture
def four(_served: Sandboxes, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandboxes]:
    """The four sandboxes, with their addresses and secrets in the environment."""
    for name, value in _served.variables.items():
        monkeypatch.setenv(name, value)
    yield _served
    for provider in KINDS:
        getattr(_served, provider).faults.clear()


class TimeThatIsTold(asyncio.SelectorEventLoop):
    """An event loop whose time goes on when the test says so."""

    told = 0.0

    def time(self) -> float:
        return super().time() + self.told


@pytest.mark.parametrize("turn", range(4))
def test_the_fourth_is_read_in_full(four: Sandboxes, turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its items come while another one still hangs; each of the others has its fault at the deadline."""
    gone, hanging, failing, good = ([*KINDS][(turn + place) % 4] for place in range(4))
    monkeypatch.setenv(f"{gone.upper()}_BASE_URL", closed_port())
    getattr(four, hanging).faults.add(Fault(latency=600))
    getattr(four, failing).faults.add(Fault(status=500, body="out of order"))

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
        async with AsyncFleet.load(deadline=60, retries=0) as fleet:
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


@pytest.mark.usefixtures("four")
def test_all_four_are_one_fleet() -> None:
    """Everything of all providers, what the credentials open, an item that is found and paused."""
    with Fleet.load() as fleet:
        reading = fleet.survey()
        assert reading.complete
        for provider, kinds in KINDS.items():
            assert {item.kind for item in reading.items if item.account == provider} == kinds
        assert all(isinstance(said, str) and said for _, said in fleet.check())
        backup = fleet.find("Backup", Kind.HEARTBEATS)
        assert backup.state is State.PENDING
        assert fleet.pause(backup).state is State.PAUSED
        assert [each.name for each in fleet.heartbeats(where=Filter(states=["paused"])).items] == ["backup"]


@pytest.mark.usefixtures("four")
def test_every_option_of_a_fleet_is_one_of_every_client() -> None:
    """No reader refuses an option that another one takes."""
    options: FleetOptions = {
        "timeout": 5.0,
        "retries": 0,
        "retry_after_ceiling": 1.0,
        "max_response_bytes": 1_000_000,
        "headers": {"X-Trace": "1"},
        "hooks": [lambda event: seen.append(event.provider)],
        "on_unknown": None,
        "user_agent": "test",
        "verify": True,
        "proxy": None,
        "fast": False,
        "mask": ["something-secret"],
        "clock": SYSTEM_CLOCK,
        "rng": random.Random(1),
    }
    assert options.keys() == FleetOptions.__optional_keys__ - {"transport"}
    seen: list[str] = []
    with Fleet.load(**options) as fleet:
        assert all(isinstance(said, str) for _, said in fleet.check())
    assert set(seen) == KINDS.keys()
