"""Subscribers of a page, one by one."""

from __future__ import annotations

from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call, find
from uptimekit.sandbox.statuspage._components import check_components
from uptimekit.sandbox.statuspage._fields import ids, read
from uptimekit.sandbox.statuspage._http import InvalidError, empty, json_reply
from uptimekit.sandbox.statuspage._paging import page_by_per_page, page_from_zero
from uptimekit.sandbox.statuspage._render import show_subscriber
from uptimekit.sandbox.statuspage._routes import operation
from uptimekit.sandbox.statuspage._subscriber_model import STATES, TYPES, Subscriber
from uptimekit.sandbox.statuspage._subscribers import (
    count_by_state,
    count_by_type,
    read_subscriber,
    subscribe,
)

__all__ = ["ROUTES", "matching"]

_SORT_FIELDS = ("primary", "created_at", "quarantined_at", "relevance")
_COMPONENTS = (ids("component_ids", required=True),)


def _find(call: Call) -> Subscriber:
    return find(call.site.subscribers, call.path_ids[1], "subscriber")


def matching(call: Call, type_: object, state: object) -> list[Subscriber]:
    """The subscribers of a type (None for any) in a state (None for active); 422 if there is no such."""
    if type_ is not None and type_ not in TYPES:
        raise InvalidError({"type": ["is not included in the list"]})
    if state is not None and state not in (*STATES, "all"):
        raise InvalidError({"state": ["is not included in the list"]})
    return [
        one
        for one in call.site.subscribers.values()
        if type_ in (None, one.mode) and (state or "active") in ("all", one.state)
    ]


def list_subscribers(call: Call) -> Response:
    """GET subscribers: the active ones, unless `state` says otherwise; the first page is number 0."""
    query = call.query
    subscribers = matching(call, query.get("type"), query.get("state"))
    if wanted := query.get("q", "").lower():
        # The service does not find those of Slack.
        subscribers = [one for one in subscribers if one.mode != "slack" and wanted in one.address.lower()]
    return _reply(page_from_zero(query, _ordered(call, subscribers)))


def _ordered(call: Call, subscribers: list[Subscriber]) -> list[Subscriber]:
    field = call.query.get("sort_field", "primary")
    direction = call.query.get("sort_direction", "asc")
    if field not in _SORT_FIELDS or (field == "relevance" and not call.query.get("q")):
        raise InvalidError({"sort_field": ["is not included in the list, or needs a search"]})
    if direction not in ("asc", "desc"):
        raise InvalidError({"sort_direction": ["is not included in the list"]})

    def key(one: Subscriber) -> str:
        if field == "created_at":
            return one.created_at.isoformat()
        if field == "quarantined_at":
            return one.quarantined_at.isoformat() if one.quarantined_at else ""
        # How relevant a find is, nobody can say here; so both others mean the address.
        return one.address.lower()

    return sorted(subscribers, key=key, reverse=direction == "desc")


def _reply(subscribers: object) -> Response:
    return json_reply([show_subscriber(one) for one in cast("list[Subscriber]", subscribers)])


def list_unsubscribed_subscribers(call: Call) -> Response:
    """GET subscribers/unsubscribed."""
    return _reply(page_by_per_page(call.query, list(call.site.unsubscribed.values())))


def create_subscriber(call: Call) -> Response:
    """POST subscribers: 201. Which fields are sent says by which means."""
    site = call.site
    values = read_subscriber(call.envelope("subscriber"))
    check_components(site, cast("list[str]", values.get("component_ids", [])))
    if "page_access_user" in values:
        user = site.access_users.get(str(values.pop("page_access_user")))
        if user is None:
            raise InvalidError({"page_access_user": ["is not the id of one"]})
        values |= {"page_access_user_id": user.id, "email": values.get("email", user.email)}
    made = subscribe(site.subscribers, call.backend.ids, values, call.now)
    return json_reply(show_subscriber(made), 201)


def get_subscriber(call: Call) -> Response:
    """GET subscribers/{}."""
    return json_reply(show_subscriber(_find(call)))


def update_subscriber(call: Call) -> Response:
    """PATCH subscribers/{}: the body is not wrapped; without component_ids it means the whole page."""
    subscriber, body = _find(call), call.body()
    sent = read(_COMPONENTS, body) if "component_ids" in body else {"component_ids": None}
    check_components(call.site, cast("list[str] | None", sent["component_ids"]) or ())
    subscriber.change(sent, call.now)
    return get_subscriber(call)


def delete_subscriber(call: Call) -> Response:
    """DELETE subscribers/{}: unsubscribes, and answers with who that was."""
    subscriber = _find(call)
    call.site.unsubscribed[subscriber.id] = call.site.subscribers.pop(subscriber.id)
    return json_reply(show_subscriber(subscriber))


def resend_subscriber_confirmation(call: Call) -> Response:
    """POST subscribers/{}/resend_confirmation: 201 without a body; no message is sent."""
    _find(call)
    return empty(201)


def count_subscribers(call: Call) -> Response:
    """GET subscribers/count: the active ones by type, unless the query says otherwise."""
    return json_reply(count_by_type(matching(call, call.query.get("type"), call.query.get("state"))))


def get_subscriber_histogram(call: Call) -> Response:
    """GET subscribers/histogram_by_state."""
    everybody = call.site.subscribers.values()
    return json_reply({mode: count_by_state(one for one in everybody if one.mode == mode) for mode in TYPES})


_SUBSCRIBERS = "pages/{}/subscribers"

ROUTES = (
    operation(f"GET {_SUBSCRIBERS} list_subscribers", list_subscribers, "map"),
    operation(f"POST {_SUBSCRIBERS} create_subscriber", create_subscriber, "map"),
    operation(f"GET {_SUBSCRIBERS}/count count_subscribers", count_subscribers, "map"),
    operation(
        f"GET {_SUBSCRIBERS}/histogram_by_state get_subscriber_histogram", get_subscriber_histogram, "map"
    ),
    operation(
        f"GET {_SUBSCRIBERS}/unsubscribed list_unsubscribed_subscribers", list_unsubscribed_subscribers, "map"
    ),
    operation(f"GET {_SUBSCRIBERS}/{{}} get_subscriber", get_subscriber, "map"),
    operation(f"PATCH {_SUBSCRIBERS}/{{}} update_subscriber", update_subscriber, "map"),
    operation(f"DELETE {_SUBSCRIBERS}/{{}} delete_subscriber", delete_subscriber, "map"),
    operation(
        f"POST {_SUBSCRIBERS}/{{}}/resend_confirmation resend_subscriber_confirmation",
        resend_subscriber_confirmation,
    ),
)
