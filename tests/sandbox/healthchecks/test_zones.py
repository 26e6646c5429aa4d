"""Time zone names."""

from __future__ import annotations

import pytest

from uptimekit.sandbox.healthchecks._zones import canonical_zone


@pytest.mark.parametrize(
    "name",
    [
        *("UTC", "Europe/Riga", "Europe/Kyiv", "America/Argentina/Ushuaia", "Etc/GMT+5", "GMT"),
        *("Asia/Istanbul", "America/Montreal", "Europe/Belfast", "Pacific/Samoa"),
    ],
)
def test_current_names_stay(name: str) -> None:
    """Names in use are kept as sent."""
    assert canonical_zone(name) == name


@pytest.mark.parametrize(
    ("legacy", "current"),
    [
        *(
            ("Europe/Kiev", "Europe/Kyiv"),
            ("Asia/Calcutta", "Asia/Kolkata"),
            ("US/Eastern", "America/New_York"),
        ),
        *(("EST", "America/Panama"), ("CET", "Europe/Brussels"), ("PST8PDT", "America/Los_Angeles")),
        *(("Japan", "Asia/Tokyo"), ("GB", "Europe/London"), ("Zulu", "Etc/UTC"), ("GMT0", "Etc/GMT")),
    ],
)
def test_legacy_names_are_rewritten(legacy: str, current: str) -> None:
    """Old names come back as the names that replaced them."""
    assert canonical_zone(legacy) == current


@pytest.mark.parametrize(
    "name",
    ["utc", "europe/riga", "", "Mars/Olympus", "localtime", "../UTC", " UTC", "America/Coyhaique"],
)
def test_unknown_names(name: str) -> None:
    """Case matters, and what is no zone, or newer than the server's list, is refused."""
    assert canonical_zone(name) is None
