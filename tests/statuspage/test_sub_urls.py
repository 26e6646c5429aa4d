"""Requests for paths of the caller's own, and their answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from uptimekit import InputError
from uptimekit.statuspage import RateLimitError, RequestError, ServerError
from uptimekit.statuspage._answers import unwrapped
from uptimekit.statuspage._sub_urls import enveloped, error_of, read_answer, request_to


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
