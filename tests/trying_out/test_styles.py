"""Parameters and bodies, read independently of the client."""

from __future__ import annotations

from typing import Any

import pytest

from tryouts.bodies import problem
from tryouts.server import Seen
from tryouts.styles import cookies_of, pairs_of, take


@pytest.mark.parametrize(
    ("parameter", "value", "query"),
    [
        ({}, "a b&c", "p=a+b%26c"),
        ({}, 7, "p=7"),
        ({}, True, "p=true"),
        ({}, "2026-11-20T10:00:00+00:00", "p=2026-11-20T10%3A00%3A00Z"),
        ({}, ["a", "b"], "p=a&p=b"),
        ({"explode": False}, ["a", "b"], "p=a,b"),
        ({"style": "pipeDelimited", "explode": False}, ["a", "b"], "p=a%7Cb"),
        ({"style": "spaceDelimited", "explode": False}, [1, 2], "p=1%202"),
        ({"style": "deepObject"}, {"a": 1, "b": ["x", "y"]}, "p%5Ba%5D=1&p[b]=x&p[b]=y"),
        ({"style": "form"}, {"a": 1, "b": "c"}, "a=1&b=c"),
        ({"style": "form", "explode": False}, {"a": 1, "b": "c"}, "p=a,1,b,c"),
        ({"content": {"application/json": {}}}, {"a": [1]}, "p=%7B%22a%22%3A%5B1%5D%7D"),
    ],
)
def test_a_parameter_is_found_in_its_style(parameter: dict[str, Any], value: Any, query: str) -> None:
    """It is taken out of the query, and another value in its place is told."""
    pairs = pairs_of(f"{query}&other=1")
    assert take({"name": "p", "in": "query", **parameter}, value, pairs) == ""
    assert pairs == [("other", "1")]
    for wrong in (query.replace("a", "z"), query.replace("1", "3"), "", f"{query}&{query}"):
        if wrong != query:
            assert take({"name": "p", "in": "query", **parameter}, value, pairs_of(wrong))


def test_cookies_are_pairs() -> None:
    """A Cookie header has several."""
    assert cookies_of("a=1; b=x%20y") == [("a", "1"), ("b", "x y")]


PART = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
FILE = b'--x\r\nContent-Disposition: form-data; name="f"; filename="n"\r\n\r\n\x00\xff\r\n--x--\r\n'


@pytest.mark.parametrize(
    ("media", "value", "body"),
    [
        ("application/json", {"a": [1, None]}, b'{"a":[1,null]}'),
        ("application/vnd.api+json", {"a": 1}, b'{"a":1}'),
        ("application/x-www-form-urlencoded", {"a": ["x", "y"], "b": True}, b"a=x&b=true&a=y"),
        ("multipart/form-data; boundary=x", {"a": 1, "b": {"c": 1}, "f": b"\x00\xff"}, PART % (b"a", b"1") + PART % (b"b", b'{"c": 1}') + FILE),
        ("text/plain", "é", "é".encode()),
        ("application/octet-stream", b"\x00\xff", b"\x00\xff"),
    ],
)  # fmt: skip
def test_a_body_is_read_by_its_media_type(media: str, value: Any, body: bytes) -> None:
    """What it holds is compared with what was meant, and so is its type."""
    plain = media.partition(";")[0]
    assert problem(plain, value, Seen("POST", "/", {"content-type": media}, body), {}) == ""
    assert problem(plain, value, Seen("POST", "/", {"content-type": "text/other"}, body), {})
    assert problem(plain, value, Seen("POST", "/", {"content-type": media}, b"1" + body[1:-3]), {})
