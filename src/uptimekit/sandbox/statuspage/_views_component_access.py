"""Access to a component, for page access users and groups."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from uptimekit.sandbox.statuspage._access import check_ids
from uptimekit.sandbox.statuspage._call import Call
from uptimekit.sandbox.statuspage._fields import ids, read
from uptimekit.sandbox.statuspage._http import json_reply
from uptimekit.sandbox.statuspage._model import AccessGroup, AccessUser
from uptimekit.sandbox.statuspage._render import show_component
from uptimekit.sandbox.statuspage._routes import operation
from uptimekit.sandbox.statuspage._views_components import find_component

__all__ = ["ROUTES"]

Holders = Mapping[str, AccessUser] | Mapping[str, AccessGroup]


def add_component_page_access_users(call: Call) -> Response:
    """POST components/{}/page_access_users: 201; documented as a form, taken as JSON as well."""
    return _add(call, "page_access_user_ids", call.site.access_users)


def clear_component_page_access_users(call: Call) -> Response:
    """DELETE components/{}/page_access_users: no user may see it any more."""
    return _clear(call, call.site.access_users)


def add_component_page_access_groups(call: Call) -> Response:
    """POST components/{}/page_access_groups: 201; documented without a body; here like that of users."""
    return _add(call, "page_access_group_ids", call.site.access_groups)


def clear_component_page_access_groups(call: Call) -> Response:
    """DELETE components/{}/page_access_groups: no group may see it any more."""
    return _clear(call, call.site.access_groups)


def _add(call: Call, field: str, holders: Holders) -> Response:
    component = find_component(call)
    sent = read((ids(field, required=True),), call.body())[field]
    for holder_id in check_ids(field, sent, holders):
        holder = holders[holder_id]
        if component.id not in holder.component_ids:
            holder.component_ids.append(component.id)
    return json_reply(show_component(call.site, component), 201)


def _clear(call: Call, holders: Holders) -> Response:
    component = find_component(call)
    for holder in holders.values():
        if component.id in holder.component_ids:
            holder.component_ids.remove(component.id)
    return json_reply(show_component(call.site, component))


_USERS, _GROUPS = "pages/{}/components/{}/page_access_users", "pages/{}/components/{}/page_access_groups"

ROUTES = (
    operation(f"POST {_USERS} add_component_page_access_users", add_component_page_access_users, "map"),
    operation(f"DELETE {_USERS} clear_component_page_access_users", clear_component_page_access_users),
    operation(f"POST {_GROUPS} add_component_page_access_groups", add_component_page_access_groups, "map"),
    operation(f"DELETE {_GROUPS} clear_component_page_access_groups", clear_component_page_access_groups),
)
