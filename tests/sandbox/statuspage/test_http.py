"""The replies that operations have in common."""

from __future__ import annotations

import json

import pytest

from uptimekit.sandbox.statuspage import _http as http
from uptimekit.sandbox.statuspage._settings import Shape


def test_error_is_the_key() -> None:
    """An error says what it says under `error`, not under the documented `message`."""
    reply = http.error(404, "Nothing")
    assert (reply.status_code, json.loads(bytes(reply.body))) == (404, {"error": "Nothing"})


def test_missing_names_the_thing() -> None:
    """404 says what there is not."""
    assert json.loads(bytes(http.missing("metric").response.body)) == {"error": "There is no such metric"}


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ("map", {"component_ids": ["are blank", "are bad"], "name": ["is bad"]}),
        ("list", ["Component ids are blank", "Component ids are bad", "Name is bad"]),
        ("string", "Component ids are blank, Component ids are bad, Name is bad"),
    ],
)
def test_shapes_of_complaints(shape: Shape, told: object) -> None:
    """Complaints by field are a map, a list of sentences or one text."""
    complaints = {"component_ids": ["are blank", "are bad"], "name": ["is bad"]}
    reply = http.unprocessable(complaints, shape)
    assert (reply.status_code, json.loads(bytes(reply.body))) == (422, {"error": told})
    assert reply.headers["content-type"] == "application/json; charset=utf-8"


def test_empty_replies_have_no_body() -> None:
    """A reply without a body has none, and no type."""
    reply = http.empty(204)
    assert (reply.status_code, reply.body, reply.headers.get("content-type")) == (204, b"", None)
