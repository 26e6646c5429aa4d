"""Which items need somebody, and in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from uptimekit.fleet import Component, Heartbeat, Incident, Item, Monitor, State
from uptimekit.fleet.urgency import by_urgency, needs_attention, state_word

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def made(kind: type[Item] = Monitor, name: str = "Shop", state: State = State.DOWN, **fields: Any) -> Item:
    """An item of account ``main``."""
    return kind(provider="betterstack", account="main", id=name, name=name, state=state, **fields)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", [Monitor, Heartbeat, Component])
def test_what_is_not_known_to_be_well_needs_somebody(kind: type[Item], state: State) -> None:
    """Only what is down, degraded or in an unknown state does; what is paused on purpose or not measured yet does not."""
    assert needs_attention(made(kind, state=state)) == (state in (State.DOWN, State.DEGRADED, State.UNKNOWN))


def test_a_late_heartbeat_needs_somebody() -> None:
    """A heartbeat within its grace time is shown as late; one that is down is down, late or not."""
    assert state_word(made(Heartbeat, state=State.UP, late=True)) == "late"
    assert needs_attention(made(Heartbeat, state=State.UP, late=True))
    assert state_word(made(Heartbeat, state=State.DOWN, late=True)) == "down"
    assert not needs_attention(made(Heartbeat, state=State.UP))


def test_an_incident_needs_somebody_while_it_is_open() -> None:
    """A resolved incident needs nobody, and neither does a maintenance that was announced."""
    assert needs_attention(made(Incident))
    assert not needs_attention(made(Incident, state=State.UP, resolved=NOW))
    assert not needs_attention(made(Incident, state=State.MAINTENANCE))


def test_the_most_urgent_comes_first() -> None:
    """Order: worst state, then what nobody has taken over, then the newest, then what has no time."""
    expected = [
        made(name="new", since=NOW),
        made(name="old", since=NOW - timedelta(days=1)),
        made(name="undated"),
        made(Incident, "taken over", since=NOW, acknowledged=NOW),
        made(name="slow", state=State.DEGRADED),
        made(Heartbeat, "overdue", State.UP, late=True),
        made(name="odd", state=State.UNKNOWN),
        made(name="fine", state=State.UP),
    ]
    assert [item.name for item in by_urgency(reversed(expected))] == [item.name for item in expected]
