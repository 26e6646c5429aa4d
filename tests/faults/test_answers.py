"""The fault cases of answers that no server should give: none hides its status or gets out as a raw exception."""

from __future__ import annotations

import copy
import gzip
import pickle
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tests.runtime._kit import GET, POST, Driver, ok, operation, request, status

from uptimekit._runtime import Pagination, read_text
from uptimekit._runtime.errors import (
    BadRequestError,
    ClientStateError,
    ConfigurationError,
    InputError,
    NetworkError,
    PaginationError,
    RedirectError,
    ResponseTooLargeError,
    ServerError,
    UnprocessableError,
)

from ._facades import generated_client
from ._network import Peer, Play, coded
from ._server import FaultServer, raw

Serve = Callable[..., FaultServer]
MEGABYTE = 1_000_000
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@pytest.mark.fault(64)
def test_case_64_an_event_hook_that_reads(driver: Driver, play: Play) -> None:
    """An answer that an event hook of a passed-in client has read is used as it stands, up to the size cap."""

    def read(response: httpx.Response) -> None:
        response.read()

    async def aread(response: httpx.Response) -> None:
        await response.aread()

    peer = play(coded(gzip.compress(b'{"a": 1}'), "gzip"))
    client = _passing_in(driver, peer, event_hooks={"response": [aread if driver.asynchronous else read]})
    assert driver.json(client, request()) == {"a": 1}
    small = client.with_options(max_response_bytes=7)
    assert type(driver.error(small, request())) is ResponseTooLargeError


@pytest.mark.fault(56)
def test_case_56_an_event_hook_that_takes_the_body(driver: Driver, play: Play) -> None:
    """An answer whose body an event hook took and did not keep raises an error that says what to do."""

    def take(response: httpx.Response) -> None:
        list(response.iter_raw())

    async def atake(response: httpx.Response) -> None:
        async for _ in response.aiter_raw():
            pass

    peer = play(coded(b"{}", "identity"))
    error = driver.error(
        _passing_in(driver, peer, event_hooks={"response": [atake if driver.asynchronous else take]}),
        request(),
    )
    assert isinstance(error, ClientStateError)
    assert "event hook" in error.message


def _passing_in(driver: Driver, peer: Peer, **options: Any) -> Any:
    http = peer.http(**options)
    return driver.client(urls={"base": peer.url}, http_client=http, close_http_client=True)


@pytest.mark.parametrize("depth", [60, 400, 700, 990, 100_000])
@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ('{"error": ', "}"), ('{"errors": [', "]}")])
@pytest.mark.fault(77)
def test_case_77_a_deep_error_body(begin: str, end: str, depth: int, driver: Driver, play: Play) -> None:
    """An error body nested without sense keeps its status; the error can be shown, pickled and copied."""
    content = begin * depth + "1" + end * depth
    deep = httpx.Response(400, content=content, headers={"content-type": "application/json"})
    error = driver.error(play(deep).client(), request())
    assert isinstance(error, BadRequestError)
    assert error.body == content
    assert len(str(error)) < 100
    assert len(repr(error)) < 100
    for twin in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert vars(twin) == vars(error)


@pytest.mark.parametrize(
    "charset",
    ["idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "hex", "zip", "base64", "rot13",
     "nonsense", "utf_8\xff", "a" * 5000, '"', "mbcs"],
)  # fmt: skip
@pytest.mark.parametrize("code", [200, 400])
@pytest.mark.fault(75)
def test_case_75_a_charset_that_is_none(charset: str, code: int, driver: Driver, play: Play) -> None:
    """A body whose charset is no charset is read as UTF-8, with an error status or without."""
    kind = f"text/plain; charset={charset}".encode("latin-1")
    odd = httpx.Response(code, content="ü\\x1".encode(), headers=[(b"content-type", kind)])
    client = play(odd).client()
    if code == 200:
        assert driver.run(client.call(request(read=read_text))) == "ü\\x1"
    else:
        error = driver.error(client, request())
        assert isinstance(error, BadRequestError)
        assert (error.message, error.body) == ("ü\\x1", "ü\\x1")


@pytest.mark.parametrize(
    "name",
    ["Content-Length", "transfer-encoding", "HOST", "Connection", "TE", "Upgrade", "Accept-Encoding",
     "Trailer", "Keep-Alive", "Proxy-Connection"],
)  # fmt: skip
@pytest.mark.fault(79)
def test_case_79_headers_of_the_transport(name: str, driver: Driver, play: Play) -> None:
    """A header that says how a message is sent is refused by name: in options at once, with a call before it is sent."""
    peer = play(ok())
    client = peer.client()
    with pytest.raises(ConfigurationError, match=name):
        client.with_options(headers={name: "5"})
    with pytest.raises(ConfigurationError, match=name):
        peer.client(headers={name: "5"})
    error = driver.error(client, request(POST, headers={name: "5"}))
    assert isinstance(error, InputError)
    assert (error.field, peer.requests) == (name, [])


@pytest.mark.fault(82)
def test_case_82_texts_of_a_server_are_cut_and_cleaned(driver: Driver, play: Play) -> None:
    """Nothing that a server says makes an error long, or goes to a terminal as it is; the body keeps what came."""
    odd = "two\nlines \x1b[2J\u202e" + "x" * MEGABYTE
    body = {"error": odd, "code": odd, "errors": {odd: [odd]}}
    error = driver.error(play(status(400, body)).client(), request(POST))
    assert error.body == body
    told = [str(error), error.message, error.code or "", *error.details, *error.details.popitem()[1]]
    assert all(text.isprintable() and len(text) < 500 for text in told)
    assert len(repr(error)) < 500
    text = driver.error(play(httpx.Response(400, text=odd)).client(), request())
    assert (text.body, text.message) == (odd, "Bad Request")


@pytest.mark.fault(82)
def test_case_82_a_request_id_is_cut_and_cleaned(driver: Driver, play: Play) -> None:
    """A request id, which every message of an error ends with, is short and can be printed."""
    odd = "\u202e" + "9" * 5000
    answer = httpx.Response(404, headers=[(b"x-request-id", odd.encode())])
    error = driver.error(play(answer).client(), request())
    assert (error.request_id or "").startswith("\ufffd999")
    assert len(str(error)) < 260


@pytest.mark.parametrize("length", ["9" * 18, "9" * 5000])
@pytest.mark.fault(78, level="core")
def test_case_78_a_length_that_a_transport_lets_through(length: str, driver: Driver) -> None:
    """A Content-Length beyond all numbers, from a transport that does not mind, is too large; nothing is read."""
    odd = httpx.Response(200, headers={"content-length": length}, stream=httpx.ByteStream(b"{}"))
    error = driver.error(driver.client(lambda _: odd), request(POST))
    assert isinstance(error, ResponseTooLargeError)
    assert len(str(error)) < 500


@pytest.mark.parametrize("json", [True, False])
@pytest.mark.fault(82)
def test_case_82_a_long_text_with_control_characters(
    json: bool, driver: Driver, play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    """Megabytes of text with line breaks and ESC give a short message of one line, in errors, events and the log."""
    text = "\x1b[2Jgone\r\nFAKE LINE \u202e" + "x" * (2 * MEGABYTE)
    answer = status(422, {"error": text, "code": text}) if json else httpx.Response(422, text=text)
    events: list[Any] = []
    with caplog.at_level("DEBUG", "uptimekit"):
        error: Any = driver.error(play(answer).client(hooks=[events.append]), request(POST))
    assert type(error) is UnprocessableError
    shown = [
        str(error),
        error.message,
        *map(str, events),
        *(record.getMessage() for record in caplog.records),
    ]
    assert not [each for each in shown if len(each) > 2000 or CONTROL.search(each)]
    assert ("gone" in str(error)) is json  # a plain text that cannot be printed says nothing


@pytest.mark.fault(77)
def test_case_77_a_nested_body_of_a_gateway(driver: Driver, play: Play) -> None:
    """A nested body of a 503 is asked for again as any other, then keeps its class."""
    deep = httpx.Response(503, content="[" * 990 + "]" * 990, headers={"content-type": "application/json"})
    peer = play(deep)
    assert type(driver.error(peer.client(), request(GET))) is ServerError
    assert len(peer.requests) == 3


ODD_ADDRESSES = [
    "http://xn--/", "//xn--a/", "http://[::1", "http://127.0.0.1:99999999/", "http://h:" + "9" * 5000, "mailto:x@y",
    "javascript:alert(1)", "http://", "//", "\\\\evil", "http://\u202e/", "data:,", "https:x", "http://" + "a." * 3000,
    "x" * 70_000, "http://ü.test/", "http://" + "ü" * 300, "foo://[", "http://a b/", "", "?" + "%" * 99,
]  # fmt: skip


@pytest.mark.parametrize("passed_in", [False, True])
@pytest.mark.parametrize("location", ODD_ADDRESSES)
@pytest.mark.fault(76)
def test_case_76_an_odd_location(location: str, passed_in: bool, driver: Driver, play: Play) -> None:
    """A redirect raises RedirectError with its status and its words, wherever it would lead; it is sent once."""
    headers = [(b"Location", location.encode()), (b"Content-Type", b"application/json")]
    peer = play(httpx.Response(302, headers=headers, content=b'{"error": "gone"}'))
    client = _passing_in(driver, peer) if passed_in else peer.client()
    error = driver.error(client, request())
    assert isinstance(error, RedirectError)
    assert (error.status_code, error.attempts, len(peer.requests)) == (302, 1, 1)
    assert error.message.startswith("gone")


@pytest.mark.fault(76)
def test_case_76_where_a_redirect_leads_can_be_seen(driver: Driver, play: Play) -> None:
    """Owner's hooks and capture() see the Location; calls of its owner follow it as ever."""
    seen: list[str] = []

    def hook(response: httpx.Response) -> None:
        seen.append(response.headers["location"])

    async def ahook(response: httpx.Response) -> None:
        hook(response)

    peer = play(status(302, location="/there"))
    http = peer.http(event_hooks={"response": [ahook if driver.asynchronous else hook]})
    client = driver.client(urls={"base": peer.url}, http_client=http, close_http_client=True)
    with client.capture() as captured:
        assert isinstance(driver.error(client, request()), RedirectError)
    assert isinstance(driver.error(client, request()), RedirectError)
    assert captured.last.headers["location"] == "/there"
    assert driver.run(http.get(peer.url)).next_request.url.path == "/there"
    assert seen == ["/there"] * 3
    assert len(http.event_hooks["response"]) == 2


@pytest.mark.parametrize("passed_in", [False, True])
@pytest.mark.parametrize("code", [200, 404])
@pytest.mark.fault(78, level="wire")
def test_case_78_a_length_without_sense(driver: Driver, serve: Serve, code: int, passed_in: bool) -> None:
    """A Content-Length of 5,000 digits is a broken head: sent again if safe, then NetworkError."""
    head = f"HTTP/1.1 {code} Whatever\r\nContent-Length: {'9' * 5000}\r\n\r\n"
    server = serve(raw(head.encode(), close=True))
    kind = httpx.AsyncClient if driver.asynchronous else httpx.Client
    options = {"http_client": kind(trust_env=False), "close_http_client": True} if passed_in else {}
    client = driver.client(urls={"base": server.url}, **options)
    for op, attempts in ((GET, 3), (POST, 1)):
        error = driver.error(client, request(op))
        assert type(error) is NetworkError
        assert (error.attempts, error.maybe_sent) == (attempts, True)


LISTING = operation(pagination=Pagination("link", "data", next="next"))


@pytest.mark.parametrize(
    "link", [link for link in ODD_ADDRESSES if link.startswith("http://") and link != "http://"]
)
@pytest.mark.fault(86)
def test_case_86_a_next_link_to_an_odd_host(link: str, driver: Driver, play: Play) -> None:
    """A next link that leads to no host, or to another one, ends a listing with PaginationError and sends nothing."""
    peer = play(ok({"data": [1], "next": link}))
    listing = peer.client().paginate(request(LISTING), start_at=None, prefetch=0, max_pages=9)
    with pytest.raises(PaginationError) as caught:
        driver.take(listing)
    assert caught.value.page_token == link
    assert len(str(caught.value)) < 400
    assert len(peer.requests) == 1


@pytest.mark.parametrize("changes", [{}, {"slug": None}, {"colour": "red"}, {"last_ping": None}])
@pytest.mark.fault(93)
def test_case_93_what_came_is_what_goes_back(changes: dict[str, Any], driver: Driver, play: Play) -> None:
    """A field that was not sent stays absent in to_dict(), and null stays null."""
    came = {"name": "job", "status": "up", **changes}
    client = generated_client(driver, play(ok({"checks": [came]})), "healthchecks")
    (check,) = driver.run(client.checks.list())
    assert check.to_dict() == came
