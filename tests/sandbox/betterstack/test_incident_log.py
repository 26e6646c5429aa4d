"""Incidents and their owners."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import BetterStackSandbox, ManualClock
from uptimekit.sandbox.betterstack import _incident_log as log
from uptimekit.sandbox.betterstack._call import Backend
from uptimekit.sandbox.betterstack._model import Record
from uptimekit.sandbox.betterstack._seeds import Sizes, build
from uptimekit.sandbox.betterstack._settings import Settings


@pytest.fixture
def backend(clock: ManualClock) -> Backend:
    """Two monitors."""
    return build(0, Settings(), ["main"], Sizes(monitors=2), clock.now())


@pytest.fixture
def owner(backend: Backend) -> Record:
    """The first monitor."""
    return next(iter(backend.store.all("monitor")))


def test_open_incident_takes_over_what_the_owner_says(
    backend: Backend, owner: Record, clock: ManualClock
) -> None:
    """Name, address and ways to alert are the owner's at that moment."""
    owner.change(clock.now(), critical_alert=True)
    incident = log.open_incident(backend, owner, clock.now())
    shown = incident.attributes
    assert (shown["name"], shown["url"], shown["critical_alert"]) == (
        "Site 0",
        "https://site-0.example",
        True,
    )
    assert (incident.team, incident.owner) == (owner.team, owner)


def test_the_policy_of_the_owner_is_noted_as_a_number(
    backend: Backend, owner: Record, clock: ManualClock
) -> None:
    """A monitor holds its policy as a string, an incident as a number."""
    owner.change(clock.now(), policy_id="7")
    assert log.open_incident(backend, owner, clock.now()).attributes["escalation_policy_id"] == 7


def test_ongoing_is_about_one_owner(backend: Backend, owner: Record, clock: ManualClock) -> None:
    """The incidents of another monitor and those that are over are not meant."""
    other = list(backend.store.all("monitor"))[1]
    mine, theirs = (log.open_incident(backend, one, clock.now()) for one in (owner, other))
    assert log.open_incident(backend, owner, clock.now()) is mine
    log.resolve_ongoing(backend, owner, clock.now())
    assert (log.ongoing(backend, owner), log.ongoing(backend, other)) == ([], [theirs])


def test_the_log_is_kept_per_incident(backend: Backend, owner: Record, clock: ManualClock) -> None:
    """Each transition adds one item to the timeline of its incident."""
    incident = log.open_incident(backend, owner, clock.now())
    log.acknowledge(backend, incident, clock.now(), None)
    log.resolve(backend, incident, clock.now(), None)
    log.reopen(backend, incident, clock.now(), None)
    assert len(backend.timelines[incident.id]) == 4


def test_sharing_needs_a_team_that_exists(sandbox: BetterStackSandbox) -> None:
    """An incident or team that does not exist cannot be shared."""
    with pytest.raises(LookupError):
        sandbox.share_incident(1, "other")
