"""Badges: their list in the Management API, and the public images and texts."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from html import escape
from urllib.parse import quote, unquote
from uuid import UUID

from starlette.responses import Response

from uptimekit.sandbox.healthchecks._backend import Backend, authorize
from uptimekit.sandbox.healthchecks._http import Call, RefusalError, empty, json_reply
from uptimekit.sandbox.healthchecks._model import Check, Project, State
from uptimekit.sandbox.healthchecks._status import status_of

__all__ = ["check_badge", "list_badges", "project_badge", "tag_badge"]

_FORMATS = ("svg", "json", "shields")
_COLORS = {"up": "success", "late": "important", "down": "critical"}
_HEX_COLORS = {"up": "#4c1", "late": "#fe7d37", "down": "#e05d44"}
_WHOLE_PROJECT = "*"
_NO_CACHE = {"cache-control": "no-cache, must-revalidate", "access-control-allow-origin": "*"}


def list_badges(backend: Backend, call: Call) -> Response:
    """GET badges/: six URLs for each tag in use, and for "*", the whole project."""
    project = authorize(backend, call, readonly_ok=True).project
    tags = {tag for check in backend.store.checks(project) for tag in check.tag_list}
    shown = {tag: _badge_urls(backend, call, project, tag) for tag in (_WHOLE_PROJECT, *sorted(tags))}
    return json_reply({"badges": shown})


def tag_badge(backend: Backend, call: Call) -> Response:
    """GET badge/{badge_key}/{signature}[-2]/{tag}.{format}."""
    # Tags stand in the URL doubly encoded; the framework has undone one layer.
    return _signed_badge(backend, call, unquote(call.params["tag"]))


def project_badge(backend: Backend, call: Call) -> Response:
    """GET badge/{badge_key}/{signature}[-2].{format}."""
    return _signed_badge(backend, call, _WHOLE_PROJECT)


def check_badge(backend: Backend, call: Call) -> Response:
    """GET b/{states}/{badge_uuid}.{format}, states being 2 or 3."""
    wanted = UUID(call.params["badge_uuid"])
    for check in backend.store.all_checks():
        if check.badge_uuid == wanted:
            return _badge(call, [check], check.name, with_late=call.params["states"] == "3")
    raise RefusalError(empty(404), bare=True)


def _badge_urls(backend: Backend, call: Call, project: Project, tag: str) -> dict[str, str]:
    base = f"{call.root}/badge/{project.badge_key}/{_signature(backend, project, tag)}"
    tail = "" if tag == _WHOLE_PROJECT else "/" + quote(quote(tag, safe=""), safe="")
    return {
        f"{form}{suffix}": f"{base}{mark}{tail}.{form}"
        for form in _FORMATS
        for suffix, mark in (("", "-2"), ("3", ""))
    }


def _signed_badge(backend: Backend, call: Call, tag: str) -> Response:
    signature = call.params["signature"]
    for project in backend.store.projects.values():
        signed = _signature(backend, project, tag)
        if project.badge_key == call.params["badge_key"] and signature in (signed, f"{signed}-2"):
            checks = backend.store.checks(project)
            if tag != _WHOLE_PROJECT:
                checks = [check for check in checks if tag in check.tag_list]
            label = project.name if tag == _WHOLE_PROJECT else tag
            return _badge(call, checks, label, with_late=signature == signed)
    raise RefusalError(empty(404), bare=True)


def _signature(backend: Backend, project: Project, tag: str) -> str:
    digest = hmac.digest(backend.store.secret, f"{project.badge_key}:{tag}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest)[:8].decode()


def _badge(call: Call, checks: Sequence[Check], label: str, *, with_late: bool) -> Response:
    states = [status_of(check, call.now) for check in checks]
    down, grace = states.count(State.DOWN), states.count(State.GRACE)
    word = "down" if down else "late" if grace and with_late else "up"
    form = call.params["format"]
    if form == "json":
        response = json_reply({"status": word, "total": len(states), "grace": grace, "down": down})
    elif form == "shields":
        shield = {"schemaVersion": 1, "label": label, "message": word, "color": _COLORS[word]}
        response = json_reply(shield)
    elif form == "svg":
        response = Response(_svg(label, word), media_type="image/svg+xml")
    else:
        raise RefusalError(empty(404), bare=True)
    response.headers.update(_NO_CACHE)
    return response


def _svg(label: str, word: str) -> str:
    # Not the server's drawing, which nobody should depend on: only the same facts in the same format.
    text = escape(f"{label}: {word}")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="20" role="img">'
        f'<title>{text}</title><rect width="160" height="20" fill="{_HEX_COLORS[word]}"/>'
        f'<text x="6" y="14" fill="#fff" font-family="sans-serif" font-size="11">{text}</text></svg>'
    )
