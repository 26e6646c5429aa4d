"""Replies."""

from __future__ import annotations

import json

import pytest

from uptimekit.sandbox.betterstack._http import (
    JSON,
    RefusalError,
    empty,
    json_reply,
    parse_object,
    unprocessable,
)

_COMPLAINTS = {"url": ["can't be blank"], "port": ["is odd", "is low"]}


def test_unprocessable_tells_everything_in_every_shape() -> None:
    """All three shapes carry all complaints."""
    bodies = {
        shape: json.loads(unprocessable(_COMPLAINTS, shape).body)
        for shape in ("map", "string", "allowed_values")
    }
    sentence = "url can't be blank; port is odd; port is low"
    assert bodies == {
        "map": {"errors": _COMPLAINTS},
        "string": {"errors": sentence},
        "allowed_values": {"errors": sentence, "allowed_values": _COMPLAINTS},
    }


def test_json_and_empty_replies() -> None:
    """JSON is labelled with its encoding, an empty reply not at all."""
    assert json_reply({}).headers["content-type"] == JSON
    assert "content-type" not in empty(204).headers


def test_an_empty_body_is_an_empty_object() -> None:
    """Actions are posted without a body."""
    assert parse_object(b"") == {}
    with pytest.raises(RefusalError):
        parse_object(b"null")
