"""Answers that no sensible server gives, made up from a seed: heads, lengths, codings, charsets and bodies."""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Iterator
from typing import Final

__all__ = ["ODD_TEXT", "hostile_answers"]

ODD_TEXT: Final = "two\nlines \x1b]0;title\x07 \x1b[2J \u202eback\u2066 \ud800 " + "x" * 5000
"""A text that a terminal acts upon, that is no valid Unicode, and that is long."""

_CODES: Final = (200, 200, 200, 200, 201, 204, 206, 299, 300, 302, 304, 307, 400, 401, 403, 404, 409, 420, 422, 429, 451, 500,
                 502, 503, 530, 599, 600, 999)  # fmt: skip
_HEADERS: Final = (
    "Content-Type: application/json; charset=idna", "Content-Type: text/plain; charset=undefined",
    "Content-Type: text/html; charset=\"utf-16", "Content-Type: application/json; charset=utf-7", "Content-Type: ",
    "Content-Type: \x80\xff\x9b", "Content-Type: application/json\r\nContent-Type: text/plain", "Content-Encoding: gzip",
    "Content-Encoding: deflate", "Content-Encoding: gzip, deflate", "Content-Encoding: br", "Content-Encoding: ,,identity",
    "Retry-After: " + "9" * 5000, "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", "Retry-After: Fri, 99 Foo 99999 99:99:99 -9999",
    "Retry-After: -1", "retry-after-ms: 1e400", "Location: http://xn--/", "Location: foo://[", "Location: //",
    "Set-Cookie: a=b; expires=Fri, 99 Foo 99999", "Set-Cookie: " + "=;" * 500, "Set-Cookie: a=1; Domain=..; Max-Age=" + "9" * 5000,
    "X-Request-Id: \x9b2J" + "9" * 3000, "Ping-Body-Limit: " + "9" * 5000, "Ping-Body-Limit: ²", "X-RateLimit-Remaining: nan",
    "X-API-Deprecation: \x85" + "d" * 3000, "X-API-Sunset: never", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked",
    "Connection: upgrade", "Upgrade: h2c", "Content-Length: -1", "Content-Length: 5, 5", "Content-Length: " + "9" * 5000,
    "Content-Length: 0x10", "Link: <http://xn--/>; rel=next", "Trailer: x", "Date: yesterday", "Content-Range: bytes 0-0/9",
    "X: " + "y" * 9000, "\xff: z", "No colon", ": empty", " folded: x",
)  # fmt: skip


def _bodies(draw: random.Random) -> Iterator[bytes]:
    deep = draw.choice([60, 400, 990, 5000])
    wrap = draw.choice(["[", '{"errors":[', '{"data":', '{"error":{"x":', '{"checks":['])
    unwrap = "".join({"[": "]", "{": "}"}[char] for char in reversed(wrap) if char in "[{")
    odd = {
        "error": ODD_TEXT,
        "errors": [ODD_TEXT] * 9,
        "message": {ODD_TEXT: ODD_TEXT},
        "code": 10**400,
        "detail": [[]],
    }
    yield b""
    yield (wrap * deep + "1" + unwrap * deep).encode()
    yield json.dumps(odd).encode()
    yield json.dumps(odd, ensure_ascii=False).encode("utf-8", "surrogatepass")
    yield json.dumps([odd, None, 1, "x"]).encode()
    yield draw.choice(
        [
            b"9" * 5000,
            b"NaN",
            b"-Infinity",
            b"1e999",
            b"null",
            b"true",
            b'"\\ud800"',
            b"\xef\xbb\xbf{}",
            b"\x00" * 99,
        ]
    )
    yield json.dumps({name: draw.choice([odd, None, 7, [], {}, ODD_TEXT, 10**4000, True]) for name in
                      ("data", "checks", "pings", "incidents", "components", "pagination", "meta", "errors", "id", "next")}).encode()  # fmt: skip
    yield json.dumps(
        {"data": [{"id": 1, "attributes": None}], "pagination": {"next": "http://xn--/"}}
    ).encode()
    yield gzip.compress(b'{"a": 1}')[: draw.randrange(30)]
    yield zlib.compress(b'{"a": 1}')
    yield draw.randbytes(draw.randrange(300))
    yield b"<html>rate limited, not found" + ODD_TEXT.encode("utf-8", "replace")
    yield b"OK\x00"
    yield b"5\r\n{}\r\n0\r\n\r\n"


def hostile_answers(seed: int, count: int) -> Iterator[bytes]:
    """Yield *count* answers as bytes of the wire; after each the connection is to be closed."""
    draw = random.Random(seed)
    for _ in range(count):
        body = draw.choice(list(_bodies(draw)))
        lines = draw.sample(_HEADERS, draw.randrange(4))
        if draw.random() < 0.7:
            lines.append(f"Content-Length: {len(body) + draw.choice([0, 0, 0, 0, 1, -1])}")
        if draw.random() < 0.6:
            lines.append("Content-Type: application/json")
        first = draw.choice([f"HTTP/1.1 {draw.choice(_CODES)} {draw.choice(['', 'Whatever', chr(0x9B) + '2J'])}"] * 9
                            + ["HTTP/1.1 20 OK", "HTTP/9.9 200 OK", "HTTP/1.0 200", "ICY 200 OK", "", "HTTP/1.1 100 Continue"])  # fmt: skip
        yield "\r\n".join([first, *lines, "", ""]).encode("latin-1") + body
