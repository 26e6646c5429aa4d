"""Time zone names, on machines with and without a complete database."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from uptimekit.healthchecks import time_zones
from uptimekit.healthchecks.time_zones import may_be_zone
from uptimekit.sandbox.healthchecks._zones import canonical_zone

_NAMES = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """What was found out in one test is forgotten in the next."""
    time_zones._known.cache_clear()
    yield
    time_zones._known.cache_clear()


def test_every_zone_of_the_server() -> None:
    """Each name that the server takes is taken, legacy ones too."""
    taken = [name for name in _NAMES if canonical_zone(name) is not None]
    assert len(taken) > 480
    assert [name for name in taken if not may_be_zone(name)] == []


@pytest.mark.parametrize(
    "name", ["Mars/Olympus", "", "America", "../etc/passwd", "Europe/Riga ", "Rīga", "+02:00"]
)
def test_what_is_no_zone(name: str) -> None:
    """Unknown names, folders of the database and what is no name at all are refused."""
    assert not may_be_zone(name)
    assert canonical_zone(name) is None


@pytest.mark.parametrize("missing", ["UTC", "Europe/Kyiv", "US/Eastern"])
def test_an_incomplete_database(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Where the database is absent, old or without legacy names, the server has the only word on names."""

    def poor(name: str) -> ZoneInfo:
        if name in (missing, "US/Pacific"):
            raise ZoneInfoNotFoundError(name)
        return ZoneInfo(name)

    monkeypatch.setattr(time_zones, "ZoneInfo", poor)
    assert may_be_zone("US/Pacific")
    assert not may_be_zone("no zone")
