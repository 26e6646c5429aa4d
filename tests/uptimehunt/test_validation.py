"""Tests of what is refused before it is sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from uptimekit._runtime import UNSET
from uptimekit.uptimehunt import InvalidInputError, ValidationError
from uptimekit.uptimehunt import _validation as v

HTTP = {"url": "https://shop.example"}


def _details(check: Callable[..., None], *arguments: Any, **named: Any) -> dict[str, list[str]]:
    try:
        check(*arguments, **named)
    except InvalidInputError as error:
        refused = error
    else:
        return {}
    assert (refused.code, refused.field) == ("VALIDATION_ERROR", next(iter(refused.details)))
    return refused.details


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Web", "type": "http", "config": HTTP, "interval": 1},
        {"name": "Web", "type": "http", "config": HTTP, "interval": 60, "project_id": None},
        {"name": "Gateway", "type": "ping", "config": {"ip": "192.0.2.1"}},
        {"name": "New", "type": "dns", "config": {"record": "A"}},
        {"name": UNSET, "interval": UNSET, "config": UNSET, "enabled": False},
        {},
    ],
)
def test_a_good_service_passes(fields: dict[str, Any]) -> None:
    """What the vendor documents passes, as do types that nobody here knows and fields that are not given."""
    assert _details(v.check_service, fields) == {}


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"name": "ab"}, "name", "must have at least 3 characters"),
        ({"name": "  a  "}, "name", "must have at least 3 characters"),
        ({"name": None}, "name", "must be text"),
        ({"type": ""}, "type", "must have at least 1 character"),
        ({"interval": 0}, "interval", "must be a whole number from 1 to 60"),
        ({"interval": 61}, "interval", "must be a whole number from 1 to 60"),
        ({"interval": 1.5}, "interval", "must be a whole number from 1 to 60"),
        ({"interval": True}, "interval", "must be a whole number from 1 to 60"),
        ({"type": "http", "config": {}}, "url", "is required"),
        ({"type": "http", "config": {"url": "shop.example"}}, "url", "must be a valid http or https URL"),
        (
            {"type": "http", "config": {"url": "ftp://shop.example"}},
            "url",
            "must be a valid http or https URL",
        ),
        ({"type": "http", "config": {"url": "https://"}}, "url", "must be a valid http or https URL"),
        (
            {"type": "http", "config": {"url": "https://a b.example"}},
            "url",
            "must be a valid http or https URL",
        ),
        ({"type": "http", "config": {"url": "https://a:99999/"}}, "url", "must be a valid http or https URL"),
        ({"type": "http", "config": {"url": "https://[::1"}}, "url", "must be a valid http or https URL"),
        ({"type": "http", "config": {"url": 7}}, "url", "must be a valid http or https URL"),
        (
            {"type": "http", "config": {"url": "https://a.example/" + "a" * 4096}},
            "url",
            "must have at most 4096 characters",
        ),
        ({"type": "ping", "config": {"ip": ""}}, "ip", "is required"),
        ({"type": "http", "config": [1]}, "config", "must be a mapping"),
    ],
)
def test_a_bad_field_is_named(fields: dict[str, Any], field: str, message: str) -> None:
    """Each bad field comes with its message under the flat name that the server uses, too."""
    assert _details(v.check_service, fields) == {field: [message]}


def test_all_bad_fields_are_named_at_once() -> None:
    """One error names every bad field, like the server's 422, and is caught like it."""
    fields = {"name": "a", "type": "http", "config": {}, "interval": 99}
    with pytest.raises(ValidationError) as caught:
        v.check_service(fields)
    assert list(caught.value.details) == ["name", "interval", "url"]
    assert "url: is required" in str(caught.value)


def test_a_configuration_without_a_type_is_not_judged() -> None:
    """Which field of a config is needed depends on the type beside it."""
    assert _details(v.check_service, {"type": "ping", "config": {}}) == {"ip": ["is required"]}
    assert _details(v.check_service, {"config": {}}) == {}


@pytest.mark.parametrize(
    ("fields", "details"),
    [
        ({"name": "P", "color": "#3b82F6", "icon": "x" * 64, "description": "x" * 500}, {}),
        ({"name": "P", "color": None, "description": None}, {}),
        ({"name": " "}, {"name": ["must have at least 1 character"]}),
        ({"name": "x" * 129}, {"name": ["must have at most 128 characters"]}),
        ({"description": "x" * 501}, {"description": ["must have at most 500 characters"]}),
        ({"icon": "x" * 65}, {"icon": ["must have at most 64 characters"]}),
        ({"color": "blue"}, {"color": ["must be a color such as #3B82F6"]}),
        ({"color": "#12345"}, {"color": ["must be a color such as #3B82F6"]}),
    ],
)
def test_projects(fields: dict[str, Any], details: dict[str, list[str]]) -> None:
    """The limits of a project's fields are kept."""
    assert _details(v.check_project, fields) == details


@pytest.mark.parametrize(
    ("check", "details"),
    [
        (partial(v.check_page, page=1, limit=100), {}),
        (partial(v.check_page, page=UNSET, limit=UNSET), {}),
        (partial(v.check_page, limit=101), {"limit": ["must be a whole number from 1 to 100"]}),
        (partial(v.check_page, limit=0), {"limit": ["must be a whole number from 1 to 100"]}),
        (partial(v.check_page, page=0), {"page": ["must be a whole number of at least 1"]}),
        (partial(v.check_login, "a@b.example", "p"), {}),
        (partial(v.check_login, "", None), {"email": ["is required"], "password": ["is required"]}),
        (partial(v.check_registration, "a@b.example", "p" * 8), {}),
        (partial(v.check_registration, "nobody", "p" * 8), {"email": ["must be an e-mail address"]}),
        (
            partial(v.check_registration, "a@b.example", "p" * 7),
            {"password": ["must have at least 8 characters"]},
        ),
        (partial(v.check_password, "old", "p" * 8), {}),
        (partial(v.check_password, "", "p" * 8), {"current_password": ["is required"]}),
        (partial(v.check_password, "p" * 8, "p" * 8), {"new_password": ["must differ from the current one"]}),
        (partial(v.check_password, "old", "short"), {"new_password": ["must have at least 8 characters"]}),
    ],
)
def test_the_other_checks(check: Callable[[], None], details: dict[str, list[str]]) -> None:
    """Pages, logins, registrations and passwords are checked as the vendor documents them."""
    assert _details(check) == details
