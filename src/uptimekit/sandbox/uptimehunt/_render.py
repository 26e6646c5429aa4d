"""Users, projects and services in the form of the API."""

from __future__ import annotations

from datetime import datetime

from uptimekit.sandbox.uptimehunt._http import moment
from uptimekit.sandbox.uptimehunt._model import Project, Service, User

__all__ = ["show_project", "show_service", "show_user"]


def show_user(user: User, *, joined: bool = True) -> dict[str, object]:
    """A user; the documented login leaves out when they have `joined`."""
    shown: dict[str, object] = {
        "id": user.id,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
    }
    return {**shown, "date_joined": moment(user.joined)} if joined else shown


def show_project(project: Project, service_count: int) -> dict[str, object]:
    """A project."""
    return {
        "id": project.id,
        "name": project.name,
        "description": project.description,
        "color": project.color,
        "icon": project.icon,
        "order": project.order,
        "service_count": service_count,
        "date_created": moment(project.created),
        "date_modified": moment(project.modified),
    }


def show_service(service: Service, now: datetime) -> dict[str, object]:
    """A service, with the names of its times from both of the vendor's pages."""
    project = service.project
    return {
        "id": service.id,
        "name": service.name,
        "type": service.type,
        "status": service.status(now),
        "enabled": service.enabled,
        "interval": service.interval,
        "project_id": None if project is None else project.id,
        "project": None if project is None else _reference(project),
        "config": service.config,
        "created_at": moment(service.created),
        "date_created": moment(service.created),
        "date_modified": moment(service.modified),
    }


def _reference(project: Project) -> dict[str, object]:
    return {"id": project.id, "name": project.name, "color": project.color, "icon": project.icon}
