"""The families of metrics: names by Prometheus' rules, values of items and accounts, and labels of any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.openmetrics.exposition import generate_latest as openmetrics
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics
from prometheus_client.parser import text_string_to_metric_families as parse

from uptimekit import RequestTimeoutError, ServerError
from uptimekit.fleet import Component, Heartbeat, Incident, Item, Kind, Monitor, ResponseTime, State
from uptimekit.fleet.metrics.account_reading import RESPONSE_TIMES, AccountReading
from uptimekit.fleet.metrics.families import families

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
SHOP = {"account": "shop", "provider": "lantern"}
MONITOR = Monitor(**SHOP, id="1", name="API", state=State.DOWN, word="down", since=NOON, checked=NOON)
HEARTBEAT = Heartbeat(
    **SHOP, id="2", name="backup", state=State.UP, last_ping=NOON, grace=60.0, late=True, schedule="every 1 h"
)
COMPONENT = Component(
    **SHOP, id="3", name="Web", state=State.DEGRADED, page="Status", group="Shop", tags=("a", "b")
)
EVERY = frozenset(Kind)


def reading(*items: Item, **facts: Any) -> AccountReading:
    """Return a reading of the account ``shop``."""
    facts = {"at": NOON, "seconds": 0.5, "wanted": EVERY, **facts}
    return AccountReading(**SHOP, items=items, **facts)


class Collected:
    """A collector of families that are there already."""

    def __init__(self, found: list[Metric]) -> None:
        self.found = found

    def collect(self) -> Iterator[Metric]:
        yield from self.found


def exposed(*readings: AccountReading) -> dict[tuple[str, ...], float]:
    """Return the samples that a scrape finds in the text format, by name and labels without those of the account."""
    registry = CollectorRegistry()
    registry.register(Collected(families(readings)))
    return {
        (
            sample.name,
            *(f"{name}={value}" for name, value in sorted(sample.labels.items()) if name not in SHOP),
        ): sample.value
        for family in parse(generate_latest(registry).decode())
        for sample in family.samples
    }


def test_names_and_help() -> None:
    """Names have our prefix, units in full and at the end, and no type; what promtool's check finds fault with."""
    made = families(())
    for family in made:
        assert re.fullmatch(r"uptimekit(_[a-z]+)+", family.name)
        assert not re.search(r"_(total|gauge|counter|ms|milliseconds|s|count|sum|bucket|info)$", family.name)
        assert family.documentation.endswith(".")
        assert family.samples == []
        for word in ("timestamp", "duration", "time"):
            if f"_{word}" in family.name and family.type == "gauge":
                assert family.name.endswith("_seconds")
    assert len({family.name for family in made}) == len(made)


def test_what_is_described_is_what_is_collected() -> None:
    """The families without samples are those with them, so that a registry finds clashes without a reading."""
    full = families([reading(MONITOR, HEARTBEAT, COMPONENT)])
    assert [family.name for family in full] == [family.name for family in families(())]


def test_each_state_has_a_sample() -> None:
    """Of the states of an item, one is 1 and all others are 0."""
    found = exposed(reading(MONITOR))
    labels = ("id=1", "kind=monitor", "name=API")
    states = {key[-1]: value for key, value in found.items() if key[0] == "uptimekit_item_state"}
    assert states == {f"state={state}": float(state is State.DOWN) for state in State}
    assert found["uptimekit_item_state", *labels, "state=down"] == 1
    assert found["uptimekit_item_state_since_timestamp_seconds", *labels] == NOON.timestamp()
    assert found["uptimekit_monitor_last_check_timestamp_seconds", *labels] == NOON.timestamp()


def test_facts_of_items() -> None:
    """Times, grace and lateness of heartbeats are values; texts are labels of one sample that is always 1."""
    found = exposed(reading(HEARTBEAT, COMPONENT))
    backup = ("id=2", "kind=heartbeat", "name=backup")
    assert found["uptimekit_heartbeat_last_ping_timestamp_seconds", *backup] == NOON.timestamp()
    assert found["uptimekit_heartbeat_grace_seconds", *backup] == 60
    assert found["uptimekit_heartbeat_late", *backup] == 1
    info = {key[1:]: value for key, value in found.items() if key[0] == "uptimekit_item_info"}
    assert info == {
        (*backup, "schedule=every 1 h", "tags=", "url="): 1,
        (
            "group=Shop",
            "id=3",
            "kind=component",
            "name=Web",
            "page=Status",
            "tags=,a,b,",
            "url=",
        ): 1,
    }


def test_what_a_provider_does_not_tell_has_no_sample() -> None:
    """A time that is not known is absent: 0 would be 1970."""
    silent = Heartbeat(**SHOP, id="2", name="backup", state=State.PENDING)
    names = {key[0] for key in exposed(reading(silent))}
    assert not {name for name in names if name.endswith("timestamp_seconds") and "account" not in name}
    assert "uptimekit_heartbeat_grace_seconds" not in names
    assert "uptimekit_heartbeat_late" not in names


def test_open_incidents_are_counted() -> None:
    """Incidents are counted, by whether somebody took them over; resolved ones are not, and none is a series."""
    facts: dict[str, Any] = {**SHOP, "name": "fire", "state": State.DOWN}
    incidents = [
        Incident(**facts, id="1"),
        Incident(**facts, id="2", acknowledged=NOON),
        Incident(**facts, id="3"),
        Incident(**facts, id="4", resolved=NOON),
    ]
    found = exposed(reading(*incidents))
    assert found["uptimekit_open_incidents", "acknowledged=false"] == 2
    assert found["uptimekit_open_incidents", "acknowledged=true"] == 1
    assert not any(key[0] == "uptimekit_item_state" for key in found)
    assert exposed(reading())["uptimekit_open_incidents", "acknowledged=false"] == 0


def test_faults_of_an_account() -> None:
    """A kind that could not be read is no success, and its error stands beside it; its incidents are not counted as none."""
    faults = {Kind.INCIDENTS: RequestTimeoutError("late"), RESPONSE_TIMES: ServerError("down")}
    found = exposed(reading(MONITOR, faults=faults, wanted=frozenset({*EVERY, RESPONSE_TIMES})))
    success = {key[1]: value for key, value in found.items() if key[0] == "uptimekit_account_read_success"}
    assert success == {
        "kind=component": 1,
        "kind=heartbeat": 1,
        "kind=incident": 0,
        "kind=monitor": 1,
        "kind=response_times": 0,
    }
    assert found["uptimekit_account_read_fault", "error=RequestTimeoutError", "kind=incident"] == 1
    assert found["uptimekit_account_read_fault", "error=ServerError", "kind=response_times"] == 1
    assert not any(key[0] == "uptimekit_open_incidents" for key in found)
    assert found["uptimekit_account_read_duration_seconds",] == 0.5
    assert found["uptimekit_account_read_timestamp_seconds",] == NOON.timestamp()


def test_response_times() -> None:
    """Each region has its last response time."""
    measured = ((MONITOR, ResponseTime(NOON, 0.25, "eu")), (MONITOR, ResponseTime(NOON, 0.5, "us")))
    found = exposed(reading(MONITOR, response_times=measured))
    values = {
        key[-1]: value for key, value in found.items() if key[0] == "uptimekit_monitor_response_time_seconds"
    }
    assert values == {"region=eu": 0.25, "region=us": 0.5}


def test_an_item_that_is_listed_twice_is_one_series() -> None:
    """An item that moved to the next page while they were read counts once: Prometheus refuses a scrape with it twice."""
    found = families([reading(MONITOR, MONITOR)])
    (state,) = (family for family in found if family.name == "uptimekit_item_state")
    assert len(state.samples) == len(State)


@given(st.lists(st.text(st.characters(exclude_categories=()), min_size=1), min_size=1, max_size=3))
def test_any_name_survives(names: list[str]) -> None:
    """Names of any characters, lone surrogates too, reach both formats and are read from them as they were."""
    items = [Monitor(**SHOP, id=str(number), name=name, state=State.UP) for number, name in enumerate(names)]
    registry = CollectorRegistry()
    registry.register(Collected(families([reading(*items)])))
    texts = generate_latest(registry).decode(), openmetrics(registry).decode()
    for text, read in zip(texts, (parse, parse_openmetrics), strict=True):
        found = {
            sample.labels["id"]: sample.labels["name"]
            for family in read(text)
            for sample in family.samples
            if sample.name == "uptimekit_item_info"
        }
        assert found == {
            str(number): name.encode("utf-8", "replace").decode() for number, name in enumerate(names)
        }
