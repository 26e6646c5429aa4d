"""Severity of the statuses of components, incidents and pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["COMPONENT_STATUSES", "IMPACTS", "impact_of", "overall", "worst", "worst_impact"]

COMPONENT_STATUSES = (
    "operational",
    "under_maintenance",
    "degraded_performance",
    "partial_outage",
    "major_outage",
)
"""From good to bad. The API also takes the empty text, which shows nothing and counts as operational."""

IMPACTS = ("none", "maintenance", "minor", "major", "critical")
"""The impact of an incident with a component in the status at the same place above."""

_ALL = {
    "operational": ("none", "All Systems Operational"),
    "under_maintenance": ("maintenance", "Service Under Maintenance"),
    "degraded_performance": ("minor", "Degraded System Service"),
    "partial_outage": ("major", "Partial System Outage"),
    "major_outage": ("critical", "Major System Outage"),
}
_SOME = {
    **_ALL,
    "degraded_performance": ("minor", "Partially Degraded Service"),
    "partial_outage": ("minor", "Minor Service Outage"),
    "major_outage": ("major", "Partial System Outage"),
}


def worst(statuses: Iterable[str]) -> str:
    """The worst of these component statuses; operational if there are none."""
    return COMPONENT_STATUSES[max((_rank(status) for status in statuses), default=0)]


def impact_of(statuses: Iterable[str]) -> str:
    """The impact of an incident whose components are in these statuses."""
    return IMPACTS[COMPONENT_STATUSES.index(worst(statuses))]


def worst_impact(impacts: Iterable[str]) -> str:
    """The worst of these impacts."""
    return IMPACTS[max(IMPACTS.index(impact) for impact in impacts)]


def overall(statuses: Sequence[str]) -> tuple[str, str]:
    """Indicator and description of a page with components in these statuses.

    It matters whether all are in the worst status or only some, as the vendor's help explains.
    """
    gravest = worst(statuses)
    everywhere = all(_rank(status) == _rank(gravest) for status in statuses)
    return (_ALL if everywhere else _SOME)[gravest]


def _rank(status: str) -> int:
    return COMPONENT_STATUSES.index(status) if status else 0
