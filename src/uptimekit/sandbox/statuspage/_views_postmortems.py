"""Postmortems of incidents."""

from __future__ import annotations

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call
from uptimekit.sandbox.statuspage._fields import flags, read, text
from uptimekit.sandbox.statuspage._http import RefusalError, empty, error, json_reply, missing
from uptimekit.sandbox.statuspage._incident_model import Postmortem
from uptimekit.sandbox.statuspage._render import show_postmortem
from uptimekit.sandbox.statuspage._routes import operation
from uptimekit.sandbox.statuspage._views_incidents import find_incident

__all__ = ["ROUTES"]

_DRAFT = (text("body_draft", required=True),)
_PUBLISH = (*flags("notify_twitter notify_subscribers"), text("custom_tweet", nullable=True))


def _find(call: Call) -> Postmortem:
    postmortem = find_incident(call).postmortem
    if postmortem is None:
        raise missing("postmortem")
    return postmortem


def get_postmortem(call: Call) -> Response:
    """GET incidents/{}/postmortem."""
    return json_reply(show_postmortem(_find(call)))


def save_postmortem(call: Call) -> Response:
    """PUT incidents/{}/postmortem: writes the draft, whether or not there is one."""
    incident, now = find_incident(call), call.now
    draft = str(read(_DRAFT, call.envelope("postmortem"))["body_draft"])
    if incident.postmortem is None:
        incident.postmortem = Postmortem(
            id=call.backend.ids.next(),
            created_at=now,
            updated_at=now,
            body_draft=draft,
            body_draft_updated_at=now,
        )
    incident.postmortem.change({"body_draft": draft, "body_draft_updated_at": now}, now)
    return get_postmortem(call)


def publish_postmortem(call: Call) -> Response:
    """PUT incidents/{}/postmortem/publish: the draft becomes the text; the incident's status is "postmortem"."""
    postmortem, now = _find(call), call.now
    values = read(_PUBLISH, call.envelope("postmortem"))
    text_of_now = {"body": postmortem.body_draft, "body_updated_at": now, "published_at": now}
    postmortem.change({**values, **text_of_now}, now)
    return get_postmortem(call)


def revert_postmortem(call: Call) -> Response:
    """PUT incidents/{}/postmortem/revert: takes the published text back; 400 if nothing is published."""
    postmortem = _find(call)
    if postmortem.published_at is None:
        raise RefusalError(error(400, "The postmortem is not published"))
    postmortem.change({"body": None, "body_updated_at": None, "published_at": None}, call.now)
    return get_postmortem(call)


def delete_postmortem(call: Call) -> Response:
    """DELETE incidents/{}/postmortem: 204 without a body."""
    _find(call)
    find_incident(call).postmortem = None
    return empty(204)


_POSTMORTEM = "pages/{}/incidents/{}/postmortem"

ROUTES = (
    operation(f"GET {_POSTMORTEM} get_postmortem", get_postmortem),
    operation(f"PUT {_POSTMORTEM} save_postmortem", save_postmortem),
    operation(f"DELETE {_POSTMORTEM} delete_postmortem", delete_postmortem),
    operation(f"PUT {_POSTMORTEM}/publish publish_postmortem", publish_postmortem),
    operation(f"PUT {_POSTMORTEM}/revert revert_postmortem", revert_postmortem),
)
