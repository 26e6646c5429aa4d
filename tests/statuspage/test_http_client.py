"""The verbs reach any path, wrap bodies, and return status, headers and results."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

from uptimekit import ConfigurationError, InputError, RequestTimeoutError
from uptimekit.statuspage import (
    AsyncHttpClient,
    BaseError,
    Configuration,
    HttpClient,
    NotFoundError,
    RateLimitError,
    RedirectError,
    Result,
)
from uptimekit.statuspage.http_client import RequestOptions

from ._support import KEY, PAGE, Driver, Recorder, Server

VERBS = ["get", "post", "put", "patch", "delete"]


def _http(driver: Driver, *answers: Any, **options: Any) -> tuple[Any, Recorder]:
    recorder = Recorder(*answers)
    return driver.client(recorder, **options).http_client, recorder


@pytest.mark.parametrize("verb", VERBS)
def test_verbs(driver: Driver, verb: str) -> None:
    """Each verb sends what it is called, and returns status, headers and the body as a result."""
    http, recorder = _http(driver, httpx.Response(202, json={"id": "x"}, headers={"X-Test": "1"}))
    status, headers, body = driver.run(getattr(http, verb)("/pages/p1/components/c1.json"))
    assert recorder.last == (verb.upper(), "/v1/pages/p1/components/c1", {}, None)
    assert (status, headers["x-test"]) == (202, "1")
    assert isinstance(body, Result)
    assert body["id"] == "x"


def test_parameters_and_bodies(driver: Driver) -> None:
    """get and delete take parameters in second place, the others a body, which gets its envelope."""
    http, recorder = _http(driver)
    driver.run(http.get("/pages/p1/incidents.json", {"q": "a", "page": 2}))
    driver.run(http.delete("/pages/p1/subscribers/s1.json", {"skip_unsubscription_notification": True}))
    driver.run(http.post("/pages/p1/components.json", {"name": "API"}))
    driver.run(http.put("/pages/p1.json", {"name": "Shop"}))
    driver.run(http.patch("/pages/p1/incidents/i1.json", body={"body": "b"}))
    driver.run(http.request("post", "/pages/p1/metrics/m1/data", body={"timestamp": 1, "value": 2}))
    driver.run(
        http.request("DELETE", "/pages/p1/page_access_users/u1/components", {"a": 1}, {"component_ids": []})
    )
    assert recorder.sent == [
        ("GET", "/v1/pages/p1/incidents", {"q": "a", "page": "2"}, None),
        ("DELETE", "/v1/pages/p1/subscribers/s1", {"skip_unsubscription_notification": "true"}, None),
        ("POST", "/v1/pages/p1/components", {}, {"component": {"name": "API"}}),
        ("PUT", "/v1/pages/p1", {}, {"page": {"name": "Shop"}}),
        ("PATCH", "/v1/pages/p1/incidents/i1", {}, {"incident": {"body": "b"}}),
        ("POST", "/v1/pages/p1/metrics/m1/data", {}, {"data": {"timestamp": 1, "value": 2}}),
        ("DELETE", "/v1/pages/p1/page_access_users/u1/components", {"a": "1"}, {"component_ids": []}),
    ]


def test_raw(driver: Driver) -> None:
    """With raw the body goes as it is, and the answer keeps its envelope."""
    http, recorder = _http(driver, {"data": {"user_id": "u"}})
    _, _, body = driver.run(http.post("/pages/p1/components", {"component": {"name": "API"}}, raw=True))
    assert recorder.last[3] == {"component": {"name": "API"}}
    assert body == {"data": {"user_id": "u"}}
    assert driver.run(http.get("/organizations/o1/permissions/u1"))[2] == {"user_id": "u"}


def test_headers_and_other_options(driver: Driver) -> None:
    """Further headers are sent with one request only, and the key cannot be replaced by one."""
    http, recorder = _http(driver)
    driver.run(http.get("/pages", headers={"X-Test": "1", "Authorization": "OAuth other"}, timeout=3))
    driver.run(http.get("/pages"))
    first, second = recorder.requests
    assert first.headers["x-test"] == "1"
    assert first.extensions["timeout"]["read"] == 3
    assert "x-test" not in second.headers
    assert second.extensions["timeout"]["read"] == 10
    assert {each.headers["authorization"] for each in (first, second)} == {f"OAuth {KEY}"}


def test_wrong_options(driver: Driver) -> None:
    """An unknown option raises InputError, one that makes no sense ConfigurationError; nothing is sent."""
    http, recorder = _http(driver)
    assert isinstance(driver.error(http.get, "/pages", tiemout=3), InputError)
    assert isinstance(driver.error(http.get, "/pages", timeout=-3), ConfigurationError)
    assert isinstance(driver.error(http.get, "https://example.org/pages"), InputError)
    assert recorder.sent == []


def test_errors_are_typed(driver: Driver) -> None:
    """An error status raises its class and names the id, also on a path that the spec does not know."""
    http, _ = _http(driver, httpx.Response(404, json={"error": "not found"}))
    for url, name in (("/pages/p1", "page_id"), ("/pages/p1/wishes", "id")):
        error = driver.error(http.get, url)
        assert type(error) is NotFoundError
        assert error.message == f"not found ({name} 'p1')"


def test_a_single_option_for_retries(driver: Driver) -> None:
    """Options of one request hold for it alone: no retry here, two elsewhere."""
    http, recorder = _http(driver, 503)
    driver.error(http.get, "/pages", retries=0)
    assert len(recorder.requests) == 1
    driver.error(http.get, "/pages")
    assert len(recorder.requests) == 4


@pytest.mark.parametrize("kind", [HttpClient, AsyncHttpClient])
def test_handling_an_error_answer(kind: Any) -> None:
    """An answer of httpx raises its error, and a good one nothing."""
    http = kind(Configuration(api_key=KEY, page_id=PAGE))
    http.handle_error_response(httpx.Response(200))
    with pytest.raises(RateLimitError) as limited:
        http.handle_error_response(httpx.Response(420, headers={"Retry-After": "30"}))
    assert limited.value.retry_after == 30
    with pytest.raises(RedirectError):
        http.handle_error_response(httpx.Response(302, headers={"Location": "/"}))
    with pytest.raises(BaseError) as refused:
        http.handle_error_response(httpx.Response(422, json={"error": ["a", "b"]}))
    assert [each.message for each in refused.value.errors] == ["a", "b"]


def test_envelopes() -> None:
    """The two static methods wrap and unwrap."""
    assert HttpClient.wrap_envelope("component", {"name": "n"}) == {"component": {"name": "n"}}
    assert HttpClient.unwrap_envelope({"data": {"user_id": "u"}}) == {"user_id": "u"}
    assert HttpClient.unwrap_envelope({"id": "c"}) == {"id": "c"}


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
def test_logging(driver: Driver, caplog: pytest.LogCaptureFixture, level: int) -> None:
    """enable_logging writes operations and statuses at INFO, once each, and neither key nor ids nor bodies."""
    http, _ = _http(driver, {"id": "canary1"})
    http.enable_logging()
    http.enable_logging()
    with caplog.at_level(level, "uptimekit.statuspage"):
        driver.run(
            http.patch("/pages/canary2/components/canary3", {"name": "canary4"}, headers={"X": "canary5"})
        )
    told = [record for record in caplog.records if record.name == "uptimekit.statuspage"]
    assert [record.levelno for record in told] == [logging.INFO] * 2
    assert [
        line
        for line in map(logging.LogRecord.getMessage, told)
        if "updateComponent" in line and "200" in line
    ]
    assert len({record.getMessage() for record in told}) == 2
    assert "canary" not in caplog.text
    assert KEY not in caplog.text


def test_logging_is_left_as_the_program_has_it(driver: Driver) -> None:
    """No level and no handler of any logger is set: that is the program's to decide."""

    def state() -> list[Any]:
        names = (None, "uptimekit", "uptimekit.statuspage")
        return [(log.level, list(log.handlers), log.propagate) for log in map(logging.getLogger, names)]

    before = state()
    driver.run(driver.client(Recorder(), verbose=True).page.get())
    assert state() == before


def test_a_verbose_client_logs(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    """verbose=True switches the logging on for this client and its copies, and nothing else does."""
    with caplog.at_level(logging.INFO, "uptimekit.statuspage"):
        driver.run(driver.client(Recorder()).page.get())
        assert caplog.records == []
        client = driver.client(Recorder(), verbose=True)
        for each in (client, client.with_options(retries=0)):
            caplog.clear()
            driver.run(each.page.get())
            assert len(caplog.records) == 2


def test_other_options_for_a_twin(driver: Driver) -> None:
    """with_options gives a client that shares connections and ends with the original."""
    http, recorder = _http(driver, 503)
    twin = http.with_options(retries=0)
    assert twin.api is not http.api
    driver.error(twin.get, "/pages")
    assert len(recorder.requests) == 1
    driver.run(http.close())
    assert type(driver.error(twin.get, "/pages")).__name__ == "ClientStateError"


def test_a_client_of_httpx_may_be_passed_in(driver: Driver) -> None:
    """A client of one's own sends, and stays open."""
    recorder = Recorder({"id": "p"})
    kind: Any = httpx.AsyncClient if driver.asynchronous else httpx.Client
    own = kind(transport=httpx.MockTransport(recorder))
    client = driver.client(http_client=own)
    driver.run(client.page.get())
    driver.run(client.close())
    assert len(recorder.requests) == 1
    assert not own.is_closed
    driver.run(own.aclose() if driver.asynchronous else own.close())


def test_repr(driver: Driver) -> None:
    """repr tells the class and the address."""
    http, _ = _http(driver)
    assert repr(http) == f"<{type(http).__name__} of https://api.statuspage.io/v1>"


def test_what_a_verb_takes_is_told() -> None:
    """The options of a verb are the documented ones and those of every call."""
    assert {"headers", "raw", "timeout", "retries"} <= set(RequestOptions.__annotations__)


def test_no_answer_is_no_base_error(driver: Driver) -> None:
    """Where no answer came the common errors are raised, with what is known."""

    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    error = driver.error(driver.client(silent, retries=0).http_client.post, "/pages/p1/incidents", {})
    assert isinstance(error, RequestTimeoutError)
    assert error.maybe_sent is True


def test_verbs_against_a_real_server(driver: Driver, server: Server) -> None:
    """Against a real server: programs that speak in paths go on working, with the old endings, too."""
    http = driver.client(**server.options).http_client
    page = f"/pages/{server.sandbox.page_id}"
    status, _, made = driver.run(http.post(f"{page}/components.json", {"name": "Search"}))
    assert (status, made.name) == (201, "Search")
    status, headers, found = driver.run(http.get(f"{page}/components.json", {"per_page": 2}))
    assert (status, len(found)) == (200, 2)
    assert headers["content-type"].startswith("application/json")
    status, _, changed = driver.run(
        http.patch(f"{page}/components/{made.id}.json", {"status": "major_outage"})
    )
    assert (status, changed.status) == (200, "major_outage")
    assert driver.run(http.delete(f"{page}/components/{made.id}.json"))[::2] == (204, "")
