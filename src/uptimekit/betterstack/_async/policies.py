"""Escalation policies."""

# The classes take fewer arguments than their base does:
# mypy: disable-error-code="override"
# pyright: reportIncompatibleMethodOverride=false

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from uptimekit.betterstack.exceptions import facade_errors
from uptimekit.betterstack.policy_step import PolicyStep
from uptimekit_clients.betterstack import requests
from uptimekit_clients.betterstack.records import PolicyAttributesRecord

from .base import AsyncBaseAPIObject

if TYPE_CHECKING:
    from typing import Self, Unpack

    from uptimekit.betterstack.filters import TeamFilters
    from uptimekit.betterstack.listing import AsyncListing
    from uptimekit_clients.betterstack.fields import PolicyFields

    from .api import AsyncPaginatedAPI as Api
    from .base import Extras, Name

__all__ = ["AsyncEscalationPolicy"]


class PolicyInput(TypedDict, total=False):
    """What may be sent of a policy."""

    name: str
    steps: Sequence[PolicyStep | Mapping[str, Any]]
    repeat_count: int | None
    repeat_delay: int | None
    incident_token: str | None
    policy_group_id: int | None
    team_name: str


@facade_errors
class AsyncEscalationPolicy(PolicyAttributesRecord, AsyncBaseAPIObject, builders=lambda: requests.policies):
    """Whom to alert, in which order.  It lives in version 3 of the API.

    ``steps`` are dicts as the server sends them; those that you set may also be :class:`PolicyStep` objects.
    """

    @classmethod
    def _outgoing(cls, attributes: Mapping[str, Any]) -> Mapping[str, Any]:
        if not attributes.get("steps"):
            return attributes
        steps = [step.to_dict() if isinstance(step, PolicyStep) else step for step in attributes["steps"]]
        return {**attributes, "steps": steps}

    if TYPE_CHECKING:

        @classmethod
        async def new(cls, api: Api, *, _extras: Extras = None, **kw: Unpack[PolicyInput]) -> Self: ...
        @classmethod
        def filter(cls, api: Api, **kw: Unpack[TeamFilters]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(cls, api: Api, _name: Name = None, /, **kw: Unpack[PolicyFields]) -> Self: ...
        @classmethod
        async def get_or_create(cls, api: Api, **kw: Unpack[PolicyInput]) -> tuple[bool, Self]: ...
