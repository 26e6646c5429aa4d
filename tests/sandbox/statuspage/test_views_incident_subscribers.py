"""Subscribers of a single incident."""

from __future__ import annotations

import pytest

from ._calls import Caller


@pytest.fixture
def path(call: Caller) -> str:
    """The path of the subscribers of an incident."""
    return f"incidents/{call.incident()['id']}/subscribers"


def test_by_email(call: Caller, path: str) -> None:
    """An address is subscribed, found, asked to confirm once more, and unsubscribed."""
    reply = call("POST", path, {"subscriber": {"email": "reader@example.com"}})
    made = reply.json()
    assert (reply.status_code, made["mode"], made["components"]) == (201, "email", None)
    assert call.get(f"{path}/{made['id']}") == made
    assert call.get(path) == [made]
    asked = call("POST", f"{path}/{made['id']}/resend_confirmation")
    assert (asked.status_code, asked.content) == (201, b"")
    gone = call("DELETE", f"{path}/{made['id']}")
    assert (gone.status_code, gone.json()) == (200, made)
    for method, there in (("GET", ""), ("DELETE", ""), ("POST", "/resend_confirmation")):
        assert call(method, f"{path}/{made['id']}{there}").status_code == 404


def test_by_phone(call: Caller, path: str) -> None:
    """A phone number needs its country."""
    body = {"subscriber": {"phone_number": "15550100", "phone_country": "us"}}
    assert call.ok("POST", path, body)["mode"] == "sms"
    assert list(call.refused("POST", path, {"subscriber": {"phone_number": "15550101"}})) == ["phone_country"]


def test_duplicates(call: Caller, path: str) -> None:
    """An address is subscribed once to an incident, but may be to another, and to the page."""
    body = {"subscriber": {"email": "reader@example.com"}}
    call.ok("POST", path, body)
    assert list(call.refused("POST", path, body)) == ["email"]
    call.ok("POST", f"incidents/{call.incident()['id']}/subscribers", body)
    call.subscriber()
    assert len(call.ids(path)) == 1


def test_paged(call: Caller, path: str) -> None:
    """The list comes in pages from 1."""
    made = [
        call.ok("POST", path, {"subscriber": {"email": f"{number}@example.com"}})["id"] for number in range(3)
    ]
    assert call.ids(f"{path}?per_page=2&page=2") == made[2:]
