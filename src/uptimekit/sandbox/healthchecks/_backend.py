"""The state that handlers work on, and their look-up of keys, projects and checks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from uptimekit.sandbox.healthchecks._http import Call, RefusalError, empty, error, missing_page
from uptimekit.sandbox.healthchecks._model import Check, Project
from uptimekit.sandbox.healthchecks._settings import Settings
from uptimekit.sandbox.healthchecks._store import Store

__all__ = ["Access", "Backend", "authorize", "key_check", "own_check"]

_KEY_LENGTH = 32


@dataclass(slots=True)
class Backend:
    """The settings and the state of one server."""

    settings: Settings
    store: Store


@dataclass(frozen=True, slots=True)
class Access:
    """Whose key was sent, and whether it was a read-only one."""

    project: Project
    readonly: bool


def authorize(backend: Backend, call: Call, *, readonly_ok: bool = False) -> Access:
    """Find the project of the key in `X-Api-Key`, or on POST in the body's `api_key`; 401 if there is none.

    A body that is not a JSON object is refused before the key is looked at. A read-only key where only the
    other kind is accepted counts as wrong.
    """
    body = call.json_object() if call.method == "POST" else {}
    key = call.headers.get("x-api-key", str(body.get("api_key")))
    if len(key) != _KEY_LENGTH:
        raise RefusalError(error(401, "missing api key"))
    for project in backend.store.projects.values():
        if key == project.api_key:
            return Access(project, readonly=False)
        if readonly_ok and key == project.readonly_key:
            return Access(project, readonly=True)
    raise RefusalError(error(401, "wrong api key"))


def own_check(backend: Backend, call: Call, access: Access) -> Check:
    """The check whose UUID is in the path: the 404 page if unknown, an empty 403 if another project's."""
    check = backend.store.get(UUID(call.params["uuid"]))
    if check is None:
        raise missing_page()
    if check.project is not access.project:
        raise RefusalError(empty(403))
    return check


def key_check(backend: Backend, call: Call, access: Access) -> Check:
    """The check whose unique key is in the path: an empty 404 if this project has none."""
    check = backend.store.by_unique_key(access.project, call.params["unique_key"])
    if check is None:
        raise RefusalError(empty(404))
    return check
