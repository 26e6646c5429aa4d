"""Steps of escalation policies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from uptimekit._runtime.keyword_names import suggests_names

__all__ = ["PolicyStep"]


@suggests_names
@dataclass
class PolicyStep:
    """One step of an escalation policy, for building ``steps``.  It is not an object of the API.

    Attributes:
        step_type: ``escalation``, ``time_branching``, or another type of the API.
        wait_before: seconds before this step.
        urgency_id: severity, for an escalation.
        step_members: whom to alert, for an escalation, such as ``[{"type": "current_on_call"}]``.
        timezone: of a time branching.
        days: ``mon`` to ``sun``, of a time branching.
        time_from: begin of a time branching, as HH:MM.
        time_to: end of a time branching, as HH:MM.
        policy_id: the policy that a branching leads to.
        policy_metadata_key: the metadata that names that policy.
    """

    step_type: str = "escalation"
    wait_before: int = 0
    urgency_id: int | None = None
    step_members: list[dict[str, str]] | None = None
    timezone: str | None = None
    days: list[str] | None = None
    time_from: str | None = None
    time_to: str | None = None
    policy_id: int | None = None
    policy_metadata_key: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the step as the API takes it: the type under ``type``, and what is set of the rest."""
        rest = {
            name: value for name, value in vars(self).items() if value is not None and name != "step_type"
        }
        return {"type": self.step_type, **rest}
