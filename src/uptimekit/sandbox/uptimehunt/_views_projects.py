"""Projects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.uptimehunt._call import Call
from uptimekit.sandbox.uptimehunt._fields import Field, Text, Whole, read
from uptimekit.sandbox.uptimehunt._http import data_reply, invalid, nothing
from uptimekit.sandbox.uptimehunt._model import Project
from uptimekit.sandbox.uptimehunt._paging import page_reply
from uptimekit.sandbox.uptimehunt._render import show_project, show_service

__all__ = [
    "create_project",
    "delete_project",
    "get_project",
    "list_project_services",
    "list_projects",
    "reorder_projects",
    "update_project",
]

_HIGHEST = 2**31 - 1
_FIELDS: Mapping[str, Field] = {
    "name": Text(least=1, most=128, required=True),
    "description": Text(most=500),
    "color": Text(pattern="#[0-9A-Fa-f]{6}", meaning="a colour such as #3B82F6"),
    "icon": Text(most=64),
    "order": Whole(minimum=-_HIGHEST, maximum=_HIGHEST),
}
_UNSENT: Mapping[str, object] = {"description": "", "color": "#3B82F6", "icon": "", "order": 0}


def list_projects(call: Call) -> Response:
    """GET projects: in their order."""
    return page_reply(call, call.store.projects_of(call.user), lambda project: _shown(call, project))


def create_project(call: Call) -> Response:
    """POST projects."""
    fields = _read(call, None)
    project = call.store.add_project(call.user, call.now)
    return data_reply(_set(call, project, fields), 201)


def get_project(call: Call) -> Response:
    """GET projects/{id}."""
    return data_reply(_shown(call, call.project()))


def update_project(call: Call) -> Response:
    """PUT projects/{id}: what is not sent goes back to its default, the most literal reading of "full update"."""
    project = call.project()
    return data_reply(_set(call, project, _read(call, project)))


def delete_project(call: Call) -> Response:
    """DELETE projects/{id}: its services stay, without a project; what becomes of them is not documented."""
    call.store.remove_project(call.project())
    return nothing()


def list_project_services(call: Call) -> Response:
    """GET projects/{id}/services."""
    services = call.store.services_in(call.project())
    return page_reply(call, services, lambda service: show_service(service, call.now))


def reorder_projects(call: Call) -> Response:
    """POST projects/reorder: the projects whose ids stand in `order` come first, the others behind them."""
    mine = {project.id: project for project in call.store.projects_of(call.user)}
    wanted = _order(call.json_object().get("order"), mine)
    rest = [project_id for project_id in mine if project_id not in wanted]
    for place, project_id in enumerate([*wanted, *rest]):
        mine[project_id].order = place
    return data_reply([_shown(call, project) for project in call.store.projects_of(call.user)])


def _order(sent: object, mine: Mapping[int, Project]) -> list[int]:
    if not isinstance(sent, list):
        raise invalid({"order": ["Must be a list of project ids"]})
    ids = [item for item in cast("list[object]", sent) if type(item) is int and item in mine]
    if len(ids) != len(cast("list[object]", sent)):
        raise invalid({"order": ["Must name projects of yours only"]})
    if len(set(ids)) != len(ids):
        raise invalid({"order": ["Must name each project once"]})
    return ids


def _read(call: Call, project: Project | None) -> dict[str, object]:
    fields = read(_FIELDS, call.json_object())
    fields["name"] = str(fields["name"]).strip()
    others = (other for other in call.store.projects_of(call.user) if other is not project)
    if any(other.name == fields["name"] for other in others):
        raise invalid({"name": ["Is the name of another project"]})
    return {**_UNSENT, **fields}


def _set(call: Call, project: Project, fields: Mapping[str, object]) -> dict[str, object]:
    for name, value in fields.items():
        setattr(project, name, value)
    project.modified = call.now
    return _shown(call, project)


def _shown(call: Call, project: Project) -> dict[str, object]:
    return show_project(project, len(call.store.services_in(project)))
