"""The initial state of a sandbox."""

from __future__ import annotations

from datetime import datetime, timedelta

from uptimekit.sandbox.uptimehunt._store import Store

__all__ = ["furnish"]

_AGE = timedelta(days=30)


def furnish(store: Store, services: int, now: datetime) -> None:
    """Give the first user so many services in a project, all checked every five minutes since they were created."""
    if not services:
        return
    owner, born = store.first_users["main"], now - _AGE
    project = store.add_project(owner, born)
    project.name, project.color = "Sites", "#3B82F6"
    for n in range(1, services + 1):
        service = store.add_service(owner, born)
        service.name, service.type, service.interval = f"Site {n}", "http", 5
        service.config = {"url": f"https://site-{n}.example", "method": "GET", "expected_status_code": 200}
        service.project = project
        service.watch(born, born)
