"""Actions on many subscribers at once."""

from __future__ import annotations

from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call
from uptimekit.sandbox.statuspage._fields import Field, choice, flag, read, whatever
from uptimekit.sandbox.statuspage._http import InvalidError, empty
from uptimekit.sandbox.statuspage._routes import operation
from uptimekit.sandbox.statuspage._subscriber_model import STATES, TYPES, Subscriber
from uptimekit.sandbox.statuspage._views_subscribers import matching

__all__ = ["ROUTES"]

_MOST = 100


def _chosen(value: object) -> list[str] | None:
    """Ids; None for the word "all"."""
    items = cast("list[object]", value) if isinstance(value, list) else None
    if items is not None and all(isinstance(item, str) for item in items):
        return cast("list[str]", items)
    if value != "all":
        raise ValueError("must be ids, or the word all")
    return None


_WHO = whatever("subscribers", _chosen, required=True)
_RESEND: tuple[Field, ...] = (_WHO,)
_REACTIVATE = (_WHO, choice("type", TYPES))
_UNSUBSCRIBE = (
    *_REACTIVATE,
    choice("state", (*STATES, "all")),
    flag("skip_unsubscription_notification"),
)


def _of(subscribers: list[Subscriber], chosen: object) -> list[Subscriber]:
    """Those of them that were chosen; ids of others are ignored."""
    return (
        subscribers if chosen is None else [one for one in subscribers if one.id in cast("list[str]", chosen)]
    )


def resend_subscriber_confirmations(call: Call) -> Response:
    """POST subscribers/resend_confirmation: 201 without a body; no message is sent."""
    call.check_site()
    read(_RESEND, call.body())
    return empty(201)


def reactivate_subscribers(call: Call) -> Response:
    """POST subscribers/reactivate: those that are quarantined become active; 201 without a body."""
    call.check_site()
    sent = read(_REACTIVATE, call.body())
    for one in _of(matching(call, sent.get("type"), "quarantined"), sent["subscribers"]):
        one.change({"quarantined_at": None, "purge_at": None, "confirmed": True}, call.now)
    return empty(201)


def unsubscribe_subscribers(call: Call) -> Response:
    """POST subscribers/unsubscribe: of a type and state, by default the active ones; 201 without a body."""
    site = call.site
    sent = read(_UNSUBSCRIBE, call.body())
    chosen = cast("list[str] | None", sent["subscribers"])
    if chosen is not None and len(chosen) > _MOST:
        raise InvalidError({"subscribers": [f"are more than {_MOST}"]})
    if chosen is None and len(site.subscribers) >= _MOST:
        raise InvalidError({"subscribers": [f"can't be all where there are {_MOST} or more"]})
    for one in _of(matching(call, sent.get("type"), sent.get("state")), chosen):
        site.unsubscribed[one.id] = site.subscribers.pop(one.id)
    return empty(201)


ROUTES = (
    operation(
        "POST pages/{}/subscribers/resend_confirmation resend_subscriber_confirmations",
        resend_subscriber_confirmations,
        "map",
    ),
    operation("POST pages/{}/subscribers/reactivate reactivate_subscribers", reactivate_subscribers, "map"),
    operation(
        "POST pages/{}/subscribers/unsubscribe unsubscribe_subscribers", unsubscribe_subscribers, "map"
    ),
)
