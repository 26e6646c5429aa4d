"""Statuses over time, seen through the API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from uptimekit.sandbox import HealthchecksSandbox, ManualClock
from uptimekit.sandbox.healthchecks._model import Check, State
from uptimekit.sandbox.healthchecks._seeds import DEFAULT_PROJECTS
from uptimekit.sandbox.healthchecks._status import expected_ping, overdue_since, status_of
from uptimekit.sandbox.healthchecks._store import Store

from .._calls import Caller


@pytest.fixture
def check() -> Check:
    """A simple check: due every 60 s, grace 60 s."""
    store = Store(0, DEFAULT_PROJECTS)
    made = store.draft(store.projects["main"])
    made.timeout = made.grace = 60
    return made


@pytest.mark.parametrize(
    ("age", "status"),
    [(0, "up"), (59.9, "up"), (60, "grace"), (119.9, "grace"), (120, "down"), (9999, "down")],
)
def test_a_check_ages(check: Check, clock: ManualClock, age: float, status: str) -> None:
    """Up until the period ends, in grace until the grace ends, then down; each boundary belongs to the worse."""
    check.last_ping = clock.now()
    check.stored = State.UP
    assert status_of(check, clock.advance(age)) == status


@pytest.mark.parametrize("stored", [State.NEW, State.PAUSED, State.DOWN])
def test_other_statuses_do_not_age(check: Check, clock: ManualClock, stored: State) -> None:
    """New, paused and down stay what they are."""
    check.last_ping = clock.now()
    check.stored = stored
    assert status_of(check, clock.advance(9999)) is stored
    assert expected_ping(check) is None
    assert overdue_since(check, clock.now()) is None


@pytest.mark.parametrize("stored", [State.NEW, State.PAUSED, State.UP])
def test_an_overdue_run_is_down(check: Check, clock: ManualClock, stored: State) -> None:
    """A run longer than the grace time is down, started or not asked for, whatever was before."""
    check.stored = stored
    check.last_ping = check.last_start = clock.now()
    assert status_of(check, clock.advance(59), with_started=True) is State.STARTED
    assert status_of(check, clock.now()) is stored
    assert status_of(check, clock.advance(1), with_started=True) is State.DOWN
    assert overdue_since(check, clock.now()) == clock.now()


def test_expected_ping_of_a_run_is_its_start_if_earlier(check: Check, clock: ManualClock) -> None:
    """A run in progress pulls next_ping to its start, but not on a check that is stored as down."""
    check.stored = State.UP
    check.last_ping = clock.now()
    assert expected_ping(check) == clock.now() + timedelta(seconds=60)
    check.last_start = clock.now() + timedelta(seconds=10)
    assert expected_ping(check) == check.last_start
    check.stored = State.DOWN
    assert expected_ping(check) is None


def test_going_down_leaves_a_flip_at_its_moment(call: Caller, clock: ManualClock) -> None:
    """However late it is noticed, the flip carries the moment the grace time ran out."""
    job = call.create(timeout=60, grace=60)
    call.ping(job)
    clock.advance(1000)
    flips = call("GET", f"checks/{job}/flips/").json()["flips"]
    assert flips == [
        {"timestamp": "2026-01-12T09:02:00+00:00", "up": 0},
        {"timestamp": "2026-01-12T09:00:00+00:00", "up": 1},
    ]
    assert (call.get(job)["status"], call.get(job)["next_ping"]) == ("down", None)


def test_without_alert_daemon_there_is_no_flip_until_tick(clock: ManualClock) -> None:
    """The status is down at once, but the flip and the end of next_ping wait for the tick."""
    call = Caller(HealthchecksSandbox(clock=clock, alert_daemon=False))
    job = call.create(timeout=60, grace=60)
    call.ping(job)
    clock.advance(1000)
    shown = call.get(job)
    assert (shown["status"], shown["next_ping"]) == ("down", "2026-01-12T09:01:00+00:00")
    assert len(call("GET", f"checks/{job}/flips/").json()["flips"]) == 1
    assert [call.sandbox.tick(), call.sandbox.tick()] == [1, 0]
    assert len(call("GET", f"checks/{job}/flips/").json()["flips"]) == 2
    assert call.get(job)["next_ping"] is None


def test_scheduled_check(call: Caller, clock: ManualClock) -> None:
    """A cron check is due at its next event in its zone, told in UTC."""
    job = call.create(schedule="0 18 * * *", tz="Europe/Riga", grace=600)
    call.ping(job)
    assert call.get(job)["next_ping"] == "2026-01-12T16:00:00+00:00"
    clock.advance(7 * 3600)
    assert call.get(job)["status"] == "grace"
    clock.advance(600)
    assert call.get(job)["status"] == "down"


def test_past_one_shot_stays_up_for_ever(call: Caller, clock: ManualClock) -> None:
    """A calendar date that has passed is never due again."""
    job = call.create(schedule="2020-01-01")
    call.ping(job)
    clock.advance(10**8)
    assert (call.get(job)["status"], call.get(job)["next_ping"]) == ("up", None)
