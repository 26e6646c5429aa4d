"""Request bodies and the form of replies."""

from __future__ import annotations

from .._calls import Caller


def test_body_must_be_utf8(call: Caller) -> None:
    """JSON in another encoding cannot be parsed."""
    reply = call("POST", "checks/", content='{"name": "é"}'.encode("latin-1"))
    assert reply.json() == {"error": "could not parse request body"}


def test_deeply_nested_body_breaks_the_server(call: Caller) -> None:
    """JSON nested beyond what the decoder can follow is the 500 page, without CORS headers."""
    for body in (b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000, b'{"name":' * 100_000):
        reply = call("POST", "checks/", content=body)
        assert (reply.status_code, "Server Error" in reply.text) == (500, True)
        assert "access-control-allow-origin" not in reply.headers


def test_json_is_ascii_with_spaces(call: Caller) -> None:
    """Letters beyond ASCII are escaped and separators are followed by a space, as the server writes them."""
    reply = call("POST", "checks/", {"name": "é"})
    assert reply.text.startswith('{"name": "\\u00e9", "slug": ""')


def test_oversized_management_body(call: Caller) -> None:
    """A body of over 2,621,440 bytes gets the 400 page, before the key is looked at."""
    reply = call("POST", "checks/", content=b"x" * 2_621_441, key=None)
    assert reply.status_code == 400
    assert "<h1>Bad Request (400)</h1>" in reply.text
