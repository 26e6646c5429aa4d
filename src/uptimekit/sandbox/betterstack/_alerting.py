"""Escalation policies, severities ("urgencies" on the wire), and the groups of both."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from uptimekit.sandbox.betterstack._behavior import PLAIN, Behavior, Draft
from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._fields import ALERTS, Mode, number, objects, text
from uptimekit.sandbox.betterstack._http import InvalidError
from uptimekit.sandbox.betterstack._metadata import plain, read_values
from uptimekit.sandbox.betterstack._model import CRUD, Kind, Record

__all__ = ["POLICY", "POLICY_GROUP", "URGENCY", "URGENCY_GROUP"]

_STEPS = ("escalation", "time_branching", "metadata_branching", "instructions")

_MEMBERS = (
    "current_on_call",
    "entire_team",
    "all_slack_integrations",
    "all_microsoft_teams_integrations",
    "all_zapier_integrations",
    "all_webhook_integrations",
    "all_splunk_on_call_integrations",
    "incident_metadata",
    "user",
    "webhook",
    "slack_integration",
    "microsoft_teams_integration",
    "zapier_webhook",
    "pagerduty_integration",
    "policy",
)


class _Policies(Behavior):
    def check(self, call: Call, draft: Draft) -> None:
        if draft.creating:
            draft.attributes["incident_token"] = call.backend.store.secret()
        if "steps" in draft.sent:
            steps = cast("list[dict[str, object]]", draft.sent["steps"])
            for step in steps:
                _check_step(step)
            draft.attributes["steps"] = [_with_values(step, read_values) for step in steps]

    def show(self, call: Call, record: Record, resource: dict[str, object]) -> None:
        del record
        if call.version == 2:
            attributes = cast("dict[str, object]", resource["attributes"])
            steps = cast("list[dict[str, object]]", attributes["steps"])
            attributes["steps"] = [_with_values(step, _plain_values) for step in steps]


def _with_values(step: dict[str, object], change: Callable[[object], object]) -> dict[str, object]:
    """The step with its metadata values changed: v2 takes and shows texts, v3 objects with a type."""
    values = step.get("metadata_values")
    return step if values is None else {**step, "metadata_values": change(values)}


def _plain_values(values: object) -> object:
    return [plain(value) for value in cast("list[dict[str, object]]", values)]


def _check_step(step: dict[str, object]) -> None:
    if step.get("type") not in _STEPS:
        raise InvalidError({"steps": [f"need a type: {', '.join(_STEPS)}"]})
    if step.get("wait_before") is not None and step.get("wait_until_time") is not None:
        raise InvalidError({"steps": ["have either wait_before or wait_until_time"]})
    members: object = step.get("step_members") or []
    if not isinstance(members, list):
        raise InvalidError({"steps": ["have an array of step_members"]})
    for member in cast("list[object]", members):
        kind = cast("dict[str, object]", member).get("type") if isinstance(member, dict) else None
        if kind not in _MEMBERS:
            raise InvalidError({"steps": [f"have members of these types: {', '.join(_MEMBERS)}"]})


POLICY = Kind(
    name="policy",
    plural="policies",
    path="v3/policies",
    legacy=("v2/policies", CRUD),
    fields=(
        text("name", required=True),
        number("repeat_count", 0, nullable=True),
        number("repeat_delay", 0, nullable=True),
        objects("steps"),
        text("incident_token", mode=Mode.READ),
        number("policy_group_id", nullable=True, ref="policy_group"),
        number("fallback_policy_id", nullable=True, ref="policy"),
    ),
    behavior=_Policies(),
    cached=False,
)

POLICY_GROUP = Kind(
    name="policy_group",
    path="v2/policy-groups",
    fields=(text("name", required=True), number("sort_index", nullable=True)),
    behavior=PLAIN,
    stamped=True,
)

URGENCY = Kind(
    name="urgency",
    plural="urgencies",
    path="v2/urgencies",
    fields=(
        text("name", required=True),
        *ALERTS,
        number("urgency_group_id", nullable=True, ref="urgency_group"),
    ),
    behavior=PLAIN,
)

URGENCY_GROUP = Kind(
    name="urgency_group",
    path="v2/urgency-groups",
    fields=(text("name", required=True), number("sort_index", nullable=True)),
    behavior=PLAIN,
    stamped=True,
    team_filter=False,
)
