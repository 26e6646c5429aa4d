"""Tests of what an error answer says."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime import ErrorShape, RawResponse
from uptimekit._runtime.error_body import ErrorFacts, read_error

from ._kit import operation

SHAPE = ErrorShape(
    message=("/faults/1/text", "/error", "/errors", "/detail/text"), code=("/error/code",), details=("/errors",), request_id=("/meta/id",)
)  # fmt: skip


def _read(content: bytes, status: int = 400) -> ErrorFacts:
    return read_error(RawResponse(operation(), status, httpx.Headers(), content), SHAPE)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"error": "bad"}, "bad"),
        ({"faults": [{"text": "first"}, {"text": "second"}], "error": "bad"}, "second"),
        ({"faults": [{"text": "first"}], "error": "bad"}, "bad"),
        ({"faults": {"1": {"text": "by name"}}, "error": "bad"}, "by name"),
        ({"error": ["a", "b"]}, "a; b"),
        ({"error": {"code": 7, "text": "x"}}, "code: 7; text: x"),
        ({"error": "", "errors": "second"}, "second"),
        ({"error": None, "detail": {"text": "deep"}}, "deep"),
        ({"errors": {"name": ["short", "odd"]}}, "name: short; odd"),
        ("just text", "just text"),
        ({}, "Bad Request"),
        ([], "Bad Request"),
        (None, "Bad Request"),
        (17, "Bad Request"),
        ({"error": 0}, "0"),
    ],
)
def test_the_message(body: Any, message: str) -> None:
    """The first pointer that finds something is the message; without one the status says its name."""
    facts = _read(json.dumps(body).encode())
    assert (facts.message, facts.body) == (message, body)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Bad Request"),
        (b"no such check", "no such check"),
        (b"  spaced \n", "spaced"),
        (b"<html><h1>Oh</h1>", "Bad Request"),
        (b"x" * 301, "x" * 299 + "…"),
        (b"x" * 300, "x" * 300),
        (b"two\nlines", "two lines"),
        (b'{"broken": ', "Bad Request"),
        (b"\xff\xfe\x00", "Bad Request"),
        (b"\x1b[31mred", "Bad Request"),
    ],
)
def test_a_body_that_is_no_json(content: bytes, message: str) -> None:
    """Plain text is a message, cut and on one line; markup, broken JSON and what is no text are not."""
    assert _read(content).message == message


def test_code_details_and_request_id() -> None:
    """Code and request id become text, details lists of messages by field."""
    body = {"error": {"code": 7}, "errors": {"a": "x", "b": ["y", {"z": 1}], "c": None}, "meta": {"id": 99}}
    facts = _read(json.dumps(body).encode())
    assert (facts.code, facts.request_id) == ("7", "99")
    assert facts.details == {"a": ["x"], "b": ["y", "z: 1"], "c": [""]}


@pytest.mark.parametrize("status", [420, 499, 520, 530, 599, 999])
def test_a_status_without_a_name(status: int) -> None:
    """A status that no standard names still gives a message."""
    assert _read(b"", status).message == "an error that has no standard name"


@given(
    st.binary(),
    st.recursive(
        st.none() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
    ),
)
def test_no_body_makes_reading_fail(content: bytes, value: Any) -> None:
    """Whatever the body, reading it gives a message and hides nothing by an exception."""
    assert _read(content).message
    assert _read(json.dumps({"error": value, "errors": value}).encode()).message


def test_deeply_nested_json() -> None:
    """JSON too deep to read counts as text."""
    assert _read(b"[" * 100_000).message == "Bad Request"


@pytest.mark.parametrize("depth", [51, 400, 990])
@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ('{"error": ', "}"), ('{"error": [', "]}")])
def test_a_body_too_deep_to_copy(begin: str, end: str, depth: int) -> None:
    """A deeply nested body is kept as text, so that the error can be read, pickled, copied and compared."""
    content = begin * depth + "1" + end * depth
    facts = _read(content.encode())
    assert (facts.message, facts.body) == ("Bad Request", content)
    assert copy.deepcopy(pickle.loads(pickle.dumps(facts.body))) == content


def test_a_body_that_is_just_deep_enough() -> None:
    """Fifty levels are decoded."""
    facts = _read(b"[" * 50 + b"]" * 50)
    assert isinstance(facts.body, list)


def test_long_and_odd_json_texts_are_cut_and_cleaned() -> None:
    """Message, code, details and request id are cut and on one line; the body keeps what came."""
    odd = "two\nlines \x1b[2J\u202e" + "x" * 1000
    body = {
        "error": {"code": odd},
        "detail": {"text": odd},
        "errors": {f"{n}{odd}": [odd] * 60 for n in range(60)},
        "meta": {"id": odd},
    }
    shape = ErrorShape(("/detail/text",), ("/error/code",), ("/errors",), ("/meta/id",))
    facts = read_error(RawResponse(operation(), 400, httpx.Headers(), json.dumps(body).encode()), shape)
    assert facts.body == body
    assert facts.message.startswith("two lines \ufffd[2J\ufffdxx")
    told = [facts.message, facts.code or "", facts.request_id or "", *facts.details]
    told += [said for messages in facts.details.values() for said in messages]
    assert all(text.isprintable() and len(text) <= 300 for text in told)
    assert len(facts.details) == 50
    assert {len(messages) for messages in facts.details.values()} == {50}


def test_a_message_out_of_a_large_structure_is_cut() -> None:
    """Where the message is a structure, its text is as short as any other."""
    facts = _read(json.dumps({"error": [{"a": "b" * 1000}] * 20_000}).encode())
    assert len(facts.message) == 300
