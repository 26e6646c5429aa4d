"""Subscribers become rows, and rows subscribers."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.statuspage._subscriber_csv import (
    COLUMNS,
    fields_of,
    identity,
    row_of,
    supported,
    what_is_wrong,
)
from uptimekit.statuspage.results import Subscriber
from uptimekit_clients.statuspage import params

SUBSCRIBER = Subscriber(
    id="s1",
    mode="email",
    email="a@example.org",
    components=["c1", "c2"],
    page_access_user_id="u1",
    phone_number=None,
    created_at="2026-01-12T09:00:00Z",
)


def test_a_subscriber_is_a_row_of_text() -> None:
    """Each column is text; what is not known is empty."""
    row = row_of(SUBSCRIBER)
    assert tuple(row) == COLUMNS
    assert row == {
        "id": "s1",
        "mode": "email",
        "email": "a@example.org",
        "endpoint": "",
        "phone_country": "",
        "phone_number": "",
        "component_ids": "c1 c2",
        "page_access_user": "u1",
        "created_at": "2026-01-12T09:00:00Z",
    }


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({None: ["surplus"], "email": "a@example.org"}, "has more cells than the header has columns"),
        ({"mail": "b"}, "has an unknown column 'mail'; the columns are component_ids, created_at, email, "),
        ({"phone_country": "LV"}, "has no address: fill in email, endpoint or phone_number"),
        ({"email": "a.example.org"}, "has an email without @"),
        ({"endpoint": "example.org/hook"}, "has an endpoint that is no http or https address"),
        (
            {"email": "a@example.org", "skip_confirmation_notification": "on"},
            "has an invalid skip_confirmation_notification: write true or false",
        ),
        ({"email": "a@example.org", "endpoint": "https://example.org", "page_access_user": 1}, ""),
        ({"mode": "slack"}, ""),
    ],
)
def test_what_is_wrong_with_a_row(row: dict[Any, Any], message: str) -> None:
    """A row that the API cannot take is told from one that it can, without its address."""
    assert (what_is_wrong(row) or "").startswith(message)
    assert bool(what_is_wrong(row)) is bool(message)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"email": "A@Example.org"}, {"email": "a@example.ORG"}),
        (
            {"endpoint": "https://x", "email": "a@example.org"},
            {"endpoint": "https://x", "email": "b@example.org"},
        ),
        (
            {"phone_country": "lv", "phone_number": "20 00-00"},
            {"phone_country": "LV", "phone_number": 200000},
        ),
    ],
)
def test_who_is_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Addresses are compared without case, numbers by their digits, endpoints whoever owns them."""
    assert identity(one) == identity(other)


def test_who_is_not_the_same() -> None:
    """An address, an endpoint of its owner, and numbers of two countries are four subscribers."""
    rows: list[dict[str, Any]] = [
        {"email": "a@example.org"},
        {"email": "a@example.org", "endpoint": "https://x"},
        {"phone_country": "LV", "phone_number": "1"},
        {"phone_country": "EE", "phone_number": "1"},
    ]
    assert len({identity(row) for row in rows}) == 4
    assert identity({}) is None


@pytest.mark.parametrize(
    ("mode", "can"),
    [
        (None, True),
        ("", True),
        ("EMAIL", True),
        ("webhook", True),
        ("sms", True),
        ("slack", False),
        ("teams", False),
        ("integration_partner", False),
    ],
)
def test_what_the_api_can_create(mode: str | None, can: bool) -> None:
    """E-mail, webhook and SMS can be created here, the others begin at the other end."""
    assert supported({"mode": mode}) is can
    assert (what_is_wrong({"mode": mode}) is None) is not can


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("c1 c2", ["c1", "c2"]),
        ("c1,c2", ["c1", "c2"]),
        (" c1 ; c2 ", ["c1", "c2"]),
        (["c1"], ["c1"]),
        (("c1", "c2"), ["c1", "c2"]),
    ],
)
def test_component_ids(given: Any, sent: list[str]) -> None:
    """Components may be a list, or text with spaces, commas or semicolons between."""
    assert fields_of({"component_ids": given}) == {"component_ids": sent}


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("true", True),
        ("TRUE", True),
        ("1", True),
        (" yes ", True),
        (True, True),
        ("false", False),
        ("0", False),
        ("no", False),
        (False, False),
    ],
)
def test_truth_values(given: Any, sent: bool) -> None:
    """Truth values may be text, as a table has them."""
    assert fields_of({"skip_confirmation_notification": given}) == {"skip_confirmation_notification": sent}
    row = {"email": "a@example.org", "skip_confirmation_notification": given}
    assert what_is_wrong(row) is None


def test_what_is_sent_is_what_the_api_takes() -> None:
    """Of a row are sent the fields of the API, and no other column."""
    row = {**row_of(SUBSCRIBER), "skip_confirmation_notification": "yes"}
    sent = fields_of({name: cell for name, cell in row.items() if cell})
    assert sent == {
        "email": "a@example.org",
        "page_access_user": "u1",
        "component_ids": ["c1", "c2"],
        "skip_confirmation_notification": True,
    }
    everything = fields_of(dict.fromkeys((*COLUMNS, "skip_confirmation_notification"), "x"))
    assert everything.keys() == params.SubscriberCreateParams.__annotations__.keys()


@pytest.mark.parametrize(("listed", "cell"), [(True, ""), ("c1", ""), (["c1", None, 5, "c2"], "c1 c2")])
def test_component_ids_that_are_none(listed: Any, cell: str) -> None:
    """An export does not fail for a list of components that is none, or that has something else in it."""
    assert row_of(Subscriber(SUBSCRIBER, components=listed))["component_ids"] == cell
