"""The asynchronous fleet, with a provider that misbehaves as told."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import datetime
from typing import Any

import pytest
from attrs import evolve, frozen

from uptimekit import (
    ClientStateError,
    ConfigurationError,
    InputError,
    NotFoundError,
    RequestTimeoutError,
    ServerError,
    UptimeKitError,
)
from uptimekit.fleet import (
    AccountFault,
    AsyncFleet,
    Filter,
    FromEnvironment,
    History,
    Item,
    Kind,
    Monitor,
    State,
    UnreadAccountsError,
)

from ._kit import HOUR_AGO, NOW, SECRET, LanternReader, lantern

pytestmark = pytest.mark.usefixtures("lamps")


class TimeThatJumps(asyncio.SelectorEventLoop):
    """An event loop whose time passes at once when nothing else is left to do."""

    jumped = 0.0

    def time(self) -> float:
        return super().time() + self.jumped

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:  # type: ignore[attr-defined]
            self.jumped += max(0.0, self._scheduled[0]._when - self.time())  # type: ignore[attr-defined]
        super()._run_once()  # type: ignore[misc]


def run(main: Coroutine[Any, Any, Any]) -> Any:
    """Run *main* on a loop where waiting takes no time."""
    with asyncio.Runner(loop_factory=TimeThatJumps) as runner:
        return runner.run(main)


def names(items: Any) -> list[tuple[str, str]]:
    return [(item.account, item.name) for item in items]


def test_a_survey_has_the_items_of_all_accounts_in_order() -> None:
    """Items come in the order of the accounts, then by name, whichever account answers first."""

    async def main() -> None:
        async with AsyncFleet([lantern("two"), lantern("one")]) as fleet:
            reading = await fleet.survey()
        assert reading.complete
        assert names(reading.items) == [
            ("two", "API"), ("two", "backup"), ("two", "shop"),
            ("one", "API"), ("one", "backup"), ("one", "shop"),
        ]  # fmt: skip
        assert names(reading.heartbeats) == [("two", "backup"), ("one", "backup")]

    run(main())


def test_one_account_never_hides_the_others() -> None:
    """An account that hangs, one that answers 500, one without a secret and one with a bug leave the last in full."""

    async def main() -> None:
        no_token = evolve(lantern("no token"), secrets={"token": FromEnvironment("NOT_SET")})
        modes = [lantern(mode, mode) for mode in ("hang", "500", "late", "bug", "broken")]
        async with AsyncFleet([*modes, no_token, lantern("good")], deadline=5) as fleet:
            reading = await fleet.survey()
        assert names(item for item in reading.items if item.account == "good") == [
            ("good", "API"), ("good", "backup"), ("good", "shop"),
        ]  # fmt: skip
        assert {fault.account: (fault.kind, str(fault.error)) for fault in reading.faults} == {
            "hang": (None, "not done within 5 s"),
            "500": (None, "HTTP 500: out of oil"),
            "late": (None, "no answer"),
            "bug": (None, "the reader of lantern failed: KeyError"),
            "broken": (None, "the reader of lantern failed: RuntimeError"),
            "no token": (None, "the environment variable NOT_SET is not set"),
        }
        assert isinstance(reading.faults[0].error, RequestTimeoutError)
        assert ("hang", "API") in names(reading.items), "what came before it hung is not lost"

    run(main())


def test_the_log_tells_where_a_reader_failed(caplog: pytest.LogCaptureFixture) -> None:
    """Who writes a reader finds the line by the log at DEBUG, which names no value."""

    async def main() -> None:
        async with AsyncFleet([lantern("bug", "bug")]) as fleet:
            await fleet.survey(Kind.HEARTBEATS)

    with caplog.at_level("DEBUG", logger="uptimekit"):
        run(main())
    (said,) = [each for each in caplog.messages if each.startswith("the reader of")]
    assert re.fullmatch(r"the reader of lantern raised KeyError at .*_kit\.py:[0-9]+", said)


def test_items_come_before_slower_accounts_are_done() -> None:
    """What is read can be shown while others are still asked."""

    async def main() -> None:
        async with AsyncFleet([lantern("hang", "hang"), lantern("good")]) as fleet:
            loop = asyncio.get_running_loop()
            begun = loop.time()
            came = [(found, loop.time() - begun) async for found in fleet.read(Kind.HEARTBEATS)]
        (item, soon), (fault, late) = came
        assert isinstance(item, Item)
        assert isinstance(fault, AccountFault)
        assert soon < 9 < late

    run(main())


def test_a_kind_that_fails_alone_is_named() -> None:
    """The fault of an account whose other kinds can be read says which kind could not."""

    async def main() -> None:
        async with AsyncFleet([lantern("half", "half")]) as fleet:
            reading = await fleet.survey()
        (fault,) = reading.faults
        assert fault.kind is Kind.MONITORS
        assert str(fault) == "half, monitors: HTTP 500: out of oil"
        assert names(reading.items) == [("half", "API"), ("half", "backup")]

    run(main())


def test_what_hangs_is_cancelled(lamps: list[LanternReader]) -> None:
    """At the deadline the calls of an account that hangs are cancelled, each of its kinds."""

    async def main() -> None:
        async with AsyncFleet([lantern("hang", "hang")]) as fleet:
            await fleet.survey()

    run(main())
    assert sorted(lamps[0].cancelled) == ["heartbeats", "incidents", "monitors"]


def test_a_reader_that_cannot_be_cancelled_keeps_nobody(lamps: list[LanternReader]) -> None:
    """The deadline holds for a reader that goes on after it was cancelled."""

    async def main() -> None:
        async with AsyncFleet([lantern("stubborn", "stubborn"), lantern("good")]) as fleet:
            reading = await fleet.heartbeats()
            assert names(reading.items) == [("good", "backup")]
            assert [fault.account for fault in reading.faults] == ["stubborn"]

    run(main())


def test_who_takes_results_slowly_loses_none() -> None:
    """Results that are there at the deadline are given, and their accounts are no faults."""

    async def main() -> None:
        async with AsyncFleet([lantern("one"), lantern("two")], deadline=1) as fleet:
            found = []
            async for each in fleet.read():
                found.append(each)
                await asyncio.sleep(10)
        assert len(found) == 6
        assert not [each for each in found if isinstance(each, AccountFault)]

    run(main())


def test_who_leaves_early_stops_the_others(lamps: list[LanternReader]) -> None:
    """Closing the generator cancels what is still asked."""

    async def main() -> None:
        async with AsyncFleet([lantern("hang", "hang")]) as fleet:
            reading = fleet.read(Kind.MONITORS)
            await anext(reading)
            await reading.aclose()
            assert lamps[0].cancelled == ["monitors"]

    run(main())


def test_clients_give_up_before_the_fleet_does(lamps: list[LanternReader]) -> None:
    """Clients get a deadline within that of the reading, and all options of the fleet."""

    async def main() -> None:
        async with AsyncFleet([lantern("one")], deadline=10, retries=0) as fleet:
            await fleet.monitors()
            await fleet.monitors(deadline=20)
            await fleet.monitors(deadline=20)

    run(main())
    assert [reader.options for reader in lamps] == [
        {"retries": 0, "deadline": 9.0},
        {"retries": 0, "deadline": 18.0},
    ]


def test_deadlines_that_are_computed_make_no_crowd_of_clients(lamps: list[LanternReader]) -> None:
    """A client that waits for longer serves a shorter deadline, and no account has more than a few."""

    async def main() -> None:
        async with AsyncFleet([lantern("one")], deadline=10) as fleet:
            for seconds in (10, 9.5, 0.25, 20, 15, 30, 40, 50, 60, 5):
                assert (await fleet.monitors(deadline=seconds)).complete

    run(main())
    assert [reader.options["deadline"] for reader in lamps] == [9.0, 18.0, 27.0, 36.0]


@frozen
class Timed:
    """A secret that says how long it may take."""

    def read(self, seconds: float = 30) -> str:
        return f"read within {seconds:g} s"


def test_secrets_give_up_before_the_fleet_does(lamps: list[LanternReader]) -> None:
    """A secret that does not come in time can say so, which says more than that the deadline is over."""

    async def main() -> None:
        async with AsyncFleet([evolve(lantern("one"), secrets={"token": Timed()})], deadline=10) as fleet:
            await fleet.monitors()

    run(main())
    assert lamps[0].token == "read within 9 s"


def test_an_account_that_is_not_wanted_is_not_asked(lamps: list[LanternReader]) -> None:
    """The secrets of other accounts are not read, and no client is made for kinds that a provider does not have."""

    async def main() -> None:
        async with AsyncFleet([lantern("one"), lantern("two")]) as fleet:
            await fleet.monitors(where=Filter(accounts=["two"]))
            await fleet.components()

    run(main())
    assert [reader.account.name for reader in lamps] == ["two"]


def test_a_filter_chooses_items() -> None:
    """Only items that a filter matches are given; tags of the account are its items' tags."""

    async def main() -> None:
        async with AsyncFleet([lantern("one", "good", "eu"), lantern("two")]) as fleet:
            down = await fleet.monitors(where=Filter(states=["down"]))
            tagged = await fleet.monitors(where=Filter(tags=["eu"]))
        assert names(down.items) == [("one", "shop"), ("two", "shop")]
        assert names(tagged.items) == [("one", "API"), ("one", "shop")]

    run(main())


@pytest.mark.parametrize(
    ("where", "says"),
    [
        (Filter(accounts=["mian"]), "the fleet has no account 'mian'; did you mean main?"),
        (
            Filter(providers=["statuspage"]),
            "the fleet has no account of the provider 'statuspage'; there are lantern",
        ),
    ],
)
def test_a_filter_that_names_nobody_is_refused(where: Filter, says: str) -> None:
    """A misspelt account would be nothing at all, and look like a fleet where all is well."""

    async def main() -> None:
        async with AsyncFleet([lantern("main")]) as fleet:
            with pytest.raises(InputError, match=f"^{says.replace('?', '.')}$"):
                await fleet.survey(where=where)

    run(main())


def test_resolved_incidents_are_read_since_a_time() -> None:
    """Incidents that were resolved come if asked for, and the time needs a zone."""

    async def main() -> None:
        async with AsyncFleet([lantern("one")]) as fleet:
            assert (await fleet.incidents()).items == ()
            assert names((await fleet.incidents(resolved_since=HOUR_AGO)).items) == [("one", "fire")]
            with pytest.raises(InputError, match="time zone"):
                await fleet.incidents(resolved_since=datetime(2026, 1, 1))

    run(main())


def test_the_secrets_of_an_account_are_in_no_fault() -> None:
    """The fault of a bug names a class only; its cause has the text without secrets, and frames without values."""

    async def main() -> AccountFault:
        async with AsyncFleet([lantern("broken", "broken")]) as fleet:
            return (await fleet.survey()).faults[0]

    fault = run(main())
    cause = fault.error.__cause__
    assert SECRET not in f"{fault} {fault!r} {cause!r}"
    assert "no client with" in str(cause)
    traceback = cause.__traceback__.tb_next
    while traceback is not None:
        assert SECRET not in repr(traceback.tb_frame.f_locals), traceback.tb_frame.f_code.co_qualname
        traceback = traceback.tb_next


# ------------------------------------------------------------------ one item


def test_an_item_is_found_by_its_id_or_its_name() -> None:
    """An id goes before a name; a name is taken whole and in any case."""

    async def main() -> None:
        async with AsyncFleet([lantern("one")]) as fleet:
            assert (await fleet.find("3")).name == "backup"
            assert (await fleet.find("api", Kind.MONITORS)).id == "1"
            with pytest.raises(NotFoundError, match=r"^there is no monitor 'AP'; did you mean 'API'\?$"):
                await fleet.find("AP", Kind.MONITORS)

    run(main())


@pytest.mark.parametrize("kinds", [("moniter",), ([Kind.MONITORS],), (Kind.MONITORS, "x")])
def test_a_kind_that_there_is_not_is_refused(kinds: Any) -> None:
    """A word that is no kind does not look like a fleet in which nothing is wrong."""

    async def main() -> None:
        async with AsyncFleet([lantern("one")]) as fleet:
            with pytest.raises(InputError, match="there is no kind"):
                await fleet.survey(*kinds)

    run(main())


class CarelessReader(LanternReader):
    """Returns what is not as it should be."""

    async def monitors(self) -> AsyncIterator[Monitor]:
        good = self.monitor("1", "API", State.UP)
        yield good
        match self.mode:
            case "account":
                yield evolve(good, account="nobody")
            case "time":
                yield evolve(good, since=NOW.replace(tzinfo=None))
            case "exit":
                sys.exit(0)
            case _:
                yield {"id": "1"}  # type: ignore[misc]

    async def history(self, item: Item, start: datetime, end: datetime) -> History:
        if self.mode == "exit":
            sys.exit(0)
        return None  # type: ignore[return-value]

    async def pause(self, item: Item) -> Item:
        return None  # type: ignore[return-value]

    async def check(self) -> str:
        return 2  # type: ignore[return-value]

    async def aclose(self) -> None:
        sys.exit(0)


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """The accounts of the fleet have careless readers."""
    monkeypatch.setattr("uptimekit.fleet.open_readers.load_reader", lambda _: CarelessReader)


@pytest.mark.usefixtures("careless")
@pytest.mark.parametrize(
    ("mode", "says"),
    [
        ("account", "yields what is none of the monitors of its account"),
        ("kind", "yields what is none of the monitors of its account"),
        ("time", "returns Monitor whose since must be datetime | None with a time zone"),
        ("exit", "failed: SystemExit"),
    ],
)
def test_a_careless_reader_is_a_fault_of_its_account(mode: str, says: str) -> None:
    """What cannot be sorted or shown does not end the reading of the other accounts, nor does ``sys.exit()``."""

    async def main() -> None:
        async with AsyncFleet([lantern("one", mode)]) as fleet:
            reading = await fleet.survey()
            assert [item.name for item in reading.items] == ["API", "backup"]
            (fault,) = reading.faults
            assert str(fault) == f"one, monitors: the reader of lantern {says}"

    run(main())


@pytest.mark.usefixtures("careless")
@pytest.mark.parametrize(
    ("mode", "says"), [("kind", "returns NoneType in place of History"), ("exit", "failed: SystemExit")]
)
def test_a_careless_answer_is_a_fault_too(mode: str, says: str) -> None:
    """Histories, actions and the trial of credentials are checked like listings."""

    async def main() -> None:
        async with AsyncFleet([lantern("one", mode)]) as fleet:
            item = (await fleet.survey()).items[0]
            ((_, answer),) = [each async for each in fleet.histories([item], HOUR_AGO, NOW)]
            assert str(answer) == f"one: the reader of lantern {says}"
            with pytest.raises(UptimeKitError, match=says):
                await fleet.history(item, HOUR_AGO, NOW)
            with pytest.raises(UptimeKitError, match="yields what is none of the monitors"):
                await fleet.pause(item)
            ((_, opened),) = await fleet.check()
            assert str(opened) == "one: the reader of lantern returns int in place of a text"

    run(main())


class UntidyReader(LanternReader):
    """Lists monitors whose names are not as they are shown, and one of them twice."""

    async def monitors(self) -> AsyncIterator[Monitor]:
        for identity, name in (("1", " nightly \n backup"), ("2", "API"), ("2", "API"), ("3", "a\x1b[2Jb")):
            yield self.monitor(identity, name, State.UP)


def test_what_a_person_sees_finds_an_item(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with line breaks, double spaces or controls is found as it is shown; what is listed twice is one item."""
    monkeypatch.setattr("uptimekit.fleet.open_readers.load_reader", lambda _: UntidyReader)

    async def main() -> None:
        async with AsyncFleet([lantern("one")]) as fleet:
            assert (await fleet.find("Nightly backup")).id == "1"
            assert (await fleet.find("api")).id == "2"
            assert (await fleet.find("A\ufffd[2Jb")).id == "3"
            assert [item.id for item in (await fleet.monitors()).items] == ["1", "3", "2"]
            with pytest.raises(NotFoundError, match="there is no monitor ''"):
                await fleet.find(" ", Kind.MONITORS)

    run(main())


def test_several_items_of_a_name_are_listed() -> None:
    """A name that several items have is refused with the candidates; the account decides."""

    async def main() -> None:
        async with AsyncFleet([lantern("one"), lantern("two")]) as fleet:
            with pytest.raises(
                InputError,
                match=r"2 items match monitor 'api': monitor 1 of one \(API\), monitor 1 of two \(API\)",
            ):
                await fleet.find("api", Kind.MONITORS)
            assert (await fleet.find("api", account="two")).account == "two"

    run(main())


def test_what_was_not_found_may_be_in_an_account_that_could_not_be_read() -> None:
    """Nobody is told that an item is not there if an account was not read."""

    async def main() -> None:
        async with AsyncFleet([lantern("one"), lantern("bad", "500")]) as fleet:
            with pytest.raises(
                UnreadAccountsError, match="'door'; not read: bad: HTTP 500: out of oil"
            ) as caught:
                await fleet.find("door")
            assert not isinstance(caught.value, NotFoundError)
            assert [fault.account for fault in caught.value.faults] == ["bad"]

    run(main())


def test_an_item_can_be_paused() -> None:
    """An action goes to the account of the item, and gives the item as it is then."""

    async def main() -> None:
        async with AsyncFleet([lantern("one"), lantern("two")]) as fleet:
            paused = await fleet.pause(await fleet.find("api", account="two"))
            assert (paused.account, paused.state) == ("two", State.PAUSED)

    run(main())


def test_what_a_provider_cannot_do_is_refused_before_its_secrets_are_read(lamps: list[LanternReader]) -> None:
    """Nothing is asked for an action that there is not."""
    item = Monitor(provider="lantern", account="one", id="1", name="API", state=State.UP)

    async def main() -> None:
        async with AsyncFleet([lantern("one")]) as fleet:
            with pytest.raises(InputError, match=r"^lantern cannot acknowledge monitors$"):
                await fleet.acknowledge(item)  # type: ignore[arg-type]

    run(main())
    assert lamps == []


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("hang", RequestTimeoutError),
        ("500", ServerError),
        ("late", RequestTimeoutError),
        ("bug", UptimeKitError),
    ],
)
def test_an_action_raises_what_went_wrong(mode: str, error: type[UptimeKitError]) -> None:
    """An action that fails raises the error of the client, and RequestTimeoutError at the deadline."""
    item = Monitor(provider="lantern", account="one", id="1", name="API", state=State.UP)

    async def main() -> None:
        async with AsyncFleet([lantern("one", mode)]) as fleet:
            with pytest.raises(error) as caught:
                await fleet.pause(item)
            assert (str(caught.value) == "not done within 10 s") is (mode == "hang")
            assert SECRET not in str(caught.value)

    run(main())


# ------------------------------------------------------------------ the past, the credentials, the end


def test_histories_come_with_the_faults_of_others() -> None:
    """Each item has its history or the fault of its account."""
    items = [
        Monitor(provider="lantern", account=account, id="1", name="API", state=State.UP)
        for account in ("one", "bad", "hang")
    ]

    async def main() -> None:
        accounts = [lantern("one"), lantern("bad", "500"), lantern("hang", "hang")]
        async with AsyncFleet(accounts) as fleet:
            found = {item.account: past async for item, past in fleet.histories(items, HOUR_AGO, NOW)}
            assert (await fleet.history(items[0], HOUR_AGO, NOW)).availability == 0.5
            with pytest.raises(ServerError):
                await fleet.history(items[1], HOUR_AGO, NOW)
            with pytest.raises(InputError, match="end must be after start"):
                await fleet.history(items[0], NOW, HOUR_AGO)
        assert found["one"] == History(start=HOUR_AGO, end=NOW, availability=0.5)
        assert isinstance(found["bad"], AccountFault)
        assert isinstance(found["hang"], AccountFault)

    run(main())


def test_the_credentials_of_all_accounts_are_tried() -> None:
    """Each account says what its credentials open, or why they do not."""

    async def main() -> None:
        accounts = [lantern("hang", "hang"), lantern("one"), lantern("bad", "500")]
        async with AsyncFleet(accounts) as fleet:
            found = await fleet.check()
        assert [account.name for account, _ in found] == ["hang", "one", "bad"]
        assert [str(answer) for _, answer in found] == [
            "hang: not done within 10 s",
            "two monitors",
            "bad: HTTP 500: out of oil",
        ]

    run(main())


def test_a_fleet_closes_all_its_clients(lamps: list[LanternReader]) -> None:
    """Closing closes every reader, even after one that fails, and later use is refused."""

    async def main() -> None:
        async with AsyncFleet([lantern("stuck", "never closes"), lantern("one")]) as fleet:
            await fleet.monitors()
        (fault, _) = (await fleet.monitors()).faults
        assert isinstance(fault.error, ClientStateError)

    run(main())
    assert [reader.closed for reader in lamps] == [True, True]


def test_two_accounts_of_one_name_are_refused() -> None:
    """The name tells whose an item is."""
    with pytest.raises(ConfigurationError, match="2 accounts have the name 'one'"):
        AsyncFleet([lantern("one"), lantern("one")])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"deadlin": 3}, "a fleet has no option deadlin; did you mean deadline?"),
        ({"deadline": 0}, "deadline must be a number of seconds above 0"),
        ({"retries": -1}, "retries must be a whole number"),
    ],
)
def test_options_are_checked_when_they_are_given(options: Any, says: str) -> None:
    """A misspelt option is told before an account is read."""
    with pytest.raises(ConfigurationError, match=says.replace("?", ".")):
        AsyncFleet([lantern("one")], **options)


def test_a_fleet_shows_the_names_of_its_accounts() -> None:
    """Its repr has no secret."""
    assert repr(AsyncFleet([lantern("one"), lantern("two")])) == "<AsyncFleet: one, two>"


async def _status(fleet: AsyncFleet) -> list[AccountFault]:
    return [*(await fleet.survey()).faults]


async def _pasts(fleet: AsyncFleet) -> list[AccountFault]:
    (account,) = fleet.accounts
    item = Monitor(provider="lantern", account=account.name, id="1", name="API", state=State.UP)
    found = [each async for _, each in fleet.histories([item], HOUR_AGO, NOW)]
    return [each for each in found if isinstance(each, AccountFault)]


async def _credentials(fleet: AsyncFleet) -> list[AccountFault]:
    return [answer for _, answer in await fleet.check() if isinstance(answer, AccountFault)]


async def _one_past(fleet: AsyncFleet) -> list[AccountFault]:
    (account,) = fleet.accounts
    item = Monitor(provider="lantern", account=account.name, id="1", name="API", state=State.UP)
    await fleet.history(item, HOUR_AGO, NOW)
    return []


@pytest.mark.parametrize("ask", [_status, _pasts, _credentials, _one_past])
def test_loading_a_client_is_no_part_of_a_deadline(
    monkeypatch: pytest.MonkeyPatch, ask: Callable[[AsyncFleet], Coroutine[Any, Any, list[AccountFault]]]
) -> None:
    """On a busy machine a client takes seconds to load: a good account is not called overdue for it."""
    loop = TimeThatJumps()

    def load(_: type[LanternReader]) -> None:
        loop.jumped += 60

    monkeypatch.setattr(LanternReader, "load", classmethod(load))
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        assert runner.run(ask(AsyncFleet([lantern("a")], deadline=3))) == []
    assert loop.jumped >= 60


def test_a_client_that_cannot_be_loaded_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails before the deadline begins is told as the account's fault, without what the module said."""

    def load(_: type[LanternReader]) -> None:
        raise ImportError(SECRET)

    monkeypatch.setattr(LanternReader, "load", classmethod(load))
    (fault,) = run(_status(AsyncFleet([lantern("a")])))
    assert str(fault) == "a: the reader of lantern cannot be loaded: ImportError"
