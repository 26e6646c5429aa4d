"""What each documented action sends, word by word, and what becomes of the answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import httpx
import pytest

from uptimekit.statuspage import InputError, Result
from uptimekit.statuspage._answers import unwrapped

from ._support import Driver, Recorder

P = "/v1/pages/page00000001"
O = "/v1/organizations/org000000001"  # noqa: E741  (short beside P)
FIRST = {"page": "1", "per_page": "100"}

SEEN: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, Any]] = [
    # service and action, arguments, attributes, what is sent, what is answered
    ("page.get", (), {}, ("GET", P, {}, None), {"id": "p"}),
    ("page.update", (), {"name": "Shop"}, ("PATCH", P, {}, {"page": {"name": "Shop"}}), {"id": "p"}),
    ("components.list", (), {}, ("GET", f"{P}/components", FIRST, None), [{"id": "c"}]),
    (
        "components.create",
        (),
        {"name": "API", "status": "operational", "start_date": date(2026, 1, 2)},
        (
            "POST",
            f"{P}/components",
            {},
            {"component": {"name": "API", "status": "operational", "start_date": "2026-01-02"}},
        ),
        {"id": "c"},
    ),
    (
        "components.update",
        ("c1",),
        {"group_id": None, "description": ""},
        ("PATCH", f"{P}/components/c1", {}, {"component": {"group_id": None, "description": ""}}),
        {"id": "c"},
    ),
    ("components.delete", ("c1",), {}, ("DELETE", f"{P}/components/c1", {}, None), 204),
    (
        "incidents.list",
        (),
        {},
        ("GET", f"{P}/incidents", {"page": "1", "limit": "100"}, None),
        [{"id": "i"}],
    ),
    ("incidents.list_unresolved", (), {}, ("GET", f"{P}/incidents/unresolved", FIRST, None), [{"id": "i"}]),
    ("incidents.list_scheduled", (), {}, ("GET", f"{P}/incidents/scheduled", FIRST, None), [{"id": "i"}]),
    (
        "incidents.create",
        (),
        {"name": "Slow", "status": "investigating", "body": "We look.", "components": {"c1": "major_outage"}},
        (
            "POST",
            f"{P}/incidents",
            {},
            {
                "incident": {
                    "name": "Slow",
                    "status": "investigating",
                    "body": "We look.",
                    "components": {"c1": "major_outage"},
                }
            },
        ),
        {"id": "i"},
    ),
    (
        "incidents.create_scheduled",
        (),
        {"name": "Move", "scheduled_for": datetime(2026, 3, 1, 2, tzinfo=timezone(timedelta(hours=2)))},
        (
            "POST",
            f"{P}/incidents",
            {},
            {
                "incident": {
                    "status": "scheduled",
                    "name": "Move",
                    "scheduled_for": "2026-03-01T02:00:00+02:00",
                }
            },
        ),
        {"id": "i"},
    ),
    (
        "incidents.update",
        ("i1",),
        {"status": "monitoring", "message": "It is better."},
        (
            "PATCH",
            f"{P}/incidents/i1",
            {},
            {"incident": {"status": "monitoring", "body": "It is better."}},
        ),
        {"id": "i"},
    ),
    ("incidents.delete", ("i1",), {}, ("DELETE", f"{P}/incidents/i1", {}, None), {"id": "i"}),
    (
        "subscribers.list",
        (),
        {},
        ("GET", f"{P}/subscribers", {"page": "0", "limit": "100"}, None),
        [{"id": "s"}],
    ),
    (
        "subscribers.create",
        (),
        {"email": "a@example.org"},
        ("POST", f"{P}/subscribers", {}, {"subscriber": {"email": "a@example.org"}}),
        {"id": "s"},
    ),
    ("subscribers.delete", ("s1",), {}, ("DELETE", f"{P}/subscribers/s1", {}, None), {"id": "s"}),
    ("metrics.list_available", (), {}, ("GET", "/v1/metrics_providers", {}, None), [{"type": "Self"}]),
    ("metrics.list_linked", (), {}, ("GET", f"{P}/metrics_providers", {}, None), [{"id": "p"}]),
    (
        "metrics.list_metrics_for_provider",
        ("p1",),
        {},
        ("GET", f"{P}/metrics_providers/p1/metrics", FIRST, None),
        [{"id": "m"}],
    ),
    (
        "metrics.create",
        ("p1",),
        {"name": "Load", "suffix": "%"},
        ("POST", f"{P}/metrics_providers/p1/metrics", {}, {"metric": {"name": "Load", "suffix": "%"}}),
        {"id": "m"},
    ),
    (
        "metrics.submit_data",
        ("m1",),
        {"timestamp": 1_772_000_000, "value": 1.5},
        ("POST", f"{P}/metrics/m1/data", {}, {"data": {"timestamp": 1_772_000_000, "value": 1.5}}),
        {"data": {"timestamp": 1_772_000_000, "value": 1.5}},
    ),
    ("metrics.delete", ("m1",), {}, ("DELETE", f"{P}/metrics/m1", {}, None), {"id": "m"}),
    ("metrics.delete_all_data", ("m1",), {}, ("DELETE", f"{P}/metrics/m1/data", {}, None), {"id": "m"}),
    ("users.list", (), {}, ("GET", f"{O}/users", FIRST, None), [{"id": "u"}]),
    (
        "users.create",
        (),
        {"email": "a@example.org", "first_name": "A"},
        ("POST", f"{O}/users", {}, {"user": {"email": "a@example.org", "first_name": "A"}}),
        {"id": "u"},
    ),
    ("users.delete", ("u1",), {}, ("DELETE", f"{O}/users/u1", {}, None), {"id": "u"}),
]
STATUS_CODES = [
    "incidents.update",
    "incidents.delete",
    "subscribers.delete",
    "metrics.delete",
    "users.delete",
]


@pytest.mark.parametrize(
    ("action", "args", "kwargs", "sent", "answer"), SEEN, ids=[action for action, *_ in SEEN]
)
def test_documented_actions(
    driver: Driver, action: str, args: tuple[Any, ...], kwargs: dict[str, Any], sent: Any, answer: Any
) -> None:
    """Each documented action sends exactly one request, this one, and returns what is documented."""
    recorder = Recorder(answer)
    service, name = action.split(".")
    result = driver.run(getattr(getattr(driver.client(recorder), service), name)(*args, **kwargs))
    assert recorder.sent == [sent]
    assert recorder.requests[0].headers["authorization"] == f"OAuth {'K' * 24}"
    if action in STATUS_CODES:
        assert result == 200
        assert type(result) is int
    elif isinstance(answer, list):
        assert result == answer
        assert all(isinstance(each, Result) for each in result)
    else:
        assert isinstance(result, Result)
        expected = {"id": "c1", "page_id": "page00000001"} if answer == 204 else unwrapped(answer)
        assert result == expected


def test_every_documented_action_is_in_the_table() -> None:
    """The table above has all actions of the documentation."""
    from ._seed_surface import ACTIONS, CLIENT_SERVICES

    names = {kind: name for name, kind in CLIENT_SERVICES.items() if name != "pages"}
    assert {action for action, *_ in SEEN} == {
        f"{names[kind]}.{action}" for kind, actions in ACTIONS.items() for action in actions
    }


def test_ids_are_encoded(driver: Driver) -> None:
    """Ids go into the path percent-encoded; those that would lead elsewhere raise InputError, and nothing is sent."""
    recorder = Recorder({"id": "c"})
    client = driver.client(recorder)
    driver.run(client.components.get("a b"))
    assert recorder.requests[0].url.raw_path == b"/v1/pages/page00000001/components/a%20b"
    for wrong in ("", "..", "a/b", "a%2Fb", None):
        error = driver.error(client.components.delete, wrong)
        assert isinstance(error, InputError)
        assert error.field == "component_id"
    assert len(recorder.sent) == 1


@pytest.mark.parametrize("answer", ["[]", '"text"', "5", "null", '{"data": []}'])
def test_an_object_must_be_one(driver: Driver, answer: str) -> None:
    """An answer that is no object where one is documented raises DecodingError, which does not quote it."""
    error = driver.error(driver.client(Recorder(httpx.Response(200, text=answer))).page.get)
    assert type(error).__name__ == "DecodingError"
    assert "not an object" in str(error)


@pytest.mark.parametrize("answer", [{}, "text", [1], [[]]])
def test_a_list_must_be_one(driver: Driver, answer: Any) -> None:
    """An answer that is no list of objects where one is documented raises DecodingError."""
    client = driver.client(Recorder(answer))
    for call in (client.page.list, client.components.list):
        assert type(driver.error(call)).__name__ == "DecodingError"
