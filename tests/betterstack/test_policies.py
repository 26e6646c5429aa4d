"""Tests of escalation policies and their steps."""

from __future__ import annotations

import pytest

from uptimekit.betterstack import EscalationPolicy, NotFoundError, PolicyStep, UptimeAPI

from ._support import Recorder, mocked, one


def test_a_step_as_it_is_sent() -> None:
    """to_dict gives the type under the wire's name, and what is set of the rest."""
    assert PolicyStep().to_dict() == {"type": "escalation", "wait_before": 0}
    step = PolicyStep(
        "time_branching", 60, timezone="UTC", days=["sat"], time_from="00:00", time_to="23:59", policy_id=7
    )
    assert step.to_dict() == {
        "type": "time_branching",
        "wait_before": 60,
        "timezone": "UTC",
        "days": ["sat"],
        "time_from": "00:00",
        "time_to": "23:59",
        "policy_id": 7,
    }


def test_steps_may_be_objects_or_dicts() -> None:
    """Steps given as PolicyStep are sent as dicts, on creating and on saving; policies live in version 3."""
    answer = Recorder(one("policy", 7, name="P", steps=[]))
    api = mocked(answer)
    policy = EscalationPolicy.new(api, name="P", steps=[PolicyStep(), {"type": "escalation"}])
    policy.steps = [PolicyStep(wait_before=5)]  # type: ignore[list-item]  # what is set may be either
    policy.save()
    assert answer.sent == [
        (
            "POST",
            "/api/v3/policies",
            {},
            {"name": "P", "steps": [{"type": "escalation", "wait_before": 0}, {"type": "escalation"}]},
        ),
        ("PATCH", "/api/v3/policies/7", {}, {"steps": [{"type": "escalation", "wait_before": 5}]}),
    ]


def test_the_life_of_a_policy(api: UptimeAPI) -> None:
    """A policy is created with steps, changed in place, found by name and deleted on the server."""
    policy = EscalationPolicy.new(
        api, name="P", steps=[PolicyStep(step_members=[{"type": "current_on_call"}])]
    )
    assert policy.steps is not None
    policy.steps.append(PolicyStep(wait_before=600, step_members=[{"type": "entire_team"}]).to_dict())
    policy.repeat_count = 2
    assert set(policy.get_modified_properties()) == {"repeat_count", "steps"}
    policy.save()
    found = EscalationPolicy.find(api, name="P")
    assert found is not None
    assert [step["wait_before"] for step in found.steps or []] == [0, 600]
    found.delete()
    with pytest.raises(NotFoundError, match="there is no"):
        EscalationPolicy.find(api, name="P")
