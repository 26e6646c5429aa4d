"""Components and component groups."""

from __future__ import annotations

from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call, find
from uptimekit.sandbox.statuspage._components import (
    add_component,
    check_components,
    regroup,
    remove_component,
    set_status,
    settle,
)
from uptimekit.sandbox.statuspage._fields import Field, choice, day, flag, ids, read, text
from uptimekit.sandbox.statuspage._http import InvalidError, empty, json_reply
from uptimekit.sandbox.statuspage._model import Component, Site
from uptimekit.sandbox.statuspage._paging import page_by_per_page
from uptimekit.sandbox.statuspage._render import show_component, show_group
from uptimekit.sandbox.statuspage._routes import operation, twins
from uptimekit.sandbox.statuspage._severity import COMPONENT_STATUSES

__all__ = ["ROUTES", "find_component", "find_group"]

_COMPONENT: tuple[Field, ...] = (
    text("name", 255, required=True),
    text("description", nullable=True),
    choice("status", ("", *COMPONENT_STATUSES)),
    flag("only_show_if_degraded"),
    flag("showcase"),
    text("group_id", nullable=True),
    day("start_date", nullable=True),
)
_GROUP = (
    text("name", 255, required=True),
    ids("components", required=True),
    text("description", nullable=True),
)


def find_component(call: Call) -> Component:
    """The component, or row of a group, that the path names."""
    return find(call.site.components, call.path_ids[1], "component")


def find_group(call: Call) -> Component:
    """The group that the path names; a component is none."""
    site = call.site
    return find(
        {key: one for key, one in site.components.items() if one.group}, call.path_ids[1], "component group"
    )


def list_components(call: Call) -> Response:
    """GET components: the rows of groups are among them."""
    site = call.site
    page = page_by_per_page(call.query, list(site.components.values()))
    return json_reply([show_component(site, one) for one in page])


def create_component(call: Call) -> Response:
    """POST components: 201."""
    values = _read_component(call.site, call.envelope("component"), creating=True)
    made = add_component(call.site, call.backend.ids, values, call.now)
    return json_reply(show_component(call.site, made), 201)


def get_component(call: Call) -> Response:
    """GET components/{}."""
    return json_reply(show_component(call.site, find_component(call)))


def change_component(call: Call) -> Response:
    """PATCH or PUT components/{}. The row of a group keeps its own status and stays outside of groups."""
    site, component = call.site, find_component(call)
    values = _read_component(site, call.envelope("component"), creating=False)
    status, moves = values.pop("status", component.status), "group_id" in values
    group_id = cast("str | None", values.pop("group_id", None))
    component.change(values, call.now)
    if not component.group:
        set_status(component, str(status), call.now)
        if moves:
            settle(site, component, group_id)
    return get_component(call)


def delete_component(call: Call) -> Response:
    """DELETE components/{}: 204 without a body."""
    remove_component(call.site, find_component(call))
    return empty(204)


def _read_component(site: Site, body: dict[str, object], *, creating: bool) -> dict[str, object]:
    values = read(_COMPONENT, body, creating=creating)
    group = site.components.get(str(values.get("group_id")))
    if values.get("group_id") is not None and (group is None or not group.group):
        raise InvalidError({"group_id": ["is not the id of a component group"]})
    return values


def list_component_groups(call: Call) -> Response:
    """GET component-groups."""
    site = call.site
    groups = [one for one in site.components.values() if one.group]
    return json_reply([show_group(site, group) for group in page_by_per_page(call.query, groups)])


def create_component_group(call: Call) -> Response:
    """POST component-groups: 201. The members leave the groups that they were in."""
    site, values = call.site, _read_group(call)
    wanted = cast("list[str]", values.pop("components"))
    group = add_component(site, call.backend.ids, {**values, "group": True}, call.now)
    regroup(site, group, wanted)
    return json_reply(show_group(site, group), 201)


def get_component_group(call: Call) -> Response:
    """GET component-groups/{}."""
    return json_reply(show_group(call.site, find_group(call)))


def change_component_group(call: Call) -> Response:
    """PATCH or PUT component-groups/{}: name and all components are needed, as documented."""
    group, values = find_group(call), _read_group(call)
    regroup(call.site, group, cast("list[str]", values.pop("components")))
    group.change(values, call.now)
    return get_component_group(call)


def delete_component_group(call: Call) -> Response:
    """DELETE component-groups/{}: answers with the group as it was; its members stay, ungrouped."""
    group = find_group(call)
    reply = get_component_group(call)
    remove_component(call.site, group)
    return reply


def _read_group(call: Call) -> dict[str, object]:
    inner = call.envelope("component_group")
    # Documented beside the envelope; the clients that work send it inside.
    beside = {name: value for name, value in call.body().items() if name == "description"}
    values = read(_GROUP, {**beside, **inner})
    check_components(call.site, cast("list[str]", values["components"]), "components")
    return values


_COMPONENTS, _GROUPS = "pages/{}/components", "pages/{}/component-groups"

ROUTES = (
    operation(f"GET {_COMPONENTS} list_components", list_components, "list"),
    operation(f"POST {_COMPONENTS} create_component", create_component, "list"),
    operation(f"GET {_COMPONENTS}/{{}} get_component", get_component, "list"),
    *twins(f"{_COMPONENTS}/{{}}", "component", change_component, "list"),
    operation(f"DELETE {_COMPONENTS}/{{}} delete_component", delete_component, "list"),
    operation(f"GET {_GROUPS} list_component_groups", list_component_groups, "list"),
    operation(f"POST {_GROUPS} create_component_group", create_component_group, "list"),
    operation(f"GET {_GROUPS}/{{}} get_component_group", get_component_group, "list"),
    *twins(f"{_GROUPS}/{{}}", "component_group", change_component_group, "list"),
    operation(f"DELETE {_GROUPS}/{{}} delete_component_group", delete_component_group, "list"),
)
