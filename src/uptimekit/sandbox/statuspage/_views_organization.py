"""Users of the organisation, and their permissions on its pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.statuspage._access import check_ids
from uptimekit.sandbox.statuspage._call import Call, find
from uptimekit.sandbox.statuspage._fields import INVALID, flags, read, text, texts, whatever
from uptimekit.sandbox.statuspage._http import InvalidError, json_reply
from uptimekit.sandbox.statuspage._model import User
from uptimekit.sandbox.statuspage._paging import page_by_per_page
from uptimekit.sandbox.statuspage._render import show_user
from uptimekit.sandbox.statuspage._routes import operation
from uptimekit.sandbox.statuspage._subscribers import TAKEN

__all__ = ["ROUTES"]

_USER = (text("email", required=True), text("password"), *texts("first_name last_name", nullable=True))
_ROLES = flags("page_configuration incident_manager maintenance_manager")


def _find(call: Call) -> User:
    call.check_organization()
    return find(call.backend.users, call.path_ids[1], "user")


def list_users(call: Call) -> Response:
    """GET organizations/{}/users."""
    call.check_organization()
    page = page_by_per_page(call.query, list(call.backend.users.values()))
    return json_reply([show_user(call.backend.organization_id, user) for user in page])


def create_user(call: Call) -> Response:
    """POST organizations/{}/users: 201; the password is not kept."""
    call.check_organization()
    values, now = read(_USER, call.envelope("user")), call.now
    values.pop("password", None)
    email = str(values["email"])
    if "@" not in email:
        raise InvalidError({"email": [INVALID]})
    if any(user.email.lower() == email.lower() for user in call.backend.users.values()):
        raise InvalidError({"email": [TAKEN]})
    made = User(id=call.backend.ids.next(), created_at=now, updated_at=now, email=email)
    made.change(values, now)
    call.backend.users[made.id] = made
    return json_reply(show_user(call.backend.organization_id, made), 201)


def delete_user(call: Call) -> Response:
    """DELETE organizations/{}/users/{}: answers with the user as it was."""
    user = call.backend.users.pop(_find(call).id)
    return json_reply(show_user(call.backend.organization_id, user))


def get_permissions(call: Call) -> Response:
    """GET organizations/{}/permissions/{}: one of the two answers that are wrapped."""
    user = _find(call)
    return json_reply({"data": {"user_id": user.id, "pages": user.roles}})


def update_permissions(call: Call) -> Response:
    """PUT organizations/{}/permissions/{}: pages that are not named are lost to the user."""
    user = _find(call)
    sent = read((whatever("pages", _roles),), {"pages": None, **call.body()})
    roles = cast("dict[str, Mapping[str, bool]]", sent["pages"])
    reachable = [site.id for site in call.backend.sites.values() if site.reachable]
    check_ids("pages", list(roles), reachable)
    user.change({"roles": roles}, call.now)
    return get_permissions(call)


def _roles(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError(INVALID)
    roles = dict[str, object]()
    for page_id, sent in cast("dict[str, object]", value).items():
        if not isinstance(sent, dict):
            raise ValueError("must have an object of roles for each page")
        roles[page_id] = read(_ROLES, cast("dict[str, object]", sent))
    return roles


_ORGANIZATION = "organizations/{}"

ROUTES = (
    operation(f"GET {_ORGANIZATION}/users list_users", list_users, "map"),
    operation(f"POST {_ORGANIZATION}/users create_user", create_user, "map"),
    operation(f"DELETE {_ORGANIZATION}/users/{{}} delete_user", delete_user),
    operation(f"GET {_ORGANIZATION}/permissions/{{}} get_permissions", get_permissions),
    operation(f"PUT {_ORGANIZATION}/permissions/{{}} update_permissions", update_permissions),
)
