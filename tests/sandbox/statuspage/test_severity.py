"""How bad things are together."""

from __future__ import annotations

import pytest

from uptimekit.sandbox.statuspage import _severity as severity


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], "operational"),
        ([""], "operational"),
        (["operational", "under_maintenance"], "under_maintenance"),
        (["major_outage", "partial_outage"], "major_outage"),
        (["degraded_performance", "under_maintenance"], "degraded_performance"),
    ],
)
def test_worst(statuses: list[str], expected: str) -> None:
    """Maintenance is better than degraded performance, and that better than an outage."""
    assert severity.worst(statuses) == expected


@pytest.mark.parametrize(
    ("status", "impact"),
    [
        ("", "none"),
        ("operational", "none"),
        ("under_maintenance", "maintenance"),
        ("degraded_performance", "minor"),
        ("partial_outage", "major"),
        ("major_outage", "critical"),
    ],
)
def test_impact(status: str, impact: str) -> None:
    """The worst component decides on the impact."""
    assert severity.impact_of(["operational", status]) == impact


def test_worst_impact() -> None:
    """Of two impacts the worse one counts."""
    assert severity.worst_impact(("minor", "maintenance")) == "minor"
    assert severity.worst_impact(("none", "critical")) == "critical"


@pytest.mark.parametrize(
    ("status", "everywhere", "somewhere"),
    [
        ("operational", ("none", "All Systems Operational"), ("none", "All Systems Operational")),
        (
            "under_maintenance",
            ("maintenance", "Service Under Maintenance"),
            ("maintenance", "Service Under Maintenance"),
        ),
        (
            "degraded_performance",
            ("minor", "Degraded System Service"),
            ("minor", "Partially Degraded Service"),
        ),
        ("partial_outage", ("major", "Partial System Outage"), ("minor", "Minor Service Outage")),
        ("major_outage", ("critical", "Major System Outage"), ("major", "Partial System Outage")),
    ],
)
def test_overall(status: str, everywhere: tuple[str, str], somewhere: tuple[str, str]) -> None:
    """What a page says depends on the worst status, and on whether all components have it."""
    assert severity.overall([status, status]) == everywhere
    assert severity.overall([status, "operational"]) == somewhere
    assert severity.overall([]) == ("none", "All Systems Operational")
