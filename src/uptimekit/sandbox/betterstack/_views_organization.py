"""Endpoints of the second host, `betterstack.com`: members and roles of the organisation."""

from __future__ import annotations

from starlette.responses import Response

from uptimekit.sandbox.betterstack._call import Call, missing
from uptimekit.sandbox.betterstack._collection import in_order
from uptimekit.sandbox.betterstack._http import RefusalError, empty, errors, json_reply
from uptimekit.sandbox.betterstack._members import INVITABLE, Member, Role
from uptimekit.sandbox.betterstack._model import Team
from uptimekit.sandbox.betterstack._paging import page_of

__all__ = [
    "change_team_member_role",
    "get_team_member",
    "get_usage",
    "invite_team_member",
    "list_roles",
    "list_team_members",
    "remove_team_member",
]


def list_team_members(call: Call) -> Response:
    """GET team-members: invitations too. With `email`, the one with that address, alone in `data`; or 404."""
    team = _team(call, call.query.get("team_name"))
    if email := call.query.get("email"):
        return json_reply({"data": _find(call, team, email).resource()})
    page, links = page_of(call, in_order(call, call.backend.members.of([team])))
    return json_reply({"data": [member.resource() for member in page], "pagination": links})


def get_team_member(call: Call) -> Response:
    """GET team-members/{id}."""
    return json_reply({"data": _by_id(call).resource()})


def invite_team_member(call: Call) -> Response:
    """POST team-members: 201 for an invitation, 200 for somebody who is there already."""
    body = call.json_object()
    team = _team(call, body.get("team_name", call.query.get("team_name")))
    email, members = body.get("email"), call.backend.members
    if not isinstance(email, str) or "@" not in email:
        raise _unfit("email is missing or no e-mail address")
    role = members.role(str(body.get("role_id", body.get("role", INVITABLE[0]))))
    if role is None or role.role not in INVITABLE:
        raise _unfit("role must be one of " + ", ".join(INVITABLE))
    known = members.find(team, email)
    if known is not None:
        return json_reply({"data": known.resource(), "message": "Nobody new: this is a member already"})
    if len(members.people) >= call.backend.settings.seats:
        raise _unfit("All seats are taken")
    new = Member(
        id=call.backend.store.next_id(), team=team, email=email, role=role, since=call.now, invited=True
    )
    members.people.append(new)
    return json_reply({"data": new.resource(), "message": "Invited"}, 201)


def remove_team_member(call: Call) -> Response:
    """DELETE team-members?email=: 204, or 404."""
    team = _team(call, call.query.get("team_name"))
    call.backend.members.people.remove(_find(call, team, call.query.get("email", "")))
    return empty(204)


def change_team_member_role(call: Call) -> Response:
    """POST team-members/{id}/change-role/{role_id}: nobody becomes an admin or stops being one."""
    member, role = _by_id(call), call.backend.members.role(call.ids[1])
    if role is None:
        raise missing("role", call.ids[1])
    if role is not member.role:
        _forbid_admin(role, member.role)
        member.role = role
    return json_reply({"data": member.resource()})


def list_roles(call: Call) -> Response:
    """GET roles: all at once, without pagination."""
    return json_reply({"data": [role.resource() for role in call.backend.members.roles]})


def get_usage(call: Call) -> Response:
    """GET usage: that it exists is all that is known, so it says nothing."""
    del call
    return json_reply({})


def _team(call: Call, name: object) -> Team:
    """The team that is asked about: the token's own, or with a global token the one that is named."""
    if call.access.team is not None:
        return call.access.team
    team = call.team(name)
    if team is None:
        raise _unfit("team_name must name a team when a global token is used")
    return team


def _find(call: Call, team: Team, email: str) -> Member:
    member = call.backend.members.find(team, email)
    if member is None:
        raise missing("team member", email)
    return member


def _by_id(call: Call) -> Member:
    for member in call.backend.members.people:
        if member.id == call.ids[0] and call.access.sees(member.team):
            return member
    raise missing("team member", call.ids[0])


def _forbid_admin(*roles: Role) -> None:
    if any(role.role == "admin" for role in roles):
        raise _unfit("The admin role can be neither given nor taken")


def _unfit(message: str) -> RefusalError:
    # Here 422 is known to carry one sentence.
    return RefusalError(errors(422, message))
