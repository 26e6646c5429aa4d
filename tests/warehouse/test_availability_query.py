"""The availability of a month, from tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from uptimekit import ConfigurationError, InputError
from uptimekit.fleet import Filter, Kind
from uptimekit.warehouse.availability import MonthAvailability
from uptimekit.warehouse.availability_query import read_availability
from uptimekit.warehouse.months import Month
from uptimekit.warehouse.warehouse_reader import open_warehouse

from ._tables import Row, fill

HOUR = 3600
APRIL = datetime(2026, 4, 2, tzinfo=UTC)
MARCH = Month(2026, 3)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with items of two accounts in March 2026."""
    path = tmp_path_factory.mktemp("warehouse") / "uptime.duckdb"
    until = "2026-04-02"
    fill(
        path,
        [
            Row(
                name="API",
                states=[("2026-02-20", "up"), ("2026-02-28T22", "down"), ("2026-03-01T03", "up"),
                        ("2026-03-31T20", "degraded"), ("2026-03-31T23", "down"), ("2026-04-01T05", "up")],
                until=until, tags='["shop", "eu"]',
            ),
            Row(name="new", states=[("2026-02-20", "absent"), ("2026-03-30", "up")], until=until),
            Row(name="later", states=[("2026-02-20", "absent"), ("2026-04-01", "up")], until=until),
            Row(name="late", states=[("2026-03-10", "up")], until="2026-03-20"),
            Row(name="gone", states=[("2026-02-20", "up")], until="2026-03-02", deleted="2026-03-03"),
            Row(name="long ago", states=[("2026-02-20", "up")], until="2026-02-22", deleted="2026-02-23"),
            Row(
                name="job", states=[("2026-02-20", "paused"), ("2026-03-31", "maintenance")], until=until,
                account="jobs", kind="heartbeat", provider="healthchecks",
            ),
            Row(
                name="Page", states=[("2026-02-20", "up")], until=until,
                account="public", kind="component", provider="statuspage",
            ),
        ],
    )  # fmt: skip
    return path


def read(
    path: Path,
    month: Month = MARCH,
    zone: str = "UTC",
    where: Filter | None = None,
    kinds: Iterable[Kind] = (),
) -> MonthAvailability:
    """What the file has of a month."""
    chosen = tuple(kinds) or (Kind.MONITORS, Kind.HEARTBEATS)
    with open_warehouse(f"duckdb:{path}") as opened:
        return read_availability(opened, month, ZoneInfo(zone), where=where, now=APRIL, kinds=chosen)


def test_states_are_cut_at_the_borders_of_the_month(warehouse: Path) -> None:
    """An outage over a border counts in each month with its part, and days are not those of the zone."""
    times = read(warehouse).items[1].times
    assert (times.down, times.degraded) == (4 * HOUR, 3 * HOUR)
    assert times.total == 31 * 24 * HOUR
    times = read(warehouse, zone="Europe/Riga").items[1].times
    assert (times.down, times.degraded) == (5 * HOUR, HOUR)
    assert times.total == (31 * 24 - 1) * HOUR  # clocks were put forward
    assert times.availability == pytest.approx(1 - 5 / 743)


def test_items_of_the_month_are_told(warehouse: Path) -> None:
    """By account and name; not what was made later, was gone before, or is of another kind."""
    found = read(warehouse)
    assert [each.item.name for each in found.items] == ["job", "API", "gone", "late", "new"]
    assert [each.item.name for each in read(warehouse, kinds=[Kind.COMPONENTS]).items] == ["Page"]
    by_name = {each.item.name: each for each in found.items}
    assert found.missing(by_name["late"]) == ("begin", "end")
    assert by_name["late"].times.total == 10 * 24 * HOUR
    assert (by_name["gone"].deleted, found.missing(by_name["gone"])) == (True, ())
    assert (by_name["new"].times.absent, by_name["new"].times.up) == (29 * 24 * HOUR, 2 * 24 * HOUR)
    assert by_name["job"].times.availability is None
    assert found.over
    assert not found.complete
    assert by_name["API"].item.tags == ("shop", "eu")


def test_filters_choose(warehouse: Path) -> None:
    """The same as in other commands, by the names that the warehouse has."""
    assert [each.item.name for each in read(warehouse, where=Filter(tags=["shop"])).items] == ["API"]
    assert [each.item.name for each in read(warehouse, where=Filter(accounts=["jobs"])).items] == ["job"]
    assert [each.item.name for each in read(warehouse, where=Filter(name="LA*")).items] == ["late"]


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (Filter(accounts=["mian"]), "no account 'mian'; did you mean main?"),
        (Filter(providers=["betterstak"]), "did you mean betterstack?"),
    ],
)
def test_a_misspelt_name_is_refused(warehouse: Path, where: Filter, message: str) -> None:
    """An empty table would look as if nothing had failed."""
    with pytest.raises(InputError) as raised:
        read(warehouse, where=where)
    assert message in str(raised.value)


def test_a_month_that_was_not_loaded_is_no_empty_one(warehouse: Path) -> None:
    """The error says which days there are."""
    with pytest.raises(InputError, match=r"nothing of 2025-11: it has 2026-02-20 to 2026-04-02"):
        read(warehouse, Month(2025, 11))


@pytest.mark.parametrize(("month", "zone"), [(Month(9999, 12), "UTC"), (Month(1, 1), "Asia/Tokyo")])
def test_a_month_beyond_the_calendar_is_refused(warehouse: Path, month: Month, zone: str) -> None:
    """Its border is no time that there is a word for."""
    with pytest.raises(InputError, match="within the calendar"):
        read(warehouse, month, zone)


def test_a_month_that_is_not_over_is_told(warehouse: Path) -> None:
    """It lacks its end, which is no fault of the warehouse."""
    found = read(warehouse, Month(2026, 4))
    assert (found.over, found.complete) == (False, True)


def test_an_empty_warehouse_is_told(tmp_path: Path) -> None:
    """As one without tables is."""
    fill(tmp_path / "empty.duckdb", [])
    with pytest.raises(InputError, match="run uptimekit export"):
        read(tmp_path / "empty.duckdb")
    import duckdb

    duckdb.connect(tmp_path / "other.duckdb").close()
    with pytest.raises(ConfigurationError, match="has uptimekit export filled it"):
        read(tmp_path / "other.duckdb")
