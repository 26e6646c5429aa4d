"""Members of the organisation, invitations, and roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from uptimekit.sandbox.betterstack._model import Team
from uptimekit.sandbox.betterstack._times import stamp

__all__ = ["INVITABLE", "Member", "Members", "Role"]

INVITABLE = ("responder", "member", "team_lead", "billing_admin")
"""Roles that an invitation may give; nobody is made an admin through the API."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role; `role` is the word for it, `name` what people read."""

    id: str
    role: str
    name: str

    def resource(self) -> dict[str, object]:
        """As JSON:API."""
        return {"id": self.id, "type": "role", "attributes": {"name": self.name, "role": self.role}}


@dataclass(slots=True, kw_only=True)
class Member:
    """Somebody who is in a team, or was invited to it."""

    id: str
    team: Team
    email: str
    role: Role
    since: datetime
    first_name: str = ""
    last_name: str = ""
    invited: bool = False

    def resource(self) -> dict[str, object]:
        """As `team_member` or `team_member_invitation`."""
        if self.invited:
            invitation = {"email": self.email, "invited_at": stamp(self.since), "role": self.role.role}
            return {"id": self.id, "type": "team_member_invitation", "attributes": invitation}
        attributes = {
            "email": self.email,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "created_at": stamp(self.since),
            "role": self.role.role,
            "role_id": int(self.role.id),
            "mobile_app_platforms": list[str](),
        }
        return {"id": self.id, "type": "team_member", "attributes": attributes}

    def user(self) -> dict[str, object]:
        """As the `user` that on-call schedules include."""
        attributes = {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "email": self.email,
            "phone_numbers": list[str](),
        }
        return {"id": self.id, "type": "user", "attributes": attributes}


@dataclass(slots=True)
class Members:
    """Roles and people, in the order in which they came."""

    roles: tuple[Role, ...]
    people: list[Member] = field(default_factory=lambda: list[Member]())

    def role(self, name_or_id: str) -> Role | None:
        """The role of this name or id."""
        return next((role for role in self.roles if name_or_id in (role.id, role.role)), None)

    def of(self, teams: Iterable[Team]) -> list[Member]:
        """Everybody in these teams."""
        wanted = set(teams)
        return [person for person in self.people if person.team in wanted]

    def find(self, team: Team | None, email: str) -> Member | None:
        """The one with this address in `team`, or in any if that is None; letter case does not count."""
        for person in self.people:
            if (team is None or person.team is team) and person.email.lower() == email.lower():
                return person
        return None
