"""Subscribers of a page, one by one."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import Caller


def _hook(call: Caller, endpoint: str = "https://hooks.example.com") -> str:
    body = {"subscriber": {"email": "owner@example.com", "endpoint": endpoint}}
    return str(call.ok("POST", "subscribers", body)["id"])


def _phone(call: Caller) -> str:
    body = {"subscriber": {"phone_country": "de", "phone_number": "15550100"}}
    return str(call.ok("POST", "subscribers", body)["id"])


def test_one_subscriber(call: Caller) -> None:
    """Somebody is subscribed, found, and asked to confirm once more."""
    reply = call("POST", "subscribers", {"subscriber": {"email": "reader@example.com"}})
    made = reply.json()
    assert (reply.status_code, made["mode"], made["components"]) == (201, "email", None)
    assert call.get(f"subscribers/{made['id']}") == made
    asked = call("POST", f"subscribers/{made['id']}/resend_confirmation")
    assert (asked.status_code, asked.content) == (201, b"")
    assert call("POST", "subscribers/nobody/resend_confirmation").status_code == 404


def test_lists_show_the_active_ones(call: Caller) -> None:
    """Who has not confirmed, or is quarantined, is only shown if one asks for that state."""
    active = call.subscriber("active@example.com")["id"]
    waiting = call.subscriber("waiting@example.com", skip_confirmation_notification=False)["id"]
    lost = call.subscriber("lost@example.com")["id"]
    call.sandbox.quarantine_subscriber(lost)
    shown = {
        state: call.ids(f"subscribers?state={state}") for state in ("active", "unconfirmed", "quarantined")
    }
    assert shown == {"active": [active], "unconfirmed": [waiting], "quarantined": [lost]}
    assert call.ids("subscribers") == [active]
    assert call.ids("subscribers?state=all") == [active, lost, waiting]


def test_by_type(call: Caller) -> None:
    """A list can be of one type."""
    mail, hook, phone = call.subscriber()["id"], _hook(call), _phone(call)
    shown = {mode: call.ids(f"subscribers?type={mode}") for mode in ("email", "webhook", "sms", "teams")}
    assert shown == {"email": [mail], "webhook": [hook], "sms": [phone], "teams": []}


def test_searching(call: Caller) -> None:
    """A search looks into address, endpoint and number, whatever the case, but not into Slack."""
    mail, hook, phone = call.subscriber()["id"], _hook(call), _phone(call)
    call.sandbox.add_subscriber("slack")
    assert call.ids("subscribers?q=READER") == [mail]
    assert call.ids("subscribers?q=hooks.example") == [hook]
    assert call.ids("subscribers?q=555") == [phone]
    assert call.ids("subscribers?q=st**") == []


def test_sorting(call: Caller, clock: ManualClock) -> None:
    """A list is sorted by address, or by one of two times, in both directions."""
    made = {}
    for name in ("b", "c", "a"):
        made[name] = call.subscriber(f"{name}@example.com")["id"]
        clock.advance(60)
    for name in ("c", "b", "a"):
        call.sandbox.quarantine_subscriber(made[name])
        clock.advance(60)

    def order(query: str) -> str:
        ids = call.ids(f"subscribers?state=all&{query}")
        return "".join(name for one in ids for name, known in made.items() if known == one)

    assert order("") == order("sort_field=primary&sort_direction=asc") == "abc"
    assert order("sort_direction=desc") == "cba"
    assert order("sort_field=created_at") == "bca"
    assert order("sort_field=quarantined_at&sort_direction=desc") == "abc"
    assert order("sort_field=relevance&q=example") == "abc"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("type=pigeon", "type"),
        ("state=asleep", "state"),
        ("sort_field=name", "sort_field"),
        ("sort_field=relevance", "sort_field"),
        ("sort_direction=up", "sort_direction"),
    ],
)
def test_unfit_queries(call: Caller, query: str, field: str) -> None:
    """Words that are not known, and relevance without a search, are refused."""
    assert list(call.refused("GET", f"subscribers?{query}")) == [field]


def test_pages_begin_with_zero(call: Caller) -> None:
    """The list of subscribers counts its pages from 0, that of former ones from 1."""
    made = [call.subscriber(f"{number}@example.com")["id"] for number in range(3)]
    assert call.ids("subscribers?limit=2&page=0") == call.ids("subscribers?limit=2") == made[:2]
    assert call.ids("subscribers?limit=2&page=1") == made[2:]
    for one in made:
        call.ok("DELETE", f"subscribers/{one}")
    assert call.ids("subscribers/unsubscribed?per_page=2&page=2") == made[2:]


def test_components(call: Caller) -> None:
    """A subscriber hears about some components, or about the whole page once none are sent; the body is bare."""
    part = call.component()
    made = call.subscriber(component_ids=[part])
    assert made["components"] == [part]
    path = f"subscribers/{made['id']}"
    assert call.ok("PATCH", path, {})["components"] is None
    assert call.ok("PATCH", path, {"component_ids": [part]})["components"] == [part]
    assert call.ok("PATCH", path, {"subscriber": {"component_ids": ["x"]}})["components"] is None


@pytest.mark.parametrize("ids", [[], ["nothing"], "all", None])
def test_unfit_components(call: Caller, ids: object) -> None:
    """If components are sent, they are at least one, and of the page."""
    made = call.subscriber("first@example.com")
    assert list(call.refused("PATCH", f"subscribers/{made['id']}", {"component_ids": ids})) == [
        "component_ids"
    ]
    body = {"subscriber": {"email": "second@example.com", "component_ids": ids}}
    assert list(call.refused("POST", "subscribers", body)) == ["component_ids"]


def test_duplicates(call: Caller) -> None:
    """Whoever is subscribed cannot subscribe again, but can after leaving."""
    made = call.subscriber()
    body = {"subscriber": {"email": "reader@example.com"}}
    assert call.refused("POST", "subscribers", body) == {"email": ["has already been taken"]}
    call.ok("DELETE", f"subscribers/{made['id']}")
    assert call("POST", "subscribers", body).status_code == 201


def test_unsubscribing(call: Caller) -> None:
    """Who is unsubscribed is answered with, and found among the former subscribers only."""
    made = call.subscriber()
    gone = call("DELETE", f"subscribers/{made['id']}?skip_unsubscription_notification=true")
    assert (gone.status_code, gone.json()) == (200, made)
    assert call("GET", f"subscribers/{made['id']}").status_code == 404
    assert call.get("subscribers/unsubscribed") == [made]
    assert call.ids("subscribers?state=all") == []


def test_page_access_users(call: Caller) -> None:
    """A page access user is subscribed by id, with the address of that user."""
    user = call.access_user()
    made = call.ok("POST", "subscribers", {"subscriber": {"page_access_user": user}})
    assert (made["page_access_user_id"], made["email"], made["mode"]) == (user, "viewer@example.com", "email")
    body = {"subscriber": {"page_access_user": "nobody"}}
    assert list(call.refused("POST", "subscribers", body)) == ["page_access_user"]


def test_counting(call: Caller) -> None:
    """Counts are of the active ones unless one asks for others; the histogram is of all."""
    call.subscriber("active@example.com")
    call.subscriber("waiting@example.com", skip_confirmation_notification=False)
    _hook(call)
    call.sandbox.add_subscriber("slack")
    counts = call.get("subscribers/count")
    assert counts == {"email": 1, "sms": 0, "webhook": 1, "integration_partner": 0, "slack": 1, "teams": 0}
    assert call.get("subscribers/count?state=all")["email"] == 2
    assert call.get("subscribers/count?type=slack&state=all")["email"] == 0
    histogram = call.get("subscribers/histogram_by_state")
    assert histogram["email"] == {"active": 1, "unconfirmed": 1, "quarantined": 0, "total": 2}
    assert set(histogram) == set(counts)
