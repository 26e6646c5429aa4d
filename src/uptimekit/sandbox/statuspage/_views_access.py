"""Page access users and groups."""

from __future__ import annotations

from starlette.responses import Response

from uptimekit.sandbox.statuspage._access import Grants, check_ids, show_holder
from uptimekit.sandbox.statuspage._call import Call, find
from uptimekit.sandbox.statuspage._fields import BLANK, flag, ids, read, text
from uptimekit.sandbox.statuspage._http import InvalidError, RefusalError, empty, error, json_reply
from uptimekit.sandbox.statuspage._model import AccessGroup, AccessUser
from uptimekit.sandbox.statuspage._paging import page_by_per_page
from uptimekit.sandbox.statuspage._routes import operation, twins

__all__ = ["ROUTES"]

_USER = (
    text("email", nullable=True),
    text("external_login", nullable=True),
    ids("page_access_group_ids"),
    flag("subscribe_to_components"),  # kept nowhere: no answer shows it
)
_GROUP = (
    text("name", required=True),
    text("external_identifier", nullable=True),
    ids("component_ids"),
    ids("metric_ids"),
    ids("page_access_user_ids"),
)


def find_user(call: Call) -> AccessUser:
    """The user that the path names."""
    return find(call.site.access_users, call.path_ids[1], "page access user")


def find_group(call: Call) -> AccessGroup:
    """The group that the path names."""
    return find(call.site.access_groups, call.path_ids[1], "page access group")


def list_page_access_users(call: Call) -> Response:
    """GET page_access_users: all, or the one with exactly the address `email`."""
    users = list(call.site.access_users.values())
    if "email" in call.query:
        users = [user for user in users if user.email == call.query["email"]]
    return json_reply([show_holder(call, user) for user in page_by_per_page(call.query, users)])


def create_page_access_user(call: Call) -> Response:
    """POST page_access_users: 200, as documented; 409 if the address or login is somebody's."""
    site, now = call.site, call.now
    values = _read_user(call, None)
    made = AccessUser(id=call.backend.ids.next(), created_at=now, updated_at=now, page_id=site.id)
    made.change(values, now)
    site.access_users[made.id] = made
    return json_reply(show_holder(call, made))


def get_page_access_user(call: Call) -> Response:
    """GET page_access_users/{}."""
    return json_reply(show_holder(call, find_user(call)))


def change_page_access_user(call: Call) -> Response:
    """PATCH or PUT page_access_users/{}: documented without a body; here it is that of creating."""
    user = find_user(call)
    user.change(_read_user(call, user), call.now)
    return get_page_access_user(call)


def delete_page_access_user(call: Call) -> Response:
    """DELETE page_access_users/{}: 204 without a body."""
    del call.site.access_users[find_user(call).id]
    return empty(204)


def _read_user(call: Call, user: AccessUser | None) -> dict[str, object]:
    values = read(_USER, call.envelope("page_access_user"))
    values.pop("subscribe_to_components", None)
    check_ids("page_access_group_ids", values.get("page_access_group_ids"), call.site.access_groups)
    if user is None and not values.get("email") and not values.get("external_login"):
        raise InvalidError({"email": [BLANK]})
    for other in call.site.access_users.values():
        if other is not user and any(
            values.get(name) and values[name] == getattr(other, name) for name in ("email", "external_login")
        ):
            raise RefusalError(error(409, "There is such a page access user already"))
    return values


def list_page_access_groups(call: Call) -> Response:
    """GET page_access_groups."""
    page = page_by_per_page(call.query, list(call.site.access_groups.values()))
    return json_reply([show_holder(call, group) for group in page])


def create_page_access_group(call: Call) -> Response:
    """POST page_access_groups: 201."""
    now = call.now
    made = AccessGroup(
        id=call.backend.ids.next(), created_at=now, updated_at=now, page_id=call.site.id, name=""
    )
    _edit_group(call, made, creating=True)
    call.site.access_groups[made.id] = made
    return json_reply(show_holder(call, made), 201)


def get_page_access_group(call: Call) -> Response:
    """GET page_access_groups/{}."""
    return json_reply(show_holder(call, find_group(call)))


def change_page_access_group(call: Call) -> Response:
    """PATCH or PUT page_access_groups/{}: a list that is sent replaces the one that is there."""
    _edit_group(call, find_group(call), creating=False)
    return get_page_access_group(call)


def delete_page_access_group(call: Call) -> Response:
    """DELETE page_access_groups/{}: answers with the group as it was; its users stay."""
    group = find_group(call)
    reply = get_page_access_group(call)
    for user in call.site.access_users.values():
        if group.id in user.page_access_group_ids:
            user.page_access_group_ids.remove(group.id)
    del call.site.access_groups[group.id]
    return reply


def _edit_group(call: Call, group: AccessGroup, *, creating: bool) -> None:
    site, values = call.site, read(_GROUP, call.envelope("page_access_group"), creating=creating)
    check_ids("component_ids", values.get("component_ids"), site.components)
    check_ids("metric_ids", values.get("metric_ids"), site.metrics)
    names_users = "page_access_user_ids" in values
    wanted = check_ids("page_access_user_ids", values.pop("page_access_user_ids", None), site.access_users)
    group.change(values, call.now)
    for user in site.access_users.values() if names_users else ():
        others = [one for one in user.page_access_group_ids if one != group.id]
        user.page_access_group_ids = [*others, group.id] if user.id in wanted else others


_USERS, _GROUPS = "pages/{}/page_access_users", "pages/{}/page_access_groups"

ROUTES = (
    operation(f"GET {_USERS} list_page_access_users", list_page_access_users, "map"),
    operation(f"POST {_USERS} create_page_access_user", create_page_access_user, "map"),
    operation(f"GET {_USERS}/{{}} get_page_access_user", get_page_access_user, "map"),
    *twins(f"{_USERS}/{{}}", "page_access_user", change_page_access_user, "map"),
    operation(f"DELETE {_USERS}/{{}} delete_page_access_user", delete_page_access_user, "map"),
    *Grants("page_access_user", "component", find_user, adding_needs_ids=True).routes(),
    *Grants("page_access_user", "metric", find_user, adding_needs_ids=True).routes(),
    operation(f"GET {_GROUPS} list_page_access_groups", list_page_access_groups, "map"),
    operation(f"POST {_GROUPS} create_page_access_group", create_page_access_group, "map"),
    operation(f"GET {_GROUPS}/{{}} get_page_access_group", get_page_access_group, "map"),
    *twins(f"{_GROUPS}/{{}}", "page_access_group", change_page_access_group, "map"),
    operation(f"DELETE {_GROUPS}/{{}} delete_page_access_group", delete_page_access_group, "map"),
    *Grants("page_access_group", "component", find_group, adding_needs_ids=False).routes(),
)
