"""The sandbox as an object."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import Fault, HealthchecksSandbox, ManualClock, SystemClock

from .._calls import Caller


def test_reset_goes_back_to_the_beginning(call: Caller) -> None:
    """After a reset there are no checks, faults or counts; keys are the same and ids begin again."""
    key, first = call.project.api_key, call.create()
    call.sandbox.faults.add(Fault(status=500))
    call.sandbox.reset()
    assert not call.sandbox.requests
    assert call.sandbox.projects["main"].api_key == key
    assert call("GET", "checks/").json() == {"checks": []}
    assert call.create() == first


def test_requests_is_a_copy(call: Caller) -> None:
    """Changing the returned counts changes nothing."""
    call.sandbox.requests["create_check"] += 1
    assert not call.sandbox.requests


def test_default_clock_is_the_machines() -> None:
    """Without a clock a sandbox lives in real time."""
    assert isinstance(HealthchecksSandbox().clock, SystemClock)


@pytest.mark.parametrize("limit", [0, 3])
def test_limit_counts_all_projects(clock: ManualClock, limit: int) -> None:
    """The check limit is about the account: checks of another project count too."""
    call = Caller(HealthchecksSandbox(clock=clock, check_limit=limit))
    other = call.sandbox.projects["other"].api_key
    made = [call("POST", "checks/", {}, key=key).status_code for key in (other, "rw", other, "rw", other)]
    assert made == [201] * limit + [403] * (5 - limit)


def test_operations_are_what_requests_counts(call: Caller) -> None:
    """The names of a few requests are among those of all operations."""
    call.ping(call.create())
    call("GET", "badges/")
    assert set(call.sandbox.requests) == {"create_check", "ping_by_uuid", "list_badges"}
    assert set(call.sandbox.requests) < call.sandbox.operations
