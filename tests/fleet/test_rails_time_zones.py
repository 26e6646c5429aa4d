"""Time zones by the names of Ruby on Rails."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from uptimekit.fleet.rails_time_zones import time_zone

WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("Riga", "Europe/Riga"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Mexico City", "America/Mexico_City"),
        ("Kyiv", "Europe/Kyiv"),
        ("Europe/Riga", "Europe/Riga"),
        ("UTC", "UTC"),
    ],
)
def test_a_name_is_a_zone(name: str, zone: str) -> None:
    """Names are those of Rails, cities of the IANA database, or whole names of it."""
    found = time_zone(name)
    assert found is not None
    assert found.key == zone


@pytest.mark.parametrize("name", ["", "Atlantis", "../UTC", "Europe"])
def test_another_name_is_none(name: str) -> None:
    """Nothing is guessed."""
    assert time_zone(name) is None
