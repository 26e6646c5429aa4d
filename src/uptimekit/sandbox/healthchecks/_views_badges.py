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
from uptimekit.sandbox.healthchecks._http import Call, RefusalError, empty, json_reply, missing_page
from uptimekit.sandbox.healthchecks._model import Check, Project, State
from uptimekit.sandbox.healthchecks._status import status_of

__all__ = ["check_badge", "list_badges", "project_badge", "tag_badge"]

_FORMATS = ("svg", "json", "shields")
_COLORS = {"up": "success", "late": "important", "down": "critical"}
_HEX_COLORS = {"up": "#4c1", "late": "#fe7d37", "down": "#e05d44"}
_WHOLE_PROJECT = "*"
# The label of a project's badge is the name of the site, here the default one.
_SITE_NAME = "Mychecks"
_SIGNATURE_LENGTH = 8


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
    """GET b/{states}/{badge_uuid}.{format}: any digits for states, 3 of them tell lateness."""
    form = _format(call)
    wanted = UUID(call.params["badge_uuid"])
    for check in backend.store.all_checks():
        if check.badge_uuid == wanted:
            label = check.name or str(check.uuid)
            return _badge(call, [check], label, form, with_late=int(call.params["states"]) == 3)
    raise missing_page()


def _badge_urls(backend: Backend, call: Call, project: Project, tag: str) -> dict[str, str]:
    base = f"{call.root}/badge/{project.badge_key}/{_signature(backend, project, tag)}"
    tail = "" if tag == _WHOLE_PROJECT else "/" + quote(quote(tag, safe=""), safe="")
    return {
        f"{form}{suffix}": f"{base}{mark}{tail}.{form}"
        for form in _FORMATS
        for suffix, mark in (("", "-2"), ("3", ""))
    }


def _signed_badge(backend: Backend, call: Call, tag: str) -> Response:
    form, signature = _format(call), call.params["signature"]
    with_late = len(signature) != _SIGNATURE_LENGTH + 2 or not signature.endswith("-2")
    for project in backend.store.projects.values():
        # Whatever stands behind the signature is not looked at.
        right = signature[:_SIGNATURE_LENGTH] == _signature(backend, project, tag)
        if right and project.badge_key == call.params["badge_key"]:
            checks = backend.store.checks(project)
            if tag == _WHOLE_PROJECT:
                return _badge(call, checks, _SITE_NAME, form, with_late=with_late)
            tagged = [check for check in checks if tag in check.tag_list]
            return _badge(call, tagged, tag, form, with_late=with_late)
    raise RefusalError(empty(404))


def _signature(backend: Backend, project: Project, tag: str) -> str:
    digest = hmac.digest(backend.store.secret, f"{project.badge_key}:{tag}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest)[:_SIGNATURE_LENGTH].decode()


def _format(call: Call) -> str:
    if call.params["format"] not in _FORMATS:
        raise RefusalError(empty(404))
    return call.params["format"]


def _badge(call: Call, checks: Sequence[Check], label: str, form: str, *, with_late: bool) -> Response:
    states = [status_of(check, call.now) for check in checks]
    down, grace = states.count(State.DOWN), states.count(State.GRACE)
    word = "down" if down else "late" if grace and with_late else "up"
    if form == "json":
        return json_reply({"status": word, "total": len(states), "grace": grace, "down": down})
    if form == "shields":
        shield = {"schemaVersion": 1, "label": label, "message": word, "color": _COLORS[word]}
        return json_reply(shield)
    return Response(_svg(label, word), media_type="image/svg+xml")


def _svg(label: str, word: str) -> str:
    # Not the server's drawing, which nobody should depend on: only the same facts in the same format.
    text = escape(f"{label}: {word}")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="20" role="img">'
        f'<title>{text}</title><rect width="160" height="20" fill="{_HEX_COLORS[word]}"/>'
        f'<text x="6" y="14" fill="#fff" font-family="sans-serif" font-size="11">{text}</text></svg>'
    )
