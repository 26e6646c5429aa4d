"""Tests of the direct way from a call to httpcore: it sends the bytes that httpx would send."""

from __future__ import annotations

import string
from functools import partial
from typing import Any

import httpcore
import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from uptimekit._runtime.connections import core_request
from uptimekit._runtime.direct import DirectRequest, direct_request
from uptimekit._runtime.http_library import HTTPRequest, InvalidURL
from uptimekit._runtime.http_request import bare_request, with_query

SERVERS = (
    "https://api.example.test",
    "http://127.0.0.1:8000/api",
    "http://[::1]:8080",
    "https://xn--mller-kva.example.test:8443",
    "https://example.test:443/a%20b",
)
PIECES = st.sampled_from(
    [
        "/",
        "/.",
        "/..",
        ".",
        "..",
        "%",
        "%2F",
        "%2e%2E",
        "%zz",
        "?",
        "#",
        "@",
        ":",
        "\\",
        " ",
        "é",
        "\ud800",
        "\n",
        "{",
    ]
)
PATHS = st.lists(st.one_of(PIECES, st.text(string.ascii_letters + "-_~", max_size=4)), max_size=6)
NAMES = st.text("abé &=?#%+[]", min_size=1, max_size=4)
VALUES = st.one_of(
    NAMES, st.integers(), st.booleans(), st.none(), st.floats(), st.lists(st.one_of(NAMES, st.integers()))
)
JOINED = st.sampled_from(["", "tags=a,b", "ids=1|2", "x=a%20b", "é=1", "a=b#c"])
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
HEADERS = {"accept": "application/json", "x-api-key": "k"}


def _sent(make: Any, method: str, url: str, **more: Any) -> Any:
    """Return all that *make* gives to httpcore, or the error that it raises."""
    given = {"params": None, "joined": "", "headers": HEADERS, "content": None, "files": None, **more}
    try:
        request = make(method, url, extensions={"timeout": {"read": 1.0}}, **given)
    except (httpx.InvalidURL, UnicodeError) as error:
        return type(error), str(error)
    assert isinstance(request, httpcore.Request)
    stream: Any = request.stream
    address = request.url
    return (
        request.method,
        (address.scheme, address.host, address.port, address.target),
        request.headers,
        b"".join(stream),
        request.extensions,
    )


def _by_httpx(*arguments: Any, **named: Any) -> httpcore.Request:
    made: HTTPRequest = with_query(partial(bare_request, httpx.Request), *arguments, **named)
    return core_request(made)


@given(
    st.sampled_from(SERVERS),
    PATHS.map("".join),
    st.one_of(st.none(), st.dictionaries(NAMES, VALUES, min_size=1, max_size=3)),
    JOINED,
    METHODS,
    st.one_of(st.none(), st.binary(max_size=9)),
)
@example(SERVERS[0], "/v1/pages/p1.json", {"a": []}, "", "GET", None)
@example(SERVERS[0], "/v1/pages/p1", {"q": "ü b", "n": 5, "t": True}, "ids=1,2", "POST", b"")
@example(SERVERS[1], "/checks/%2F/a%2Fb", None, "", "PUT", b"{}")
@example(SERVERS[0], f"/{'a' * 70_000}", None, "", "GET", None)
@example(SERVERS[0], "/a", {"q": "a" * 70_000}, "", "GET", None)
@example(SERVERS[0], ":99999/a", None, "", "GET", None)
def test_both_ways_are_equal(
    server: str, path: str, params: Any, joined: str, method: str, content: bytes | None
) -> None:
    """Method, address, headers in their order, and body are those of a request of httpx, or its error is raised."""
    arguments = (method, str(httpx.URL(server)) + path)
    given = {"params": params, "joined": joined, "content": content}
    assert _sent(direct_request, *arguments, **given) == _sent(_by_httpx, *arguments, **given)


@pytest.mark.parametrize(
    "headers",
    [
        {**HEADERS, "content-length": "3"},
        {**HEADERS, "transfer-encoding": "chunked"},
        {**HEADERS, "content-type": "text/plain", "x": "é"},
    ],
)
def test_the_headers_of_a_file(headers: dict[str, str]) -> None:
    """The length that the headers give is not given again, and a value outside ASCII is the same error."""
    given = {"headers": headers, "content": ()}
    ways = [_sent(make, "POST", "https://example.test/a", **given) for make in (direct_request, _by_httpx)]
    assert ways[0] == ways[1]


def test_parts_are_made_by_httpx() -> None:
    """A body in parts has the headers and the bytes of httpx's, with the boundary of the content type."""
    given = {
        "headers": {"content-type": "multipart/form-data; boundary=b"},
        "files": [("a", ("n.txt", b"x", "text/plain"))],
    }
    ways = [_sent(make, "POST", "https://example.test/a", **given) for make in (direct_request, _by_httpx)]
    assert ways[0] == ways[1]
    assert b"n.txt" in ways[0][3]


@pytest.mark.parametrize(
    ("url", "direct"),
    [
        ("https://example.test/api/v3/checks/f618072a-7bde-4eee-af63-71a77c5723bc", True),
        ("https://example.test/v1/pages/p.json", True),
        ("https://example.test/a%2Fb//c", True),
        ("https://example.test", False),
        ("https://example.test/a/../b", False),
        ("https://example.test/a?b=c", False),
        ("https://user@example.test/a", False),
    ],
)
def test_what_is_plain(url: str, direct: bool) -> None:
    """The addresses of everyday calls need no object of httpx."""
    try:
        made = direct_request(
            "GET",
            url,
            params={"q": "a b"},
            joined="ids=1,2",
            headers={},
            content=None,
            files=None,
            extensions={},
        )
    except InvalidURL:
        assert not direct
    else:
        assert isinstance(made, DirectRequest) is direct
