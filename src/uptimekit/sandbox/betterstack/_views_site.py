"""Endpoints without a token, outside the API: heartbeat pings, addresses, the feed of a status page."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from uptimekit.sandbox.betterstack._call import Call, missing
from uptimekit.sandbox.betterstack._heartbeats import ping
from uptimekit.sandbox.betterstack._http import empty, errors, json_reply
from uptimekit.sandbox.betterstack._render import identifier, resource
from uptimekit.sandbox.betterstack._status_pages import STATUS_PAGE

__all__ = ["fail_heartbeat", "get_status_page_feed", "list_ip_addresses", "ping_heartbeat"]

# Addresses that are set aside for documentation (RFC 5737, RFC 3849).
_ADDRESSES = {"us": ["192.0.2.1", "192.0.2.2"], "eu": ["198.51.100.1", "2001:db8::1"], "as": ["203.0.113.1"]}

# What a feed holds: the kinds by the names of the relationships.
_FEED = {
    "sections": "status_page_section",
    "resources": "status_page_resource",
    "status_reports": "status_report",
}


def ping_heartbeat(call: Call) -> Response:
    """Any verb on a heartbeat's URL: it is up."""
    return _ping(call, None)


def fail_heartbeat(call: Call) -> Response:
    """Any verb on the URL with `/fail` or an exit code: it is down, unless the code is 0.

    The body is the output of the job. The documentation says that it helps to diagnose the failure, not where it
    is shown: here it is the incident's `response_content`, and the cause names the exit code.
    """
    outcome = call.ids[1]
    if outcome != "fail" and not (outcome.isascii() and outcome.isdigit()):
        return errors(404, "A heartbeat's URL ends with nothing, fail or an exit code")
    if outcome.strip("0") == "":
        return _ping(call, None)
    cause = "Reported failure" if outcome == "fail" else f"Reported failure: exit code {int(outcome)}"
    return _ping(call, {"cause": cause, "response_content": call.raw_body.decode(errors="replace") or None})


def list_ip_addresses(call: Call) -> Response:
    """GET ips-by-cluster.json: where checks come from."""
    del call
    return json_reply(_ADDRESSES)


def get_status_page_feed(call: Call) -> Response:
    """GET index.json of a status page, published or not: the page, and all that it shows in `included`."""
    store = call.backend.store
    for page in store.all(STATUS_PAGE.name):
        if page.attributes["subdomain"] == call.ids[0]:
            shown = {name: store.children(kind, page) for name, kind in _FEED.items()}
            related = {
                name: {"data": [identifier(one) for one in records]} for name, records in shown.items()
            }
            included = [resource(call, one) for records in shown.values() for one in records]
            data = {**resource(call, page), "relationships": related}
            return json_reply({"data": data, "included": included})
    raise missing("status page", call.ids[0])


def _ping(call: Call, failure: Mapping[str, object] | None) -> Response:
    heartbeat = call.backend.beats.by_token.get(call.ids[0])
    record = None if heartbeat is None else call.backend.store.get("heartbeat", heartbeat)
    if record is None:
        return errors(404, "There is no heartbeat with this URL")
    ping(call.backend, record, call.now, failure)
    return empty(200)
