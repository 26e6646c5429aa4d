"""The collector: how often accounts are read, and what is shown of those that cannot be."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from prometheus_client import CollectorRegistry
from tests.fleet._kit import LanternReader, install, lantern

from uptimekit import ConfigurationError
from uptimekit.fleet import Account, Fleet, Item, Kind, Reading
from uptimekit.fleet.metrics import FleetCollector

pytestmark = pytest.mark.usefixtures("lamps")


class Counted(Fleet):
    """A fleet that counts how often it is read, and reads when it may."""

    def __init__(self, *accounts: Account) -> None:
        super().__init__(accounts)
        self.reads = 0
        self.may_read = Event()

    def survey(self, *kinds: Kind, **_: object) -> Reading[Item]:
        """Return nothing."""
        self.reads += 1
        self.may_read.wait()
        return Reading()


class Clock:
    """A clock that says how often it was asked."""

    def __init__(self) -> None:
        self.now = 100.0
        self.asked = 0

    def __call__(self) -> float:
        self.asked += 1
        return self.now


def samples(collector: FleetCollector, name: str) -> dict[tuple[str, ...], float]:
    """Return the values of a family by the values of its labels."""
    (family,) = (each for each in collector.collect() if each.name == name)
    return {tuple(sample.labels.values()): sample.value for sample in family.samples}


def test_a_reading_is_used_until_it_is_too_old() -> None:
    """Within the largest age the accounts are not asked again; after it they are."""
    clock = Clock()
    with Counted(lantern("shop"), lantern("office")) as fleet:
        fleet.may_read.set()
        collector = FleetCollector(fleet, max_age=30, clock=clock)
        for _ in range(3):
            collector.collect()
        assert fleet.reads == 2
        clock.now += 30
        collector.collect()
        assert fleet.reads == 4


def test_clients_are_loaded_before_any_account_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The accounts share an event loop: one that loads its client would take the time of the others' deadlines."""
    order: list[str] = []

    def load(_: type[LanternReader]) -> None:
        order.append("load")

    class Noted(Counted):
        def survey(self, *kinds: Kind, **_: object) -> Reading[Item]:
            order.append("read")
            return Reading()

    monkeypatch.setattr(LanternReader, "load", classmethod(load))
    with Noted(lantern("shop"), lantern("office")) as fleet:
        FleetCollector(fleet).collect()
    assert order == ["load", "read", "read"]


def test_without_an_age_each_scrape_reads() -> None:
    """An age of 0 is no cache."""
    with Counted(lantern("shop")) as fleet:
        fleet.may_read.set()
        collector = FleetCollector(fleet, max_age=0, clock=Clock())
        collector.collect()
        collector.collect()
        assert fleet.reads == 2


def test_scrapes_at_once_share_a_reading() -> None:
    """Five scrapes of which each came before the first one was done read the account once, even without an age."""
    arrived = Event()

    class Arrivals(Clock):
        def __call__(self) -> float:
            said = super().__call__()
            if self.asked == 5:  # all five have come; time goes on
                self.now += 1
                arrived.set()
            return said

    with Counted(lantern("shop")) as fleet, ThreadPoolExecutor(5) as threads:
        collector = FleetCollector(fleet, max_age=0, clock=Arrivals())
        scrapes = [threads.submit(collector.collect) for _ in range(5)]
        assert arrived.wait(20)
        fleet.may_read.set()
        assert all([*scrape.result()] for scrape in scrapes)
        assert fleet.reads == 1


def test_registering_reads_nothing() -> None:
    """A registry asks a collector for the names of its families, for which no account is read."""
    with Counted(lantern("shop")) as fleet:
        CollectorRegistry(auto_describe=True).register(FleetCollector(fleet))
        assert fleet.reads == 0


def test_an_account_that_hangs_hides_no_other(lamps: list[LanternReader]) -> None:
    """After the deadline there are the items of the others, and the fault of the account that gave no answer."""
    with Fleet([lantern("shop"), lantern("office", "hang")], deadline=0.3) as fleet:
        collector = FleetCollector(fleet)
        states = samples(collector, "uptimekit_item_state")
        success = samples(collector, "uptimekit_account_read_success")
        faults = samples(collector, "uptimekit_account_read_fault")
    assert {(account, name) for account, _, _, _, name, _ in states} == {
        ("shop", "API"),
        ("shop", "backup"),
        ("shop", "shop"),
    }
    assert {key[0]: value for key, value in success.items()} == {"shop": 1, "office": 0}
    assert {(key[0], key[-1]) for key in faults} == {("office", "RequestTimeoutError")}


def test_no_old_value_is_shown_again(lamps: list[LanternReader]) -> None:
    """What was read before a fault is gone with it: Prometheus then takes the series for stale, never for well."""
    with Fleet([lantern("shop")]) as fleet:
        collector = FleetCollector(fleet, max_age=0)
        assert len(samples(collector, "uptimekit_item_state")) == 21
        for reader in lamps:
            reader.mode = "500"
        assert samples(collector, "uptimekit_item_state") == {}
        assert set(samples(collector, "uptimekit_account_read_success").values()) == {0}
        for reader in lamps:
            reader.mode = "good"
        assert len(samples(collector, "uptimekit_item_state")) == 21


def test_half_of_a_listing_is_not_shown(lamps: list[LanternReader]) -> None:
    """A listing that broke off after its first item has none, and other kinds of the account have theirs."""
    with Fleet([lantern("shop", "half")]) as fleet:
        collector = FleetCollector(fleet)
        assert {key[2] for key in samples(collector, "uptimekit_item_state")} == {"heartbeat"}
        success = samples(collector, "uptimekit_account_read_success")
        assert {key[2]: value for key, value in success.items()} == {
            "heartbeat": 1,
            "incident": 1,
            "monitor": 0,
        }


def test_response_times_that_cannot_be_read_are_a_fault(lamps: list[LanternReader]) -> None:
    """Response times are asked for on request only, and are read with success or not like a kind."""
    with Fleet([lantern("shop")]) as fleet:
        collector = FleetCollector(fleet, max_age=0, response_times=True)
        key = ("shop", "lantern", "response_times")
        assert samples(collector, "uptimekit_account_read_success")[key] == 1
        for reader in lamps:
            reader.mode = "500"
        assert samples(collector, "uptimekit_account_read_success")[key] == 0
        assert key not in samples(FleetCollector(fleet), "uptimekit_account_read_success")


def test_a_provider_that_cannot_be_loaded_hides_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The account of a provider whose module is broken has the fault for every kind, and the scrape goes on."""
    install(monkeypatch, tmp_path, {"broken": "tests.fleet.no_such_module:Reader"}, "broken")
    with Fleet([Account(name="office", provider="broken"), lantern("shop")]) as fleet:
        collector = FleetCollector(fleet)
        assert {key[0] for key in samples(collector, "uptimekit_item_state")} == {"shop"}
        faults = samples(collector, "uptimekit_account_read_fault")
        assert {(key[0], key[2], key[3]) for key in faults} == {
            ("office", kind, "ConfigurationError") for kind in Kind
        }


def test_an_age_that_makes_no_sense_is_refused() -> None:
    """An age below 0 is an error of the configuration, before anything is read."""
    with Counted() as fleet, pytest.raises(ConfigurationError, match="max_age must be a number of seconds"):
        FleetCollector(fleet, max_age=-1)


def test_a_fleet_without_accounts_has_empty_families() -> None:
    """No account is no error of a scrape."""
    with Counted() as fleet:
        assert all(not family.samples for family in FleetCollector(fleet).collect())
