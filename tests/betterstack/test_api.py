"""Tests of the API classes: verbs, pages, retries, limits."""

from __future__ import annotations

import asyncio
import random
import threading
from typing import Any

import httpx
import pytest

from uptimekit import DecodingError, RateLimit, RequestTimeoutError
from uptimekit.betterstack import (
    RESTAPI,
    APIError,
    AsyncUptimeAPI,
    BearerAuth,
    ConfigurationError,
    NotFoundError,
    PaginatedAPI,
    RateLimitError,
    ServerError,
    UptimeAPI,
)

from ._support import TOKEN, FakeClock, Recorder, Server, listed, mocked, one, resource

BASE = "https://example.org/api/v2/"


def _rest(answer: Recorder, **options: Any) -> RESTAPI:
    return RESTAPI(
        BASE, BearerAuth(TOKEN), transport=httpx.MockTransport(answer), clock=FakeClock(), **options
    )


# ---------------------------------------------------------------- verbs


@pytest.mark.parametrize("verb", ["post", "patch", "delete"])
def test_verbs_that_change(verb: str) -> None:
    """Each verb sends its method, path, query, headers and JSON body, and returns the answer."""
    answer = Recorder(httpx.Response(200, json={"data": 1}, headers={"X-Kind": "a"}))
    call = getattr(_rest(answer), verb)
    got = call("monitors/1", body={"paused": True}, headers={"X-Team": "a"}, parameters={"from_": "b"})
    body = None if verb == "delete" else {"paused": True}
    assert answer.last == (verb.upper(), "/api/v2/monitors/1", {"from": "b"}, body)
    assert answer.requests[0].headers["x-team"] == "a"
    assert (got.status_code, got.ok, got.json(), got.headers["x-kind"]) == (200, True, {"data": 1}, "a")
    assert (got.text, got.content, repr(got)) == ('{"data":1}', b'{"data":1}', "<Response [200]>")


def test_rest_get_returns_the_answer() -> None:
    """RESTAPI.get returns the JSON of one answer as it is, also the first page of a list."""
    page = listed(resource("monitor", 1), last=9)
    answer = Recorder(page)
    assert _rest(answer).get("monitors", parameters={"url": "x"}) == page
    assert answer.sent == [("GET", "/api/v2/monitors", {"url": "x"}, None)]


def test_an_empty_answer() -> None:
    """An answer without a body has no JSON: asking for it raises DecodingError."""
    got = _rest(Recorder(204)).delete("monitors/1")
    assert (got.status_code, got.content) == (204, b"")
    with pytest.raises(DecodingError):
        got.json()


def test_attributes() -> None:
    """The documented attributes are there; session is the httpx client that sends."""
    answer = Recorder({})
    http = httpx.Client(transport=httpx.MockTransport(answer))
    api = PaginatedAPI(BASE, BearerAuth(TOKEN), max_workers=3, http_client=http)
    assert (api.base_url, api.max_workers, api.session) == (BASE, 3, http)
    assert "authorization" not in api.session.headers
    api.close()
    assert not http.is_closed
    with UptimeAPI(TOKEN) as own:
        assert own.base_url == UptimeAPI.BETTERSTACK_API_URL
        session = own.session
        assert isinstance(session, httpx.Client)
    assert session.is_closed
    with pytest.raises(RuntimeError, match="closed"):
        own.post("monitors")


def test_the_generated_client_shares_everything() -> None:
    """api.api sends over the same connections, and raises the same classes."""
    answer = Recorder(listed(), 404)
    api = mocked(answer)
    assert api.api.http_client is api.session
    assert api.api.monitors.list().data == []
    with pytest.raises(NotFoundError):
        api.api.monitors.get("1")


@pytest.mark.parametrize(
    "options",
    [
        {"retries": -1},
        {"backoff_factor": -1},
        {"timeout": 0},
        {"max_workers": 0},
        {"max_workers": "5"},
        {"deadline": 0},
    ],
)
def test_bad_options_are_refused(options: dict[str, Any]) -> None:
    """An option that makes no sense raises ConfigurationError, a ValueError, when the client is built."""
    with pytest.raises(ConfigurationError):
        UptimeAPI(TOKEN, **options)


# ---------------------------------------------------------------- pages


def test_one_object() -> None:
    """A get of one object yields that object."""
    answer = Recorder(one("monitor", 5, url="x"))
    assert list(mocked(answer).get("monitors/5")) == [resource("monitor", 5, url="x")]


def test_nothing_is_sent_before_the_first_item() -> None:
    """get is lazy: it sends when it is iterated."""
    answer = Recorder(listed())
    items = mocked(answer).get("monitors")
    assert answer.requests == []
    assert list(items) == []
    assert len(answer.requests) == 1


def _pages(last: int | None, total: int) -> Any:
    def answer(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params.get("page", "1"))
        body = listed(resource("monitor", page), page=page, last=last if page < total else page)
        return httpx.Response(200, json=body)

    return answer


@pytest.mark.parametrize("workers", [1, 2, 5, 50])
@pytest.mark.parametrize("last", [7, None])
def test_all_pages_in_order(workers: int, last: int | None) -> None:
    """All items of all pages come in page order, whether or not the server tells which page is the last."""
    api = mocked(_pages(last, 7), max_workers=workers)
    assert [item["id"] for item in api.get("monitors")] == [str(page) for page in range(1, 8)]


def test_pages_are_fetched_at_the_same_time() -> None:
    """Where the last page is known, max_workers pages are under way at once, and never more."""
    good, together, lock = _pages(7, 7), threading.Barrier(3, timeout=30), threading.Lock()
    under_way = most = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal under_way, most
        if request.url.params["page"] != "1":
            with lock:
                under_way += 1
                most = max(most, under_way)
            together.wait()  # goes on only when three requests are here
            with lock:
                under_way -= 1
        return httpx.Response(200, content=good(request).content)

    assert len(list(mocked(answer, max_workers=3).get("monitors"))) == 7
    assert most == 3


def test_an_unknown_last_page_is_not_run_past() -> None:
    """Where the last page cannot be told, pages are asked for one after the other, and none beyond the last."""
    answer = _pages(None, 4)
    asked: list[str] = []

    def counted(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.params.get("page", "1"))
        return httpx.Response(200, content=answer(request).content)

    assert len(list(mocked(counted, max_workers=5).get("monitors"))) == 4
    assert asked == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("path", "size"), [("monitors", "250"), ("/api/v3/incidents", "50"), ("new-things", None)]
)
def test_page_sizes(path: str, size: str | None) -> None:
    """Lists are asked for at the size that the spec states, and as the server likes where it states none."""
    answer = Recorder(listed())
    list(mocked(answer).get(path))
    assert answer.last[2].get("per_page") == size


def test_a_page_to_begin_with() -> None:
    """With parameters page and per_page the listing begins there, with pages of that size."""
    answer = Recorder(
        listed(resource("monitor", 1), page=3, last=4), listed(resource("monitor", 2), page=4, last=4)
    )
    assert len(list(mocked(answer).get("monitors", parameters={"page": 3, "per_page": 1}))) == 2
    assert [sent[2] for sent in answer.sent] == [
        {"page": "3", "per_page": "1"},
        {"page": "4", "per_page": "1"},
    ]


@pytest.mark.parametrize("start", [None, 2])
def test_lists_that_the_spec_does_not_know(start: int | None) -> None:
    """A list of an unknown kind goes on as all lists do, from the first page or the one asked for."""
    api = mocked(_pages(5, 5))
    parameters = {} if start is None else {"page": start}
    found = [item["id"] for item in api.get("new-things", parameters=parameters)]
    assert found == [str(page) for page in range(start or 1, 6)]


@pytest.mark.parametrize(("body", "items"), [([1, 2], [1, 2]), ({"a": 1}, [{"a": 1}]), ({"data": []}, [])])
def test_answers_without_an_envelope(body: Any, items: list[Any]) -> None:
    """A bare list yields its items, a bare object itself."""
    assert list(mocked(Recorder(httpx.Response(200, json=body))).get("new-things")) == items


@pytest.mark.parametrize("host", ["incidents.betterstack.com", "evil.example"])
def test_links_to_other_hosts_are_not_followed(host: str) -> None:
    """Pages are asked for by number from our host, whatever host the server's links name."""
    answer = Recorder(
        listed(resource("monitor", 1), last=2, host=host), listed(resource("monitor", 2), page=2, last=2)
    )
    assert len(list(mocked(answer).get("monitors"))) == 2
    assert {request.url.host for request in answer.requests} == {"uptime.betterstack.com"}


def test_a_broken_listing_tells_where_to_go_on() -> None:
    """An error in the middle of a listing carries the page, and the listing can begin there."""
    good = _pages(3, 3)
    broken = True

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(500) if broken and request.url.params.get("page") == "2" else good(request)

    api = mocked(answer, retries=0, max_workers=1)
    seen: list[str] = []
    with pytest.raises(ServerError) as caught:
        seen.extend(item["id"] for item in api.get("monitors"))
    broken = False
    rest = [item["id"] for item in api.get("monitors", parameters={"page": caught.value.page_token})]
    assert rest == ["2", "3"]


# ---------------------------------------------------------------- retries and limits


@pytest.mark.parametrize("verb", ["post", "patch"])
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_changes_are_not_repeated_after_5xx(verb: str, status: int) -> None:
    """A POST or PATCH that the server failed on is sent once: it may have been done."""
    answer = Recorder(status, {"data": {}})
    with pytest.raises(ServerError):
        getattr(mocked(answer), verb)("new-things/1", body={})
    assert len(answer.requests) == 1


def test_creating_is_not_repeated_after_5xx() -> None:
    """Creating a monitor on a server that fails does not create two."""
    answer = Recorder(503)
    with pytest.raises(ServerError):
        mocked(answer).post("monitors", body={"url": "x"})
    assert len(answer.requests) == 1


def test_reads_are_repeated() -> None:
    """A GET that fails is sent again, three times by default, under growing ceilings of half a second and more."""
    answer, clock = Recorder(500, 502, 503, listed()), FakeClock()
    assert list(mocked(answer, clock=clock).get("monitors")) == []
    assert len(answer.requests) == 4
    assert all(wait <= ceiling for wait, ceiling in zip(clock.waits, (0.5, 1, 2), strict=True))


def test_backoff_factor() -> None:
    """backoff_factor is the ceiling of the first wait: 0 waits not at all, 4 waits longer than the default."""
    waits: dict[float, list[float]] = {}
    for factor in (0.0, 0.5, 4.0):
        clock = FakeClock()
        api = mocked(Recorder(500, 500, listed()), backoff_factor=factor, clock=clock, rng=random.Random(5))
        list(api.get("monitors"))
        waits[factor] = clock.waits
    assert sum(waits[0.0]) == 0
    assert sum(waits[4.0]) == pytest.approx(8 * sum(waits[0.5]))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "1.5"}, 1.5),
        ({"Retry-After": "Thu, 01 Jan 1970 00:16:50 GMT"}, 10),
        ({"retry-after-ms": "2500"}, 2.5),
    ],
)
@pytest.mark.parametrize("verb", ["get", "post", "patch"])
def test_429_waits_as_long_as_it_says(verb: str, header: dict[str, str], seconds: float) -> None:
    """Every call is repeated after a 429, never before the time that Retry-After names in any of its forms."""
    answer, clock = Recorder(httpx.Response(429, headers=header), {"data": {}}), FakeClock()
    got = getattr(mocked(answer, clock=clock), verb)("new-things/1")
    _ = list(got) if verb == "get" else got
    assert len(answer.requests) == 2
    assert seconds <= sum(clock.waits) <= seconds + 0.2


def test_a_long_retry_after_is_raised() -> None:
    """A Retry-After beyond the ceiling is raised at once, with the seconds in retry_after."""
    clock = FakeClock()
    api = mocked(Recorder(httpx.Response(429, headers={"Retry-After": "3600"})), clock=clock)
    with pytest.raises(RateLimitError) as caught:
        api.post("monitors")
    assert caught.value.retry_after == 3600
    assert clock.waits == []


def test_there_is_no_limit_beforehand() -> None:
    """Nothing waits before a server has said 429."""
    answer, clock = Recorder({}), FakeClock()
    api = mocked(answer, clock=clock, bearer_token="unlimited" * 3)
    for _ in range(100):
        api.post("new-things")
    assert clock.waits == []


def test_a_limit_of_ones_own() -> None:
    """rate_limit=RateLimit(16, 2.0) lets 16 calls go at once, and the next only after two seconds."""
    answer, clock = Recorder({}), FakeClock()
    api = mocked(answer, clock=clock, bearer_token="limited!" * 3, rate_limit=RateLimit(16, 2.0))
    for _ in range(16):
        api.post("new-things")
    assert clock.waits == []
    api.post("new-things")
    assert sum(clock.waits) == pytest.approx(2.0, rel=0.02)


def test_time_outs_reach_the_transport() -> None:
    """timeout bounds each phase of a request, connecting to five seconds."""
    answer = Recorder({})
    mocked(answer, timeout=60.0).post("monitors")
    timeouts = answer.requests[0].extensions["timeout"]
    assert (timeouts["connect"], timeouts["read"]) == (5.0, 60.0)


def test_time_outs_are_typed() -> None:
    """A request without an answer raises RequestTimeoutError, which is also a TimeoutError."""

    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    with pytest.raises(RequestTimeoutError) as caught:
        mocked(answer).post("monitors")
    assert isinstance(caught.value, TimeoutError)


# ---------------------------------------------------------------- asynchronous


def test_the_asynchronous_client(server: Server) -> None:
    """AsyncUptimeAPI.api is the generated client, with the error classes of this package."""

    async def run() -> tuple[int, APIError]:
        token = server.sandbox.teams["main"].token
        async with AsyncUptimeAPI(token, base_url=server.base_url) as api:
            count = len([monitor async for monitor in api.api.monitors.iter()])
            with pytest.raises(NotFoundError) as caught:
                await api.api.monitors.get("1")
            return count, caught.value

    count, error = asyncio.run(run())
    assert (count, error.status_code) == (2, 404)


def test_the_asynchronous_client_refuses_the_same() -> None:
    """Bad arguments raise ConfigurationError, and repr shows no token."""
    with pytest.raises(ConfigurationError):
        AsyncUptimeAPI(TOKEN, base_url="example.org")
    with pytest.raises(ConfigurationError):
        AsyncUptimeAPI(TOKEN, retries=-1)
    api = AsyncUptimeAPI(TOKEN)
    assert TOKEN not in repr(api)
    assert api.base_url == UptimeAPI.BETTERSTACK_API_URL
