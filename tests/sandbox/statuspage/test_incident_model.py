"""What follows from the attributes of an incident."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from uptimekit.sandbox.statuspage._incident_model import Incident, Postmortem

_NOW = datetime(2026, 1, 12, tzinfo=UTC)


def _incident(**attributes: object) -> Incident:
    made = Incident(
        id="i", created_at=_NOW, updated_at=_NOW, page_id="p", name="N", status="resolved", started_at=_NOW
    )
    made.change(attributes, _NOW)
    return made


@pytest.mark.parametrize(
    ("status", "over"),
    [
        ("investigating", False),
        ("resolved", True),
        ("scheduled", False),
        ("verifying", False),
        ("completed", True),
    ],
)
def test_over(status: str, over: bool) -> None:
    """Incidents are over when resolved, maintenance when completed."""
    assert _incident(status=status).is_over is over


@pytest.mark.parametrize(
    ("attributes", "impact"),
    [
        ({}, "none"),
        ({"impact": "major"}, "major"),
        ({"impact": "major", "impact_override": "minor"}, "minor"),
        ({"impact": "major", "scheduled_for": _NOW}, "maintenance"),
        ({"impact_override": "none", "scheduled_for": _NOW}, "none"),
    ],
)
def test_impact(attributes: dict[str, object], impact: str) -> None:
    """What somebody said goes before what is computed; maintenance is that, whatever its components."""
    assert _incident(**attributes).shown_impact == impact


def test_a_published_postmortem_is_the_status() -> None:
    """While a postmortem is published, the incident shows that as its status."""
    postmortem = Postmortem(
        id="k", created_at=_NOW, updated_at=_NOW, body_draft="D", body_draft_updated_at=_NOW
    )
    incident = _incident(postmortem=postmortem)
    assert incident.shown_status == "resolved"
    postmortem.published_at = _NOW
    assert (incident.shown_status, incident.status) == ("postmortem", "resolved")
