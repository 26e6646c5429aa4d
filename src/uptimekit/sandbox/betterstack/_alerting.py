"""Escalation policies, severities ("urgencies" on the wire), and the groups of both."""

from __future__ import annotations

from typing import cast

from uptimekit.sandbox.betterstack._behavior import PLAIN, Behavior, Draft
from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._fields import ALERTS, Mode, number, objects, text
from uptimekit.sandbox.betterstack._http import InvalidError
from uptimekit.sandbox.betterstack._model import Kind

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
        for step in cast("list[dict[str, object]]", draft.sent.get("steps", [])):
            _check_step(step)


def _check_step(step: dict[str, object]) -> None:
    if step.get("type") not in _STEPS:
        raise InvalidError({"steps": [f"need a type: {', '.join(_STEPS)}"]})
    if step.get("wait_before") is not None and step.get("wait_until_time") is not None:
        raise InvalidError({"steps": ["have either wait_before or wait_until_time"]})
    members = cast("list[object] | None", step.get("step_members"))
    for member in members or ():
        kind = cast("dict[str, object]", member).get("type") if isinstance(member, dict) else None
        if kind not in _MEMBERS:
            raise InvalidError({"steps": [f"have members of these types: {', '.join(_MEMBERS)}"]})


POLICY = Kind(
    name="policy",
    plural="policies",
    path="v3/policies",
    legacy=("v2/policies", ("list", "create", "get", "update")),
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
