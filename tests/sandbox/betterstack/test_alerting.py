"""Escalation policies and severities."""

from __future__ import annotations

import pytest

from ._calls import Caller

_ESCALATION = {"type": "escalation", "wait_before": 0, "step_members": [{"type": "current_on_call"}]}


def test_a_policy(call: Caller) -> None:
    """Steps come back as they were sent, and there is a token that the body cannot set."""
    steps = [_ESCALATION, {"type": "instructions", "instructions_comment": "Read"}]
    made = call.make("v3/policies", {"name": "P", "steps": steps, "repeat_count": 3, "incident_token": "x"})
    attributes = call.attributes(f"v3/policies/{made}")
    assert attributes["steps"] == steps
    assert (attributes["repeat_count"], attributes["repeat_delay"]) == (3, None)
    assert len(attributes["incident_token"]) == 24


@pytest.mark.parametrize(
    "step",
    [
        {},
        {"type": "hope"},
        {**_ESCALATION, "wait_until_time": "08:00"},
        {**_ESCALATION, "step_members": [{"type": "dog"}]},
        {**_ESCALATION, "step_members": ["user"]},
        "escalation",
        {"type": "escalation", "step_members": 1},
    ],
)
def test_unfit_steps(call: Caller, step: object) -> None:
    """A step has a known type, known members, and one way to wait."""
    assert call("POST", "v3/policies", {"name": "P", "steps": [step]}).status_code == 422


@pytest.mark.parametrize("members", [None, []])
def test_steps_without_members(call: Caller, members: object) -> None:
    """The vendor's client sends null where a step has no members."""
    call.make("v3/policies", {"name": "P", "steps": [{"type": "time_branching", "step_members": members}]})


def test_v2_has_the_same_policies(call: Caller) -> None:
    """The older paths reach the same policies."""
    made = call.make("v2/policies", {"name": "P"})
    assert call.patch(f"v2/policies/{made}", name="Q")["name"] == "Q"
    assert call("DELETE", f"v2/policies/{made}").status_code == 204
    assert call("GET", f"v3/policies/{made}").status_code == 404


def test_metadata_values_of_steps(call: Caller) -> None:
    """Whichever version they were written with, v2 shows texts and v3 values with a type."""
    step = {"type": "metadata_branching", "metadata_key": "team", "metadata_values": ["shop"]}
    for version in ("v2", "v3"):
        made = call.make(f"{version}/policies", {"name": "P", "steps": [step]})
        old, new = (call.attributes(f"{shown}/policies/{made}")["steps"] for shown in ("v2", "v3"))
        assert old == [step]
        assert new == [{**step, "metadata_values": [{"type": "String", "value": "shop"}]}]


def test_groups_are_references(call: Caller) -> None:
    """Policies and severities can be put into groups of their own kind only."""
    policies, severities = (call.make(f"v2/{kind}-groups", {"name": "G"}) for kind in ("policy", "urgency"))
    call.make("v3/policies", {"name": "P", "policy_group_id": policies})
    call.make("v2/urgencies", {"name": "U", "urgency_group_id": severities})
    assert call("POST", "v3/policies", {"name": "P", "policy_group_id": severities}).status_code == 422
    assert call("POST", "v2/urgencies", {"name": "U", "urgency_group_id": policies}).status_code == 422
