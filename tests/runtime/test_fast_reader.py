"""Tests of reading answers by msgspec, beside those of all generated models in tests/operations/test_fast_reading.py."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.operations._fast import at_once, differences, form, fresh_twin, response

from uptimekit._runtime import Pagination, fast_json, fast_reader, list_of, read_json
from uptimekit._runtime.constants import FAST_FROM, TWIN_FROM
from uptimekit._runtime.errors import DecodingError
from uptimekit._runtime.fast_reader import read_fast
from uptimekit._runtime.paging import Walk
from uptimekit._runtime.unset import UNSET
from uptimekit_clients.betterstack.requests.monitors import list as list_monitors
from uptimekit_clients.healthchecks import requests as healthchecks
from uptimekit_clients.healthchecks.models import Check

from ._kit import operation, request

pytest.importorskip("msgspec", reason="the extra fast is not installed")

CHECKS = [{"name": "a"}, {"name": "ü"}]


@pytest.fixture(autouse=True)
def fast() -> Iterator[None]:
    """Let msgspec decode from the first byte on."""
    with at_once():
        fresh_twin(Check)
        yield


def _body(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _names(body: Any) -> list[str]:
    return [each.name for each in body]


@pytest.mark.parametrize("of", [[[1], {}], [], [{"name": "b"}]])
def test_the_rest_of_the_body_is_decoded(of: list[Any]) -> None:
    """What a listing says beside its items is there, of every type, for the way to the next page."""
    rest = {
        "next": "n",
        "pages": 7,
        "big": 9**30,
        "share": 1.0,
        "more": None,
        "last": True,
        "of": of,
        "at": {"a": 1},
    }
    body = read_fast(response(_body({**rest, "items": CHECKS})), "items", list_of(Check.from_dict))
    assert _names(body.pop("items")) == ["a", "ü"]
    assert repr(body) == repr(rest)
    one = read_fast(response(_body({**rest, "item": CHECKS[0]})), "item", Check.from_dict)
    assert one.pop("item").name == "a"
    assert repr(one) == repr(rest)


def test_an_empty_list_beside_the_items_takes_no_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two lists, the one that has nothing in it is as it is, so that the items need not be read one by one."""
    monkeypatch.delattr(fast_reader, "_one_by_one")
    body = read_fast(response(_body({"items": CHECKS, "of": []})), "items", list_of(Check.from_dict))
    assert (_names(body["items"]), body["of"]) == (["a", "ü"], [])


def test_a_body_without_envelope_is_read() -> None:
    """A list or an object that is the whole body is read as one in an envelope."""
    assert _names(read_fast(response(_body(CHECKS)), "", list_of(Check.from_dict))) == ["a", "ü"]
    assert read_fast(response(_body(CHECKS[0])), "", Check.from_dict).name == "a"


class _Own(Check):
    """A model with a reader of its own."""

    @classmethod
    def from_dict(cls, data: Any) -> Any:
        return super().from_dict({**data, "slug": "mine"})


class _Retyped(Check):
    """A model that says something else about a field, which its reader does not heed."""

    status: str  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("within", "parse"),
    [
        ("", _Retyped.from_dict),
        ("", dict),
        ("", list_of(dict)),
        ("", _Own.from_dict),
        ("", Check.to_dict),
        ("a.b", list_of(Check.from_dict)),
    ],
)
def test_other_readers_read_decoded_json(within: str, parse: Any) -> None:
    """Only the readers that are generated have a fast form; a subclass may read its objects in its own way."""
    assert read_fast(response(_body({"name": "a"})), within, parse) is UNSET
    assert read_json(_Own.from_dict)(response(_body({"name": "a"}))).slug == "mine"


def test_an_object_that_was_cut_is_not_odd(monkeypatch: pytest.MonkeyPatch) -> None:
    """If an object inside of another begins as those of the list do, the list is decoded as a whole."""
    monkeypatch.delattr(fast_reader, "_one_by_one")
    body = json.dumps([{"name": "a", "tags": [{"name": 1}] * 9}, {"name": "b"}] * 9).encode()
    assert read_fast(response(body), "", list_of(Check.from_dict)) is not UNSET


def test_a_path_is_no_name() -> None:
    """A field whose name looks like the path to the list is not that list."""
    body = _body({"a.b": [{"name": "other"}], "a": {"b": CHECKS}})
    assert _names(read_json(list_of(Check.from_dict), "a.b")(response(body))) == ["a", "ü"]


def test_a_client_without_fast_decodes_without_it() -> None:
    """With the option ``fast=False``, msgspec reads no answer."""
    assert read_fast(response(_body(CHECKS), fast=False), "", list_of(Check.from_dict)) is UNSET


ODD_BODIES = [
    *(
        b"",
        b"null",
        b"[]",
        b"{}",
        b"[1]",
        b"[null]",
        b"[{}, null]",
        b'{"checks": []}',
        b'{"checks": ""}',
        b'{"checks": {}}',
    ),
    *(
        b'{"checks": [{"name": "a"}], "checks": [{}]}',
        b'{"checks": 1, "checks": [{}]}',
        b'{"checks": [{}], "checks": null}',
    ),
    *(
        b'{"checks": [{"name": "\xff"}], "checks": [{}]}',
        b'{"checks": [{}], "more": "\xff"}',
        b'{"checks": [{}]} x',
    ),
    *(
        b'{"checks": [{}], "more": NaN}',
        b'{"checks": [{}], "more": [NaN]}',
        b'{"checks": [{}], "more": "\\ud800"}',
    ),
    *(
        b'{"checks": [{}], "more": [1e400]}',
        b'{"checks": [{"name": "\xed\xa0\x80"}]}',
        b'{"checks": [{}], "\xff": 1}',
    ),
    *(
        _body({"checks": CHECKS}).decode().encode(name)
        for name in ("utf-8-sig", "utf-16", "utf-16-le", "latin-1")
    ),
    json.dumps({"checks": [{"name": "a"}] * 20}).encode()[:-1] + b', "checks": [{}]}',
    json.dumps({"checks": [{"name": "a"}] * 20}).encode()[:-1] + b', "checks": 5}',
    json.dumps({"checks": [{"name": "a"}] * 20}).encode()[:-1] + b', "ch\\u0065cks": [{}]}',
    json.dumps({"checks": [{"name": "a", "more": [{"name": 1}, {"name": 2}] * 5}] * 9}).encode(),
    json.dumps([{"name": "a"}, {"name": "b", "more": 1}, {"name": 7}] * 9).encode(),
    b'{"checks": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"checks": [{"more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}]}",
]


@pytest.mark.parametrize("content", ODD_BODIES, ids=lambda content: ascii(content[:40]))
@pytest.mark.parametrize("within", ["", "checks"])
def test_odd_bodies_are_read_alike(content: bytes, within: str) -> None:
    """Every body gives the same result or the same error with msgspec and without it."""
    assert not (said := differences(Check, content, within)), said


@pytest.mark.parametrize(
    "body",
    [
        {"items": CHECKS, "next": "2", "meta": {"pages": 3}},
        {"items": [*CHECKS, {"odd": 1}], "next": None},
        {"items": [], "next": ["odd"]},
        {"items": CHECKS, "next": {"odd": 1}},
        {"items": "odd"},
        {"next": "2"},
    ],
)
def test_the_pages_of_a_listing_are_read_alike(body: Any) -> None:
    """A page has the same items and the same way on, or the same error, with msgspec and without it."""
    plan = Pagination("cursor", "items", parameter="after", next="next", total_pages="meta.pages")

    def page(*, fast: bool) -> Any:
        fresh_twin(Check)
        walk = Walk(request(operation(pagination=plan), read_item=Check.from_dict), None, 5)
        try:
            found = walk.page(walk.first, response(_body(body), fast=fast))
        except DecodingError as error:
            return str(error)
        return form(found.items), found.next_token, walk._last

    assert page(fast=True) == page(fast=False)


def test_generated_requests_are_read_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """One answer, a list and the pages of a listing are decoded by msgspec alone, though their models load late."""
    monkeypatch.delattr("uptimekit._runtime.response.json_value")
    assert _names(healthchecks.checks.list().read(response(_body({"checks": CHECKS})))) == ["a", "ü"]
    assert healthchecks.checks.get("f" * 40).read(response(_body(CHECKS[0]))).name == "a"
    walk = Walk(list_monitors(), None, 5)
    (monitor,) = walk.page(
        walk.first, response(_body({"data": [{"id": "7", "attributes": {"url": "x"}}]}))
    ).items
    assert monitor.id == "7"


def test_small_answers_make_no_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer of less than 16 KiB is read without msgspec, whose preparation takes longer than it saves."""
    monkeypatch.setattr(fast_reader, "TWIN_FROM", TWIN_FROM)
    body = _body(CHECKS)
    assert read_fast(response(body.ljust(TWIN_FROM - 1)), "", list_of(Check.from_dict)) is UNSET
    assert read_fast(response(body.ljust(TWIN_FROM)), "", list_of(Check.from_dict)) is not UNSET


def test_an_answer_counts_once_before_msgspec_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that are large enough for a twin load msgspec when together they have the documented size."""
    monkeypatch.setattr(fast_json._State, "library", fast_json._UNDECIDED)
    monkeypatch.setattr(fast_json._State, "decoded", 0)
    read = read_json(Check.from_dict)
    body = response(_body({"name": "a", "desc": " " * TWIN_FROM}))
    answers = FAST_FROM // len(body.content)
    for _ in range(answers):
        read(body)
        assert fast_json._State.library is fast_json._UNDECIDED
    read(body)
    assert fast_json._State.library is not fast_json._UNDECIDED
