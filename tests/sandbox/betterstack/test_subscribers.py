"""Subscribers of a status page."""

from __future__ import annotations

import pytest

from ._calls import BODIES, Caller


@pytest.fixture
def page(call: Caller) -> str:
    """The path of a page."""
    return f"v2/status-pages/{call.make('v2/status-pages', BODIES['status_page'])}"


def test_a_subscriber(call: Caller, page: str) -> None:
    """Somebody who subscribes to everything, and has not confirmed it."""
    made = call.make(f"{page}/subscribers", BODIES["status_page_subscriber"])
    attributes = call.attributes(f"{page}/subscribers/{made}")
    assert attributes["status_page_id"] == int(page.rpartition("/")[2])
    assert attributes["status_page_resource_ids"] == []
    assert attributes["confirmed_at"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "nobody"},
        {"email": "READER@example.com"},
        {"email": "x@y.example", "status_page_resource_ids": [1]},
    ],
)
def test_unfit_subscribers(call: Caller, page: str, body: dict[str, object]) -> None:
    """An address that is none or subscribed already, and resources of elsewhere, are refused."""
    call.make(f"{page}/subscribers", BODIES["status_page_subscriber"])
    assert call("POST", f"{page}/subscribers", body).status_code == 422


def test_only_the_resources_can_be_changed(call: Caller, page: str) -> None:
    """An update needs the resources, and leaves the address as it is."""
    resource = call.make(f"{page}/resources", BODIES["status_page_resource"])
    path = f"{page}/subscribers/{call.make(f'{page}/subscribers', BODIES['status_page_subscriber'])}"
    assert call("PATCH", path, {"email": "x@y.example"}).status_code == 422
    changed = call.patch(path, email="x@y.example", status_page_resource_ids=[resource])
    assert (changed["email"], changed["status_page_resource_ids"]) == ("reader@example.com", [int(resource)])
