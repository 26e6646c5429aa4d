"""Management API: checks, and the channels that they alert."""

from __future__ import annotations

from starlette.responses import Response

from uptimekit.sandbox.healthchecks._backend import Access, Backend, authorize, key_check, own_check
from uptimekit.sandbox.healthchecks._edit import ChannelError, apply_fields, find_match, resolve_channels
from uptimekit.sandbox.healthchecks._http import (
    Call,
    RefusalError,
    empty,
    error,
    html_page,
    json_reply,
    text_reply,
)
from uptimekit.sandbox.healthchecks._model import Check, State
from uptimekit.sandbox.healthchecks._render import check_json
from uptimekit.sandbox.healthchecks._rules import FieldError, ServerDefectError, validate

__all__ = [
    "create_check",
    "delete_check",
    "get_check",
    "get_check_by_unique_key",
    "list_channels",
    "list_checks",
    "pause_check",
    "resume_check",
    "update_check",
]


def list_checks(backend: Backend, call: Call) -> Response:
    """GET checks/: all of the project's, or those with every `tag` and with the last `slug` given."""
    access = authorize(backend, call, readonly_ok=True)
    tags = set(call.query.getlist("tag"))
    slug = call.query.get("slug", "")
    tagged = [c for c in backend.store.checks(access.project) if tags <= set(c.tag_list)]
    shown = [c for c in tagged if not slug or c.slug == slug]
    as_json = [check_json(backend.settings, call, c, readonly=access.readonly) for c in shown]
    return json_reply({"checks": as_json})


def create_check(backend: Backend, call: Call) -> Response:
    """POST checks/: create, or update the oldest check that agrees in the fields of `unique`."""
    access = authorize(backend, call)
    fields = _validated(call)
    match = find_match(backend.store, access.project, fields)
    if match is not None:
        _change(match, fields, call)
        return _shown(backend, call, match, access)
    if backend.store.count >= backend.settings.check_limit:
        raise RefusalError(empty(403))
    check = backend.store.draft(access.project)
    _change(check, fields, call)
    backend.store.add(check)
    return _shown(backend, call, check, access, status=201)


def get_check(backend: Backend, call: Call) -> Response:
    """GET checks/{uuid}."""
    access = authorize(backend, call, readonly_ok=True)
    return _shown(backend, call, own_check(backend, call, access), access)


def get_check_by_unique_key(backend: Backend, call: Call) -> Response:
    """GET checks/{unique_key}."""
    access = authorize(backend, call, readonly_ok=True)
    return _shown(backend, call, key_check(backend, call, access), access)


def update_check(backend: Backend, call: Call) -> Response:
    """POST checks/{uuid}: change the fields that are sent; `unique` is checked, then ignored."""
    access = authorize(backend, call)
    check = own_check(backend, call, access)
    _change(check, _validated(call), call)
    return _shown(backend, call, check, access)


def delete_check(backend: Backend, call: Call) -> Response:
    """DELETE checks/{uuid}: the last state is returned, with no channels in it."""
    access = authorize(backend, call)
    check = own_check(backend, call, access)
    backend.store.remove(check)
    check.channels = frozenset()
    return _shown(backend, call, check, access)


def pause_check(backend: Backend, call: Call) -> Response:
    """POST checks/{uuid}/pause: stops a run in progress too; nothing happens to a paused check."""
    access = authorize(backend, call)
    check = own_check(backend, call, access)
    if check.stored is not State.PAUSED:
        check.flip(State.PAUSED, call.now)
        check.last_start = None
    return _shown(backend, call, check, access)


def resume_check(backend: Backend, call: Call) -> Response:
    """POST checks/{uuid}/resume: back to new, the last ping forgotten; 409 unless the check is paused."""
    access = authorize(backend, call)
    check = own_check(backend, call, access)
    if check.stored is not State.PAUSED:
        raise RefusalError(text_reply("check is not paused", 409))
    check.flip(State.NEW, call.now)
    check.last_start = check.last_ping = None
    return _shown(backend, call, check, access)


def list_channels(backend: Backend, call: Call) -> Response:
    """GET channels/."""
    access = authorize(backend, call)
    shown = [{"id": str(c.id), "name": c.name, "kind": c.kind} for c in access.project.channels]
    return json_reply({"channels": shown})


def _validated(call: Call) -> dict[str, object]:
    try:
        return validate(call.json_object())
    except FieldError as exc:
        raise RefusalError(error(400, f"json validation error: {exc}")) from exc
    except ServerDefectError as exc:
        raise RefusalError(html_page(500), bare=True) from exc


def _change(check: Check, fields: dict[str, object], call: Call) -> None:
    # Channels first: if they cannot be resolved, nothing of the request may be saved.
    try:
        if "channels" in fields:
            check.channels = resolve_channels(check.project, str(fields["channels"]))
    except ChannelError as exc:
        raise RefusalError(error(400, str(exc))) from exc
    apply_fields(check, fields, call.version)


def _shown(backend: Backend, call: Call, check: Check, access: Access, status: int = 200) -> Response:
    return json_reply(check_json(backend.settings, call, check, readonly=access.readonly), status)
