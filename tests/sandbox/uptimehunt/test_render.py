"""Users, projects and services as the API shows them."""

from __future__ import annotations

from datetime import timedelta

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.uptimehunt._model import OPERATIONAL, Project, Service, User
from uptimekit.sandbox.uptimehunt._render import show_project, show_service, show_user

_NOW = ManualClock().now()
_LATER = _NOW + timedelta(hours=1)
_USER = User(3, "a@example.com", "hidden word", "A", "B", _NOW)


def test_user() -> None:
    """A user is shown without the password, and on login without the day of joining."""
    known = {"id": 3, "email": "a@example.com", "first_name": "A", "last_name": "B"}
    assert show_user(_USER, joined=False) == known
    assert show_user(_USER) == {**known, "date_joined": "2026-01-12T09:00:00Z"}


def test_project() -> None:
    """A project is shown in full."""
    project = Project(7, _USER, _NOW, _LATER, "Shop", "All", "#112233", "cart", 2)
    assert show_project(project, 4) == {
        "id": 7,
        "name": "Shop",
        "description": "All",
        "color": "#112233",
        "icon": "cart",
        "order": 2,
        "service_count": 4,
        "date_created": "2026-01-12T09:00:00Z",
        "date_modified": "2026-01-12T10:00:00Z",
    }


def test_service_without_project() -> None:
    """A service shows its times under the names of both of the vendor's pages."""
    service = Service(5, _USER, _NOW, _LATER, [(_NOW, OPERATIONAL)], "Front", "http", {"url": "u"})
    assert show_service(service, _NOW) == {
        "id": 5,
        "name": "Front",
        "type": "http",
        "status": "pending",
        "enabled": True,
        "interval": 3,
        "project_id": None,
        "project": None,
        "config": {"url": "u"},
        "created_at": "2026-01-12T09:00:00Z",
        "date_created": "2026-01-12T09:00:00Z",
        "date_modified": "2026-01-12T10:00:00Z",
    }


def test_service_with_project() -> None:
    """A service in a project shows its id, and the project in brief."""
    project = Project(7, _USER, _NOW, _NOW, "Shop", "All", "#112233", "cart", 2)
    service = Service(5, _USER, _NOW, _NOW, [(_NOW, OPERATIONAL)], project=project)
    shown = show_service(service, _NOW)
    assert shown["project_id"] == 7
    assert shown["project"] == {"id": 7, "name": "Shop", "color": "#112233", "icon": "cart"}
