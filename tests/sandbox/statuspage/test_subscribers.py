"""Who hears about what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from uptimekit.sandbox.statuspage._http import InvalidError
from uptimekit.sandbox.statuspage._ids import Ids
from uptimekit.sandbox.statuspage._subscriber_model import Subscriber
from uptimekit.sandbox.statuspage._subscribers import (
    count_by_state,
    count_by_type,
    quarantine,
    read_subscriber,
    subscribe,
)

_NOW = datetime(2026, 1, 12, tzinfo=UTC)
_HOOK = {"email": "owner@example.com", "endpoint": "https://hooks.example.com"}
_PHONE = {"phone_country": "de", "phone_number": "15550100"}


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ({"email": "reader@example.com"}, "email"),
        (_HOOK, "webhook"),
        (_PHONE, "sms"),
        ({"page_access_user": "v"}, "email"),
        ({"email": "reader@example.com", "endpoint": "", "phone_number": ""}, "email"),
    ],
)
def test_the_fields_say_the_mode(body: dict[str, object], mode: str) -> None:
    """What is sent says by which means; blank fields count as not sent."""
    assert read_subscriber(body)["mode"] == mode


@pytest.mark.parametrize(
    ("body", "complaints"),
    [
        ({}, {"email"}),
        ({"email": "reader"}, {"email"}),
        ({"email": "@"}, {"email"}),
        ({"endpoint": "https://hooks.example.com"}, {"email"}),
        ({**_HOOK, "endpoint": "ftp://hooks.example.com"}, {"endpoint"}),
        ({"phone_number": "15550100"}, {"phone_country"}),
        ({"phone_country": "de"}, {"phone_number"}),
        ({**_PHONE, "phone_country": "deu"}, {"phone_country"}),
        ({**_PHONE, "phone_number": "none"}, {"phone_number"}),
        ({"email": "reader@example.com", "component_ids": []}, {"component_ids"}),
    ],
)
def test_unfit(body: dict[str, object], complaints: set[str]) -> None:
    """Half of what is needed, and addresses that are none, are refused."""
    with pytest.raises(InvalidError) as refused:
        read_subscriber(body)
    assert set(refused.value.complaints) == complaints


def test_of_an_incident() -> None:
    """An incident has no webhooks and no components to choose from."""
    with pytest.raises(InvalidError):
        read_subscriber({"endpoint": "https://hooks.example.com"}, of_incident=True)
    read = read_subscriber({"email": "reader@example.com", "component_ids": ["c"]}, of_incident=True)
    assert read == {"email": "reader@example.com", "mode": "email"}


def _add(everybody: dict[str, Subscriber], **body: object) -> Subscriber:
    return subscribe(everybody, Ids(len(everybody)), read_subscriber(body), _NOW)


def test_only_email_has_to_be_confirmed() -> None:
    """Webhooks and phones are active at once, e-mail addresses if that is said."""
    everybody = dict[str, Subscriber]()
    states = [
        _add(everybody, **body).state
        for body in (
            {"email": "a@example.com"},
            {"email": "b@example.com", "skip_confirmation_notification": True},
            _HOOK,
            _PHONE,
        )
    ]
    assert states == ["unconfirmed", "active", "active", "active"]


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ({"email": "a@example.com"}, {"email": "A@example.com"}, "email"),
        (_HOOK, {**_HOOK, "email": "other@example.com"}, "endpoint"),
        (_PHONE, _PHONE, "phone_number"),
    ],
)
def test_duplicates(first: dict[str, object], second: dict[str, object], field: str) -> None:
    """An address that is subscribed already is refused, and nobody is added."""
    everybody = dict[str, Subscriber]()
    _add(everybody, **first)
    with pytest.raises(InvalidError) as refused:
        _add(everybody, **second)
    assert refused.value.complaints == {field: ["has already been taken"]}
    assert len(everybody) == 1


def test_the_same_address_by_other_means() -> None:
    """The owner of a webhook can subscribe by e-mail, too."""
    everybody = dict[str, Subscriber]()
    _add(everybody, **_HOOK)
    _add(everybody, email=_HOOK["email"])
    assert len(everybody) == 2


def test_counts() -> None:
    """Subscribers are counted by type and by state, with zeros where there are none."""
    everybody = dict[str, Subscriber]()
    _add(everybody, email="a@example.com")
    quarantine(_add(everybody, email="b@example.com"), _NOW)
    _add(everybody, **_HOOK)
    assert count_by_type(everybody.values()) == {
        "email": 2,
        "sms": 0,
        "webhook": 1,
        "integration_partner": 0,
        "slack": 0,
        "teams": 0,
    }
    assert count_by_state(everybody.values()) == {"active": 1, "unconfirmed": 1, "quarantined": 1, "total": 3}
