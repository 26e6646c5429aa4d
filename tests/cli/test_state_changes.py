"""Changes between two readings."""

from __future__ import annotations

from typing import Any

from uptimekit import RequestTimeoutError
from uptimekit.cli.state_changes import Changes
from uptimekit.fleet import AccountFault, Heartbeat, Incident, Item, Kind, Monitor, Reading, State


def made(kind: type[Item], name: str, state: State, account: str = "main", **fields: Any) -> Item:
    """An item."""
    return kind(provider="betterstack", account=account, id=name, name=name, state=state, **fields)


def told(changes: Changes, *items: Item, faults: tuple[AccountFault, ...] = ()) -> list[tuple[str, str, str]]:
    """Name, state before and state of each change that a reading brings."""
    return [(each.name, each.before, each.state) for each in changes.since_last(Reading(items, faults))]


def test_the_first_reading_shows_only_what_is_not_well() -> None:
    """At the beginning there is a line for what needs somebody, and none for what is up or paused."""
    items = made(Monitor, "a", State.UP), made(Monitor, "b", State.DOWN), made(Monitor, "c", State.PAUSED)
    assert told(Changes(), *items) == [("b", "", "down")]


def test_a_state_that_stays_is_no_change() -> None:
    """Each change is told once, in both directions; a new item is told too, and one that vanishes."""
    changes = Changes()
    assert told(changes, made(Monitor, "a", State.UP)) == []
    assert told(changes, made(Monitor, "a", State.DOWN)) == [("a", "up", "down")]
    assert told(changes, made(Monitor, "a", State.DOWN)) == []
    assert told(changes, made(Monitor, "a", State.UP), made(Monitor, "b", State.PENDING)) == [
        ("a", "down", "up"),
        ("b", "", "pending"),
    ]
    assert told(changes, made(Monitor, "b", State.PENDING)) == [("a", "up", "gone")]


def test_a_late_heartbeat_is_a_change() -> None:
    """A heartbeat that is overdue has changed, though it is up in the provider's eyes."""
    changes = Changes()
    assert told(changes, made(Heartbeat, "job", State.UP)) == []
    assert told(changes, made(Heartbeat, "job", State.UP, late=True)) == [("job", "up", "late")]


def test_late_is_a_state_that_may_be_wanted() -> None:
    """With --state late, a job that becomes late is told, and one that goes down after that; nothing else is."""
    changes = Changes(["late"])
    assert told(changes, made(Heartbeat, "job", State.UP), made(Monitor, "a", State.UP)) == []
    late = made(Heartbeat, "job", State.UP, late=True)
    assert told(changes, late, made(Monitor, "a", State.DOWN)) == [("job", "up", "late")]
    assert told(changes, made(Heartbeat, "job", State.DOWN, late=True)) == [("job", "late", "down")]


def test_an_incident_that_is_not_listed_any_more_is_resolved() -> None:
    """Open incidents alone are read, so that one that is gone was resolved."""
    changes = Changes()
    assert told(changes, made(Incident, "fire", State.DOWN)) == [("fire", "", "down")]
    assert told(changes) == [("fire", "down", "resolved")]


def test_what_cannot_be_read_is_unchanged() -> None:
    """The items of an account with a fault are neither gone nor new again; the fault is told once, and its end."""
    changes = Changes()
    monitor, incident = made(Monitor, "a", State.UP), made(Incident, "fire", State.DOWN)
    other = made(Monitor, "b", State.UP, "other")
    assert told(changes, monitor, incident, other) == [("fire", "", "down")]
    fault = AccountFault("main", "betterstack", None, RequestTimeoutError("not done within 1 s"))
    assert told(changes, other, faults=(fault,)) == [("main", "readable", "unreadable")]
    assert told(changes, other, faults=(fault,)) == []
    assert told(changes, monitor, other) == [("fire", "down", "resolved"), ("main", "unreadable", "readable")]


def test_a_fault_of_one_kind_covers_that_kind_only() -> None:
    """If only incidents cannot be read, a monitor that is not listed is gone, and an incident is not resolved."""
    changes = Changes()
    told(changes, made(Monitor, "a", State.UP), made(Incident, "fire", State.DOWN))
    fault = AccountFault("main", "betterstack", Kind.INCIDENTS, RequestTimeoutError("late"))
    (gone, unreadable) = changes.since_last(Reading((), (fault,)))
    assert (gone.name, gone.state) == ("a", "gone")
    assert (unreadable.kind, unreadable.detail) == ("account", "incidents: late")


def test_changes_to_and_from_wanted_states() -> None:
    """With states that are wanted, an item that leaves one is told with its new state, and no other change is."""
    changes = Changes([State.DOWN])
    assert told(changes, made(Monitor, "a", State.UP), made(Monitor, "b", State.DEGRADED)) == []
    assert told(changes, made(Monitor, "a", State.DOWN), made(Monitor, "b", State.UP)) == [
        ("a", "up", "down")
    ]
    assert told(changes, made(Monitor, "a", State.UP), made(Monitor, "b", State.UP)) == [("a", "down", "up")]
    assert told(changes) == []
