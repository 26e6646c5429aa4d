"""Changes of components and component groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from uptimekit.sandbox.statuspage._http import InvalidError
from uptimekit.sandbox.statuspage._ids import Ids
from uptimekit.sandbox.statuspage._model import Component, Site
from uptimekit.sandbox.statuspage._severity import worst

__all__ = [
    "add_component",
    "check_components",
    "members",
    "regroup",
    "remove_component",
    "set_status",
    "settle",
    "status_of",
]


def members(site: Site, group_id: str | None) -> list[Component]:
    """The components of a group, or the rows outside of all groups, in the order of their positions."""
    components = [one for one in site.components.values() if one.group_id == group_id]
    return sorted(components, key=lambda one: one.position)


def status_of(site: Site, component: Component) -> str:
    """Its status; that of a group is the worst of its members."""
    if not component.group:
        return component.status
    return worst(one.status for one in members(site, component.id))


def add_component(site: Site, ids: Ids, values: Mapping[str, object], now: datetime) -> Component:
    """Create a component, or a group, below all others."""
    made = Component(id=ids.next(), created_at=now, updated_at=now, page_id=site.id, name="")
    made.change({**values, "group_id": None}, now)
    made.history.append((now, made.status))
    _place(site, made)
    group_id = values.get("group_id")
    if group_id is not None:
        settle(site, made, str(group_id))
    return made


def settle(site: Site, component: Component, group_id: str | None) -> None:
    """Move a component into a group, or out of all groups, to the end of what is there."""
    if component.group_id != group_id:
        component.group_id = group_id
        site.components.pop(component.id)
        _place(site, component)


def _place(site: Site, component: Component) -> None:
    siblings = members(site, component.group_id)
    component.position = siblings[-1].position + 1 if siblings else 1
    site.components[component.id] = component


def regroup(site: Site, group: Component, wanted: Sequence[str]) -> None:
    """Let a group have these components and no others; those that are not named leave it."""
    for one in members(site, group.id):
        if one.id not in wanted:
            settle(site, one, None)
    for position, component_id in enumerate(wanted, 1):
        settle(site, site.components[component_id], group.id)
        site.components[component_id].position = position


def set_status(component: Component, status: str, now: datetime) -> None:
    """Set the status, and remember since when it is what it is."""
    if component.status != status:
        component.change({"status": status}, now)
        component.history.append((now, status))


def remove_component(site: Site, component: Component) -> None:
    """Forget a component and every mention of its id; members of a group stay, ungrouped."""
    for one in members(site, component.id) if component.group else ():
        settle(site, one, None)
    del site.components[component.id]
    holders = (site.incidents, site.templates, site.access_users, site.access_groups)
    for holder in (one for records in holders for one in records.values()):
        if component.id in holder.component_ids:
            holder.component_ids.remove(component.id)
    for subscriber in site.subscribers.values():
        if subscriber.component_ids is not None and component.id in subscriber.component_ids:
            subscriber.component_ids.remove(component.id)


def check_components(site: Site, component_ids: Iterable[str], field: str = "component_ids") -> None:
    """422 unless each of these is the id of a component that is no group."""
    for component_id in component_ids:
        component = site.components.get(component_id)
        if component is None or component.group:
            raise InvalidError({field: [f"have no component {component_id}"]})
