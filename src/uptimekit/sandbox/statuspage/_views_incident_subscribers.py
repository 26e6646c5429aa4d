"""Subscribers of a single incident."""

from __future__ import annotations

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call, find
from uptimekit.sandbox.statuspage._http import empty, json_reply
from uptimekit.sandbox.statuspage._paging import page_by_per_page
from uptimekit.sandbox.statuspage._render import show_subscriber
from uptimekit.sandbox.statuspage._routes import operation
from uptimekit.sandbox.statuspage._subscriber_model import Subscriber
from uptimekit.sandbox.statuspage._subscribers import read_subscriber, subscribe
from uptimekit.sandbox.statuspage._views_incidents import find_incident

__all__ = ["ROUTES"]


def _find(call: Call) -> Subscriber:
    return find(find_incident(call).subscribers, call.path_ids[2], "subscriber")


def list_incident_subscribers(call: Call) -> Response:
    """GET incidents/{}/subscribers: in every state."""
    page = page_by_per_page(call.query, list(find_incident(call).subscribers.values()))
    return json_reply([show_subscriber(one) for one in page])


def create_incident_subscriber(call: Call) -> Response:
    """POST incidents/{}/subscribers: 201; by e-mail or SMS."""
    incident = find_incident(call)
    values = read_subscriber(call.envelope("subscriber"), of_incident=True)
    made = subscribe(incident.subscribers, call.backend.ids, values, call.now)
    return json_reply(show_subscriber(made), 201)


def get_incident_subscriber(call: Call) -> Response:
    """GET incidents/{}/subscribers/{}."""
    return json_reply(show_subscriber(_find(call)))


def delete_incident_subscriber(call: Call) -> Response:
    """DELETE incidents/{}/subscribers/{}: unsubscribes, and answers with who that was."""
    gone = find_incident(call).subscribers.pop(_find(call).id)
    return json_reply(show_subscriber(gone))


def resend_incident_subscriber_confirmation(call: Call) -> Response:
    """POST incidents/{}/subscribers/{}/resend_confirmation: 201 without a body; no message is sent."""
    _find(call)
    return empty(201)


_SUBSCRIBERS = "pages/{}/incidents/{}/subscribers"

ROUTES = (
    operation(f"GET {_SUBSCRIBERS} list_incident_subscribers", list_incident_subscribers, "map"),
    operation(f"POST {_SUBSCRIBERS} create_incident_subscriber", create_incident_subscriber, "map"),
    operation(f"GET {_SUBSCRIBERS}/{{}} get_incident_subscriber", get_incident_subscriber, "map"),
    operation(f"DELETE {_SUBSCRIBERS}/{{}} delete_incident_subscriber", delete_incident_subscriber, "map"),
    operation(
        f"POST {_SUBSCRIBERS}/{{}}/resend_confirmation resend_incident_subscriber_confirmation",
        resend_incident_subscriber_confirmation,
    ),
)
