"""Bodies and their envelopes."""

from __future__ import annotations

import pytest

from ._calls import Caller

_FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"name": "Checkout"}', b'{"components": {"name": "Checkout"}}']
)
def test_the_envelope_is_needed(call: Caller, body: bytes) -> None:
    """A body without the object's name around it is 400."""
    assert call("POST", "components", content=body).status_code == 400


@pytest.mark.parametrize("inner", [None, 1, "x", []])
def test_the_envelope_holds_an_object(call: Caller, inner: object) -> None:
    """Anything but an object in it is 422."""
    assert call.refused("POST", "components", {"component": inner}) == ["Component is not an object"]


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b"component[name]=x&component=y&component[name]=z"],
)
def test_unreadable_bodies(call: Caller, body: bytes) -> None:
    """What is no object, or not what its Content-Type says, is 400."""
    assert call("POST", "components", content=body).status_code == 400


def test_bodies_as_forms(call: Caller) -> None:
    """A form makes the same as JSON: objects, booleans and lists of ids."""
    body = b"component[name]=Checkout&component[showcase]=true&component[status]=degraded_performance"
    made = call.ok("POST", "components", content=body, headers=_FORM)
    assert (made["name"], made["showcase"], made["status"]) == ("Checkout", True, "degraded_performance")
    listed = f"incident[name]=Slow&incident[components][]={made['id']}".encode()
    incident = call.ok("POST", "incidents", content=listed, headers=_FORM)
    assert [one["id"] for one in incident["components"]] == [made["id"]]


def test_a_form_must_be_one(call: Caller) -> None:
    """JSON that says it is a form is none, and names that contradict each other are 400."""
    as_json = b'{"component": {"name": "Checkout"}}'
    contradiction = b"component=x&component[name]=y"
    for body in (as_json, contradiction):
        assert call("POST", "components", content=body, headers=_FORM).status_code == 400


def test_the_page_comes_before_the_body(call: Caller) -> None:
    """Without the page nothing is said about the body."""
    for path in ("components", "metrics_providers", "subscribers/unsubscribe"):
        assert call("POST", f"/v1/pages/none/{path}", {}).status_code == 404
