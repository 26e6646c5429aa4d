"""What needs no token."""

from __future__ import annotations

import pytest

from ._calls import BODIES, Caller


def test_addresses(call: Caller) -> None:
    """The list of addresses is public: arrays of strings by cluster, outside of the API."""
    reply = call("GET", "/ips-by-cluster.json", token=None)
    assert reply.status_code == 200
    assert all(isinstance(one, str) for addresses in reply.json().values() for one in addresses)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_pings_take_any_verb(call: Caller, method: str) -> None:
    """Whatever a job can send is a ping, answered without a body."""
    made = call.make("v2/heartbeats", {"name": "Job", "period": 60, "grace": 0})
    reply = call(method, call.attributes(f"v2/heartbeats/{made}")["url"], token=None)
    assert (reply.status_code, reply.content) == (200, b"")
    assert call.attributes(f"v2/heartbeats/{made}")["status"] == "up"


def test_unknown_heartbeats(call: Caller) -> None:
    """A token that belongs to no heartbeat is 404."""
    assert call("GET", "/api/v1/heartbeat/nobody", token=None).status_code == 404


def test_feed_of_a_status_page(call: Caller) -> None:
    """Everybody can read a page by its subdomain, with its sections, resources and reports."""
    page = f"v2/status-pages/{call.make('v2/status-pages', BODIES['status_page'])}"
    made = {
        "resources": [call.make(f"{page}/resources", BODIES["status_page_resource"])],
        "status_reports": [call.make(f"{page}/status-reports", {"title": "T"})],
        "sections": call.ids(f"{page}/sections"),
    }
    reply = call("GET", "/status-pages/c/index.json", token=None).json()
    assert reply["data"]["attributes"] == call.attributes(page)
    related = {name: [one["id"] for one in of["data"]] for name, of in reply["data"]["relationships"].items()}
    assert related == made
    assert sorted(one["id"] for one in reply["included"]) == sorted(
        one for ids in made.values() for one in ids
    )
    assert call("GET", "/status-pages/d/index.json", token=None).status_code == 404
