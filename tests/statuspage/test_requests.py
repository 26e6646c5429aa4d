"""What each documented action sends, word by word, and what becomes of the answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import httpx
import pytest

from uptimekit.statuspage import (
    Component,
    InputError,
    RateLimitError,
    RequestError,
    Result,
    ServerError,
)
from uptimekit.statuspage._requests import (
    enveloped,
    error_of,
    every,
    listed,
    needed,
    read_answer,
    request_to,
    single,
    status_of,
    unwrapped,
)

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


# ---------------------------------------------------------------------- sub-URLs


@pytest.mark.parametrize(
    "url",
    ["/pages/p1/components", "pages/p1/components", "/pages/p1/components.json", "/pages/p1/components/"],
)
def test_sub_urls(url: str) -> None:
    """A sub-URL works with and without a slash at either end, and with and without the old .json."""
    request = request_to("GET", url, None, None, None, raw=False)
    assert (request.path, request.operation.id) == ("/pages/p1/components", "listComponents")


def test_the_query_of_a_sub_url_is_kept() -> None:
    """Parameters in the URL are sent, those beside it win, and None is left out."""
    request = request_to(
        "GET", "/pages/p1/incidents?q=a&page=2&x=1&x=2", {"q": "b", "y": None}, None, None, raw=False
    )
    assert request.query == {"q": "b", "page": "2", "x": ["1", "2"]}


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example.org/pages/p1",
        "//evil.example.org/pages",
        "",
        "/",
        "/pages/../organizations/x",
        "/pages//components",
        "/pages/%2e%2e/x",
        "http://[",
        None,
        5,
        ".json",
    ],
)
def test_other_urls_are_refused(url: Any) -> None:
    """What is no path below the API raises InputError, and is not repeated in it."""
    with pytest.raises(InputError) as caught:
        request_to("GET", url, None, None, None, raw=False)
    assert caught.value.field == "url"
    assert "evil" not in str(caught.value)


def test_bodies_get_their_envelope() -> None:
    """A body is wrapped in what the operation's envelope is called, but not if it is raw or there is none."""
    body = {"name": "API"}
    wrapped = request_to("POST", "/pages/p1/components.json", None, body, None, raw=False)
    raw = request_to("POST", "/pages/p1/components.json", None, body, None, raw=True)
    bare = request_to("PATCH", "/pages/p1/subscribers/s1", None, {"component_ids": ["c"]}, None, raw=False)
    unknown = request_to("POST", "/pages/p1/wishes", None, body, None, raw=False)
    assert wrapped.json == {"component": {"name": "API"}}
    assert (raw.json, bare.json, unknown.json) == (body, {"component_ids": ["c"]}, body)


def test_bodies_are_encoded() -> None:
    """Times are sent with their zone; one without a zone raises InputError."""
    body = {"scheduled_for": datetime(2026, 3, 1, tzinfo=UTC)}
    sent = request_to("POST", "/pages/p1/incidents", None, body, {"X-Test": 5}, raw=False)
    assert sent.json == {"incident": {"scheduled_for": "2026-03-01T00:00:00+00:00"}}
    assert sent.headers == {"X-Test": "5"}
    with pytest.raises(InputError):
        request_to(
            "POST", "/pages/p1/incidents", None, {"scheduled_for": datetime(2026, 3, 1)}, None, raw=False
        )


# ---------------------------------------------------------------------- calls of the services


def test_calls_fill_in_the_path_of_their_operation() -> None:
    """Ids go into the path in their order, percent-encoded; those that would lead elsewhere raise InputError."""
    call = single("components.get", Component, "p1", "a b", query={"x": None, "y": True})
    assert call.request.path == "/pages/p1/components/a%20b"
    assert call.request.query == {"y": "true"}
    for wrong in ("", "..", "a/b", "a%2Fb", None):
        with pytest.raises(InputError) as caught:
            status_of("components.delete", "p1", wrong)  # type: ignore[arg-type]
        assert caught.value.field == "component_id"


def test_a_needed_id_that_is_left_out() -> None:
    """None for an id, which is the documented default, raises InputError that names the argument."""
    assert needed("metric_id", "m1") == "m1"
    with pytest.raises(InputError, match="no metric_id was given") as caught:
        needed("metric_id", None)
    assert caught.value.field == "metric_id"


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


def test_listings_and_whole_lists() -> None:
    """A listing keeps how it is to be read; a whole list may stand in a field of the answer."""
    listing = listed(
        "components.list", Component, "p1", query={"q": "x"}, start_at="3", prefetch=2, max_pages=4
    )
    assert (listing.start_at, listing.prefetch, listing.max_pages) == ("3", 2, 4)
    assert listing.request.query == {"q": "x"}
    call = every("public_page.components", Component, items="components")
    assert call.request.operation.id == "getPublicComponents"


def test_envelopes() -> None:
    """A body is put into its envelope; of answers only the one that is nothing but `data` has one."""
    assert enveloped("component", {"name": "x"}) == {"component": {"name": "x"}}
    assert unwrapped({"data": {"a": 1}}) == {"a": 1}
    for other in ({"data": 1, "more": 2}, {"id": 1}, [{"data": 1}], None, "data"):
        assert unwrapped(other) == other


# ---------------------------------------------------------------------- answers of the verbs


def _raw(answer: httpx.Response) -> Any:
    from uptimekit._runtime import Operation, RawResponse

    return RawResponse(Operation("x", "GET", "/"), answer.status_code, answer.headers, answer.content)


def test_answers_are_read() -> None:
    """JSON becomes results, in lists too; anything else stays text, and nothing is empty text."""
    read = read_answer(raw=False)
    status, headers, body = read(_raw(httpx.Response(201, json={"id": "c", "inner": {"a": 1}})))
    assert (status, headers["Content-Type"], body.inner.a) == (201, "application/json", 1)
    assert read(_raw(httpx.Response(200, json=[{"id": "c"}])))[2][0].id == "c"
    assert read(_raw(httpx.Response(200, json={"data": {"user_id": "u"}})))[2] == {"user_id": "u"}
    assert read(_raw(httpx.Response(200, text="plain")))[2] == "plain"
    assert read(_raw(httpx.Response(204)))[2] == ""
    assert read(_raw(httpx.Response(204, headers={"content-type": "application/json"})))[2] == ""


def test_raw_answers_keep_their_envelope() -> None:
    """With raw the answer's envelope stays around it."""
    _, _, body = read_answer(raw=True)(_raw(httpx.Response(200, json={"data": {"user_id": "u"}})))
    assert body.data.user_id == "u"


# ---------------------------------------------------------------------- errors of answers


def test_errors_outside_of_a_call() -> None:
    """An answer's error has the class of its status, the server's words, and when to come again."""
    error = error_of(422, {"content-type": "application/json"}, b'{"error": {"name": ["is missing"]}}')
    assert type(error).__name__ == "UnprocessableError"
    assert (error.status_code, error.message) == (422, "name: is missing")
    assert error.details == {"name": ["is missing"]}
    limited = error_of(420, {"Retry-After": "7"}, b"")
    assert isinstance(limited, RateLimitError)
    assert limited.retry_after == 7
    assert isinstance(error_of(502, {}, b"<html>Bad gateway</html>"), ServerError)
    assert isinstance(error_of(405, {}, b""), RequestError)
