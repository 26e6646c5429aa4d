"""Media types other than JSON itself, and answers without a body, over the generated courier."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import httpx
import pytest

from .conftest import Sent

API = "application/vnd.api+json"


def test_a_body_has_the_media_type_of_the_document(deliver: Sent) -> None:
    """A body of a kind of JSON is JSON, with the documented Content-Type."""
    sent, _ = deliver("parcels.create", weight=2.5, answer=httpx.Response(201, json={}))
    assert sent.headers["content-type"] == API
    assert json.loads(sent.content) == {"weight": 2.5}
    sent, _ = deliver("parcels.rename", "p1", body=["a", "b"])
    assert sent.headers["content-type"] == "application/merge-patch+json"
    assert json.loads(sent.content) == ["a", "b"]


def test_an_answer_in_a_kind_of_json_is_a_model(deliver: Sent, courier: ModuleType) -> None:
    """A kind of JSON is preferred to other formats, asked for by Accept, and read into the model."""
    answer = httpx.Response(201, headers={"Content-Type": API}, content=b'{"id": "p1", "weight": 1}')
    sent, parcel = deliver("parcels.create", weight=1, answer=answer)
    assert sent.headers["accept"] == API
    assert (type(parcel), parcel.id) == (courier.models.Parcel, "p1")


def test_json_itself_is_asked_for_if_there_is_one(deliver: Sent, courier: ModuleType) -> None:
    """JSON goes before kinds of it and before other formats; a parameter of the media type changes nothing."""
    sent, parcel = deliver("parcels.get", "p1", answer=httpx.Response(200, json={"id": "p1"}))
    assert sent.headers["accept"] == "application/json; charset=utf-8"
    assert isinstance(parcel, courier.models.Parcel)


def test_text_is_asked_for_if_there_is_no_json(deliver: Sent) -> None:
    """Without JSON the first kind of text is asked for."""
    sent, labels = deliver("parcels.labels", answer=httpx.Response(200, text="a;b"))
    assert (sent.headers["accept"], labels) == ("text/csv", "a;b")


@pytest.mark.parametrize("status", [204, 205])
def test_a_status_without_body_returns_nothing(deliver: Sent, status: int) -> None:
    """204 and 205 have no body, even if the document describes one."""
    assert deliver("parcels.rename", "p1", body=[], answer=httpx.Response(status))[1] is None


@pytest.mark.parametrize(
    ("call", "method"), [(("parcels.labels",), "GET"), (("parcels.delete", "p1"), "DELETE")]
)
def test_get_and_delete_send_a_documented_body(deliver: Sent, call: Any, method: str) -> None:
    """A body of GET or DELETE is sent like any other."""
    sent, _ = deliver(*call, reason="lost", answer=httpx.Response(200, text=""))
    assert (sent.method, json.loads(sent.content)) == (method, {"reason": "lost"})
    assert sent.headers["content-length"] == "17"
