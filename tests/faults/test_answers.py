"""Odd and hostile answers over real sockets: none takes memory, hides its status, or gets out as a raw exception."""

from __future__ import annotations

import copy
import gzip
import json
import pickle
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tests.runtime._kit import GET, POST, Driver, operation, request

from uptimekit._runtime import Pagination, read_text
from uptimekit._runtime.errors import (
    BadRequestError,
    ClientStateError,
    ConfigurationError,
    DecodingError,
    InputError,
    NetworkError,
    PaginationError,
    RedirectError,
    ResponseTooLargeError,
    ServerError,
)

from ._server import FaultServer, Step, answer, answer_json, raw

Serve = Callable[..., FaultServer]
MEGABYTE = 1_000_000


def _client(driver: Driver, server: FaultServer, **options: Any) -> Any:
    return driver.client(urls={"base": server.url}, **options)


def _packed(body: bytes, coding: str, code: int = 200) -> Step:
    return answer(code, body, Content_Encoding=coding, X_Request_Id="r1")


def _zeros(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    pieces = [packer.compress(b"\0" * MEGABYTE) for _ in range(size // MEGABYTE)]
    return b"".join(pieces) + packer.flush()


BOMB = _zeros(32 * MEGABYTE)  # a thousandth of what it becomes
ONION = gzip.compress(gzip.compress(BOMB))


@pytest.mark.parametrize(
    ("body", "coding", "error"),
    [
        (BOMB, "gzip", ResponseTooLargeError),
        (ONION, "gzip, gzip, gzip", DecodingError),
        (gzip.compress(b"") * 100_000, "gzip", ResponseTooLargeError),
    ],
    ids=["bomb", "onion", "dust"],
)
def test_a_bomb_takes_no_memory(
    driver: Driver, serve: Serve, body: bytes, coding: str, error: type[Exception]
) -> None:
    """A small answer that becomes a large one ends at max_response_bytes, and so does memory."""
    client = _client(driver, serve(_packed(body, coding)), max_response_bytes=MEGABYTE)
    tracemalloc.start()
    try:
        raised = driver.error(client, request())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert type(raised) is error
    assert (raised.status_code, raised.request_id, raised.attempts) == (200, "r1", 1)
    assert peak < 8 * MEGABYTE


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", ""])
def test_codings_that_are_undone(driver: Driver, serve: Serve, coding: str) -> None:
    """gzip of several members, deflate and no coding arrive whole."""
    text = json.dumps({"a": "x" * 300_000}).encode()
    body = {"deflate": zlib.compress(text), "": text}.get(
        coding, gzip.compress(text[:100]) + gzip.compress(text[100:])
    )
    assert driver.json(_client(driver, serve(_packed(body, coding))), request()) == json.loads(text)


@pytest.mark.parametrize(("op", "sent"), [(GET, 2), (POST, 1)])
@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_compressed_body_that_is_cut(driver: Driver, serve: Serve, coding: str, op: Any, sent: int) -> None:
    """A compressed body without its end is not complete: asked for once more if safe, then DecodingError."""
    whole = gzip.compress(b'{"a": 1}') if coding == "gzip" else zlib.compress(b'{"a": 1}')
    server = serve(_packed(whole[:-2], coding))
    error = driver.error(_client(driver, server), request(op))
    assert type(error) is DecodingError
    assert (error.status_code, error.request_id, len(server.requests)) == (200, "r1", sent)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "deflate, gzip"])
def test_a_coding_that_nobody_asked_for(driver: Driver, serve: Serve, coding: str) -> None:
    """Another coding, or a second one, is named in a DecodingError, which is final."""
    server = serve(_packed(b"whatever", coding))
    error = driver.error(_client(driver, server), request())
    assert type(error) is DecodingError
    assert coding in error.message
    assert (error.status_code, error.request_id, len(server.requests)) == (200, "r1", 1)


@pytest.mark.parametrize("coding", ["br", "gzip", "deflate", "gzip, gzip"])
def test_an_error_status_outweighs_its_coding(driver: Driver, serve: Serve, coding: str) -> None:
    """An error answer whose body cannot be decoded keeps its class, and its rules for another attempt."""
    server = serve(_packed(b"whatever", coding, 503))
    error = driver.error(_client(driver, server), request())
    assert isinstance(error, ServerError)
    assert (error.status_code, error.attempts, error.body) == (503, 3, None)


def test_accept_encoding_is_always_ours(driver: Driver, serve: Serve) -> None:
    """What can be undone is what is asked for, also with a client that was passed in and would ask for more."""
    server = serve(answer())
    kind = httpx.AsyncClient if driver.asynchronous else httpx.Client
    http = kind(headers={"accept-encoding": "br, zstd"}, trust_env=False)
    for client in (
        _client(driver, server),
        _client(driver, server, http_client=http, close_http_client=True),
    ):
        driver.send(client, request())
    assert [seen.headers["accept-encoding"] for seen in server.requests] == ["gzip, deflate"] * 2


def test_an_event_hook_that_reads(driver: Driver, serve: Serve) -> None:
    """An answer that an event hook of a client that was passed in has read is used as it stands."""

    def read(response: httpx.Response) -> None:
        response.read()

    async def aread(response: httpx.Response) -> None:
        await response.aread()

    server = serve(_packed(gzip.compress(b'{"a": 1}'), "gzip"))
    http: Any = (
        httpx.AsyncClient(event_hooks={"response": [aread]}, trust_env=False)
        if driver.asynchronous
        else httpx.Client(event_hooks={"response": [read]}, trust_env=False)
    )
    client = _client(driver, server, http_client=http, close_http_client=True)
    assert driver.json(client, request()) == {"a": 1}
    small = client.with_options(max_response_bytes=7)
    assert type(driver.error(small, request())) is ResponseTooLargeError


def test_an_event_hook_that_takes_the_body(driver: Driver, serve: Serve) -> None:
    """An answer whose body an event hook took and did not keep raises an error that says what to do."""

    def take(response: httpx.Response) -> None:
        list(response.iter_raw())

    async def atake(response: httpx.Response) -> None:
        async for _ in response.aiter_raw():
            pass

    http: Any = (
        httpx.AsyncClient(event_hooks={"response": [atake]}, trust_env=False)
        if driver.asynchronous
        else httpx.Client(event_hooks={"response": [take]}, trust_env=False)
    )
    client = _client(driver, serve(answer()), http_client=http, close_http_client=True)
    error = driver.error(client, request())
    assert isinstance(error, ClientStateError)
    assert "event hook" in error.message


@pytest.mark.parametrize("depth", [60, 400, 700, 990, 100_000])
@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ('{"error": ', "}"), ('{"errors": [', "]}")])
def test_a_deep_error_body(driver: Driver, serve: Serve, begin: str, end: str, depth: int) -> None:
    """An error body nested without sense keeps its status; the error can be shown, pickled and copied."""
    content = begin * depth + "1" + end * depth
    error = driver.error(_client(driver, serve(answer(400, content.encode()))), request())
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
def test_a_charset_that_is_none(driver: Driver, serve: Serve, charset: str, code: int) -> None:
    """A body whose charset is no charset is read as UTF-8, with an error status or without."""
    head = f"HTTP/1.1 {code} Whatever\r\nContent-Type: text/plain; charset={charset}\r\nContent-Length: 5\r\n\r\n"
    client = _client(driver, serve(raw(head.encode("latin-1") + "ü\\x1".encode())))
    if code == 200:
        assert driver.run(client.call(request(), read_text)) == "ü\\x1"
    else:
        error = driver.error(client, request())
        assert isinstance(error, BadRequestError)
        assert (error.message, error.body) == ("ü\\x1", "ü\\x1")


@pytest.mark.parametrize(
    "name",
    ["Content-Length", "transfer-encoding", "HOST", "Connection", "TE", "Upgrade", "Accept-Encoding",
     "Trailer", "Keep-Alive", "Proxy-Connection"],
)  # fmt: skip
def test_headers_of_the_transport(driver: Driver, serve: Serve, name: str) -> None:
    """A header that says how a message is sent is refused by name: in options at once, with a call before it is sent."""
    server = serve(answer())
    client = _client(driver, server)
    with pytest.raises(ConfigurationError, match=name):
        client.with_options(headers={name: "5"})
    with pytest.raises(ConfigurationError, match=name):
        _client(driver, server, headers={name: "5"})
    error = driver.error(client, request(POST, headers={name: "5"}))
    assert isinstance(error, InputError)
    assert (error.field, server.requests) == (name, [])


def test_texts_of_a_server_are_cut_and_cleaned(driver: Driver, serve: Serve) -> None:
    """Nothing that a server says makes an error long, or goes to a terminal as it is; the body keeps what came."""
    odd = "two\nlines \x1b[2J\u202e" + "x" * MEGABYTE
    body = {"error": odd, "code": odd, "errors": {odd: [odd]}}
    error = driver.error(_client(driver, serve(answer_json(body, 400))), request(operation("POST")))
    assert error.body == body
    told = [str(error), error.message, error.code or "", *error.details, *error.details.popitem()[1]]
    assert all(text.isprintable() and len(text) < 500 for text in told)
    assert len(repr(error)) < 500
    text = driver.error(_client(driver, serve(answer(400, odd.encode(), "text/plain"))), request())
    assert (text.body, text.message) == (odd, "Bad Request")


def test_a_request_id_is_cut_and_cleaned(driver: Driver, serve: Serve) -> None:
    """A request id, which every message of an error ends with, is short and can be printed."""
    odd = "\u202e" + "9" * 5000
    head = f"HTTP/1.1 404 No\r\nX-Request-Id: {odd}\r\nContent-Length: 0\r\n\r\n"
    error = driver.error(_client(driver, serve(raw(head.encode()))), request())
    assert (error.request_id or "").startswith("\ufffd999")
    assert len(str(error)) < 200


ODD_ADDRESSES = [
    "http://xn--/", "//xn--a/", "http://[::1", "http://127.0.0.1:99999999/", "http://h:" + "9" * 5000, "mailto:x@y",
    "javascript:alert(1)", "http://", "//", "\\\\evil", "http://\u202e/", "data:,", "https:x", "http://" + "a." * 3000,
    "x" * 70_000, "http://ü.test/", "http://" + "ü" * 300, "foo://[", "http://a b/", "", "?" + "%" * 99,
]  # fmt: skip


@pytest.mark.parametrize("passed_in", [False, True])
@pytest.mark.parametrize("location", ODD_ADDRESSES)
def test_a_redirect_to_an_odd_address(driver: Driver, serve: Serve, location: str, passed_in: bool) -> None:
    """A redirect raises RedirectError with its status and its words, wherever it would lead; it is sent once."""
    body = b'{"error": "gone"}'
    head = f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: {len(body)}\r\n\r\n"
    server = serve(raw(head.encode() + body))
    kind = httpx.AsyncClient if driver.asynchronous else httpx.Client
    options = {"http_client": kind(trust_env=False), "close_http_client": True} if passed_in else {}
    error = driver.error(_client(driver, server, **options), request())
    assert isinstance(error, RedirectError)
    assert (error.status_code, error.attempts, len(server.requests)) == (302, 1, 1)
    assert error.message.startswith("gone")


def test_where_a_redirect_leads_can_be_seen(driver: Driver, serve: Serve) -> None:
    """Owner's hooks and capture() see the Location; calls of its owner follow it as ever."""
    seen: list[str] = []

    def hook(response: httpx.Response) -> None:
        seen.append(response.headers["location"])

    async def ahook(response: httpx.Response) -> None:
        hook(response)

    server = serve(raw(b"HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n"))
    http: Any = (
        httpx.AsyncClient(event_hooks={"response": [ahook]}, trust_env=False)
        if driver.asynchronous
        else httpx.Client(event_hooks={"response": [hook]}, trust_env=False)
    )
    client = _client(driver, server, http_client=http, close_http_client=True)
    with client.capture() as captured:
        assert isinstance(driver.error(client, request()), RedirectError)
    assert isinstance(driver.error(client, request()), RedirectError)
    assert captured.last.headers["location"] == "/there"
    assert driver.run(http.get(server.url)).next_request.url.path == "/there"
    assert seen == ["/there"] * 3
    assert len(http.event_hooks["response"]) == 2


@pytest.mark.parametrize("passed_in", [False, True])
@pytest.mark.parametrize("code", [200, 404])
def test_a_length_without_sense(driver: Driver, serve: Serve, code: int, passed_in: bool) -> None:
    """A Content-Length of 5,000 digits is a broken head: sent again if safe, then NetworkError."""
    head = f"HTTP/1.1 {code} Whatever\r\nContent-Length: {'9' * 5000}\r\n\r\n"
    server = serve(raw(head.encode(), close=True))
    kind = httpx.AsyncClient if driver.asynchronous else httpx.Client
    options = {"http_client": kind(trust_env=False), "close_http_client": True} if passed_in else {}
    client = _client(driver, server, **options)
    for op, attempts in ((GET, 3), (POST, 1)):
        error = driver.error(client, request(op))
        assert type(error) is NetworkError
        assert (error.attempts, error.maybe_sent) == (attempts, True)


LISTING = operation(pagination=Pagination("link", "data", next="next"))


@pytest.mark.parametrize(
    "link", [link for link in ODD_ADDRESSES if link.startswith("http") and link != "http://"]
)
def test_a_next_link_to_an_odd_host(driver: Driver, serve: Serve, link: str) -> None:
    """A next link that leads to no host, or to another one, ends a listing with PaginationError and sends nothing."""
    server = serve(answer_json({"data": [1], "next": link}))
    listing = _client(driver, server).paginate(
        request(LISTING), lambda item: item, start_at=None, prefetch=0, max_pages=9
    )
    with pytest.raises(PaginationError) as caught:
        driver.take(listing)
    assert caught.value.page_token == link
    assert len(str(caught.value)) < 400
    assert len(server.requests) == 1
