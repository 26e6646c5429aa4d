"""The synchronous fleet: the same, on an event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
import signal
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from uptimekit import ClientStateError, ServerError
from uptimekit.fleet import AccountFault, AsyncFleet, Fleet, Kind, Monitor, State

from ._kit import HOUR_AGO, NOW, LanternReader, lantern

pytestmark = pytest.mark.usefixtures("lamps")


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    """A fleet that was closed has no thread."""
    yield
    assert not [thread for thread in threading.enumerate() if thread.name == "uptimekit-fleet"]


def test_both_have_the_same_methods() -> None:
    """Each method of the asynchronous fleet, with the same arguments."""

    def methods(kind: type) -> dict[str, list[str]]:
        public = {name: member for name, member in vars(kind).items() if name[0] != "_" and callable(member)}
        return {
            name.removeprefix("a" * (name == "aclose")): [*inspect.signature(member).parameters]
            for name, member in public.items()
        }

    assert methods(Fleet) == methods(AsyncFleet)


def test_everything_works_without_an_event_loop() -> None:
    """Reading, finding, changing, the past and the credentials."""
    with Fleet([lantern("one"), lantern("bad", "500")]) as fleet:
        assert [item.name for item in fleet.survey().items] == ["API", "backup", "shop", "API"]
        assert [item.name for item in fleet.monitors().items] == ["API", "shop", "API"]
        assert [item.name for item in fleet.heartbeats().items] == ["backup"]
        assert [item.name for item in fleet.incidents(resolved_since=HOUR_AGO).items] == ["fire"]
        assert fleet.components().complete
        item = fleet.find("shop", account="one")
        assert fleet.pause(item).state is State.PAUSED
        assert fleet.history(item, HOUR_AGO, NOW).availability == 0.5
        ((same, past),) = fleet.histories([item], HOUR_AGO, NOW)
        assert same is item
        assert past == fleet.history(item, HOUR_AGO, NOW)
        assert [str(answer) for _, answer in fleet.check()] == ["two monitors", "bad: HTTP 500: out of oil"]
        with pytest.raises(ServerError):
            fleet.pause(Monitor(provider="lantern", account="bad", id="1", name="API", state=State.UP))
        assert repr(fleet) == "<Fleet: one, bad>"
        assert fleet.deadline == 10


def test_results_come_while_others_are_still_asked(lamps: list[LanternReader]) -> None:
    """An item is there before an account that hangs; leaving the loop cancels what hangs."""
    with Fleet([lantern("hang", "hang"), lantern("good")]) as fleet:
        for found in fleet.read(Kind.HEARTBEATS):
            assert not isinstance(found, AccountFault)
            assert found.account == "good"
            break
        (hanging,) = (reader for reader in lamps if reader.mode == "hang")
        assert hanging.cancelled == ["heartbeats"]


def test_the_deadline_holds() -> None:
    """An account that hangs is a fault."""
    with Fleet([lantern("hang", "hang")], deadline=0.01) as fleet:
        (fault,) = fleet.survey().faults
    assert str(fault) == "hang: not done within 0.01 s"


def test_it_works_where_an_event_loop_runs() -> None:
    """A notebook has a loop already."""

    async def main() -> list[str]:
        with Fleet([lantern("one")]) as fleet:
            return [item.name for item in fleet.monitors().items]

    assert asyncio.run(main()) == ["API", "shop"]


def test_threads_share_it(lamps: list[LanternReader]) -> None:
    """Several threads read at once, with one client."""
    with Fleet([lantern("one")]) as fleet:
        counts: list[int] = []
        threads = [
            threading.Thread(target=lambda: counts.append(len(fleet.survey().items))) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert counts == [3, 3, 3, 3]
    assert len(lamps) == 1


def test_ctrl_c_cancels_what_hangs(lamps: list[LanternReader], monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt comes through at once, and nothing goes on behind it."""
    hang = LanternReader._hang

    async def interrupted(self: LanternReader, where: str) -> None:
        later = asyncio.get_running_loop().call_later  # when the other thread waits
        later(0.1, os.kill, os.getpid(), signal.SIGINT)
        await hang(self, where)

    monkeypatch.setattr(LanternReader, "_hang", interrupted)
    with Fleet([lantern("hang", "hang")], deadline=60) as fleet:
        with pytest.raises(KeyboardInterrupt):
            fleet.heartbeats()
        assert lamps[0].cancelled == ["heartbeats"]
        with pytest.raises(KeyboardInterrupt):
            [*fleet.read(Kind.HEARTBEATS)]
        assert lamps[0].cancelled == ["heartbeats", "heartbeats"]


def test_closing_ends_what_other_threads_wait_for() -> None:
    """A call that is under way ends with ClientStateError, as every later one does."""
    errors: list[BaseException] = []
    fleet = Fleet([lantern("hang", "hang")], deadline=60)

    def wait() -> None:
        try:
            for found in fleet.read(Kind.MONITORS):
                assert not isinstance(found, AccountFault)
                begun.set()
        except ClientStateError as error:
            errors.append(error)

    begun = threading.Event()
    thread = threading.Thread(target=wait)
    thread.start()
    begun.wait()
    fleet.close()
    thread.join()
    assert [str(error) for error in errors] == ["the fleet was closed"]
    with pytest.raises(ClientStateError, match="the fleet is closed"):
        fleet.monitors()
    with pytest.raises(ClientStateError, match="the fleet is closed"):
        [*fleet.read()]
    fleet.close()


def test_one_that_was_never_used_has_no_thread() -> None:
    """The thread starts with the first call."""
    before = threading.active_count()
    with Fleet([lantern("one")]):
        assert threading.active_count() == before


def test_one_that_was_forgotten_ends_its_thread() -> None:
    """The loop of a fleet that nobody closed ends when the fleet is gone."""
    fleet = Fleet([lantern("one")])
    fleet.monitors()
    del fleet
    gc.collect()


def test_a_reading_that_nobody_takes_leaves_nothing() -> None:
    """A generator that was never begun needs no end."""
    with Fleet([lantern("one")]) as fleet:
        reading: Any = fleet.read()
        del reading
