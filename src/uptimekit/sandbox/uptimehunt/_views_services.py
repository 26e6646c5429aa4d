"""Services and their latest checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.uptimehunt._call import Call
from uptimekit.sandbox.uptimehunt._checks import checks, show_check
from uptimekit.sandbox.uptimehunt._fields import Field, Flag, Object, Text, Whole, complaints
from uptimekit.sandbox.uptimehunt._http import RefusalError, data_reply, invalid, moment, nothing
from uptimekit.sandbox.uptimehunt._model import Project, Service
from uptimekit.sandbox.uptimehunt._paging import page_reply
from uptimekit.sandbox.uptimehunt._render import show_service
from uptimekit.sandbox.uptimehunt._service_types import SERVICE_TYPES

__all__ = [
    "create_service",
    "delete_service",
    "get_service",
    "get_service_status",
    "list_service_checks",
    "list_services",
    "update_service",
]

_LISTED = 30
_LISTED_SPAN = timedelta(hours=24)
_FIELDS: Mapping[str, Field] = {
    "name": Text(least=3, required=True),
    "type": Text(choices=tuple(SERVICE_TYPES), required=True),
    "config": Object(required=True),
    "interval": Whole(minimum=1, maximum=60),
    "enabled": Flag(),
}
_UNSENT: Mapping[str, object] = {"interval": 3, "enabled": True}


def list_services(call: Call) -> Response:
    """GET services: those that the filters leave; a filter that makes no sense is 400."""
    keep = [*_by_project(call), *_by_enabled(call), *_by_type(call)]
    services = [
        service for service in call.store.services_of(call.user) if all(rule(service) for rule in keep)
    ]
    return page_reply(call, services, lambda service: show_service(service, call.now))


_Rule = Callable[[Service], bool]


def _by_project(call: Call) -> list[_Rule]:
    sent = call.query.get("project_id")
    if sent is None:
        return []
    if sent == "null":
        return [lambda service: service.project is None]
    if not sent.removeprefix("-").isdecimal():
        raise RefusalError(400, details={"project_id": ["Must be the id of a project, or null"]})
    return [lambda service: service.project is not None and str(service.project.id) == sent]


def _by_enabled(call: Call) -> list[_Rule]:
    sent = call.query.get("enabled")
    if sent is None:
        return []
    if sent not in ("true", "false"):
        raise RefusalError(400, details={"enabled": ["Must be true or false"]})
    return [lambda service: service.enabled is (sent == "true")]


def _by_type(call: Call) -> list[_Rule]:
    sent = call.query.get("type")
    return [] if sent is None else [lambda service: service.type == sent]


def create_service(call: Call) -> Response:
    """POST services: pending until the first check."""
    fields = _read(call)
    service = call.store.add_service(call.user, call.now)
    return data_reply(_set(call, service, fields), 201)


def get_service(call: Call) -> Response:
    """GET services/{id}."""
    return data_reply(show_service(call.service(), call.now))


def update_service(call: Call) -> Response:
    """PUT services/{id}: what is not sent goes back to its default, the most literal reading of "full update"."""
    service = call.service()
    return data_reply(_set(call, service, _read(call)))


def delete_service(call: Call) -> Response:
    """DELETE services/{id}."""
    call.store.remove_service(call.service())
    return nothing()


def get_service_status(call: Call) -> Response:
    """GET services/{id}/status: with the time of the last check."""
    service = call.service()
    last = checks(call.store.seed, service, call.now - _LISTED_SPAN, call.now)[-1:]
    status: dict[str, object] = {"service_id": service.id, "status": service.status(call.now)}
    status["last_checked_at"] = moment(last[0].at) if last else None
    return data_reply(status)


def list_service_checks(call: Call) -> Response:
    """GET services/{id}/checks: the last 30 of the last 24 hours, newest first."""
    service = call.service()
    latest = checks(call.store.seed, service, call.now - _LISTED_SPAN, call.now)[-_LISTED:]
    meta = {"total": len(latest), "service_id": service.id, "service_name": service.name}
    return data_reply([show_check(service, check) for check in reversed(latest)], meta=meta)


def _read(call: Call) -> dict[str, object]:
    sent = call.json_object()
    wrong = complaints(_FIELDS, sent)
    config, kind = sent.get("config"), SERVICE_TYPES.get(str(sent.get("type")))
    if isinstance(config, dict) and kind is not None:
        wrong |= complaints(kind.config.fields, cast("dict[str, object]", config))
    project = _project(call, sent.get("project_id"))
    if sent.get("project_id") is not None and project is None:
        wrong["project_id"] = ["Must be the id of a project of yours"]
    if wrong:
        raise invalid(wrong)
    fields = {name: sent[name] for name in _FIELDS if name in sent}
    return {**_UNSENT, **fields, "project": project}


def _project(call: Call, project_id: object) -> Project | None:
    project = call.store.projects.get(project_id) if type(project_id) is int else None
    return project if project is not None and project.owner is call.user else None


def _set(call: Call, service: Service, fields: Mapping[str, object]) -> dict[str, object]:
    for name, value in fields.items():
        setattr(service, name, value)
    service.modified = call.now
    service.watch(call.now + call.backend.settings.first_check_after, call.now)
    return show_service(service, call.now)
