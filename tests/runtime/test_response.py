"""Tests of answers and their readers."""

from __future__ import annotations

import pickle
from typing import Any

import httpx
import pytest

from uptimekit._runtime import (
    RawResponse,
    list_of,
    parse_date,
    read_by_status,
    read_bytes,
    read_json,
    read_nothing,
    read_text,
)
from uptimekit._runtime.errors import DecodingError
from uptimekit._runtime.masking import Secrets
from uptimekit._runtime.reading import unwrap
from uptimekit._runtime.response import capture, note

from ._kit import operation
from .test_model import Check


def _raw(content: bytes, content_type: str | None = "application/json", status: int = 200) -> RawResponse:
    headers = httpx.Headers({"content-type": content_type} if content_type else {})
    raw = RawResponse(operation(), status, headers, content)
    raw.request_id, raw.attempts = "r1", 2
    return raw


@pytest.mark.parametrize(
    ("content", "content_type", "text"),
    [
        ("ü".encode(), None, "ü"),
        ("ü".encode(), "text/plain; charset=utf-8", "ü"),
        ("ü".encode("latin-1"), 'text/plain; charset="ISO-8859-1"; x=y', "ü"),
        ("ü".encode("latin-1"), "text/plain; charset=UTF-8", "�"),
        ("ü".encode(), "text/plain; charset=martian", "ü"),
        (b"\\x1b \\q", "text/plain; charset=unicode_escape", "\\x1b \\q"),
        (b"\\x1b \\q", "text/plain; charset=unicode+escape", "\\x1b \\q"),
        (b"\\x1b \\q", 'text/plain; charset="Raw Unicode Escape"', "\\x1b \\q"),
        (b"", "text/plain; charset=", ""),
    ],
)
def test_text_is_read_by_its_character_set(content: bytes, content_type: str | None, text: str) -> None:
    """The declared character set is used if it is known, else UTF-8; reading text never fails."""
    raw = _raw(content, content_type)
    assert raw.text == read_text(raw) == text
    assert read_bytes(raw) == content
    assert read_nothing(raw) is None


@pytest.mark.parametrize(
    ("header", "kind"),
    [("Application/JSON; charset=utf-8", "application/json"), (None, ""), (" text/html ", "text/html")],
)
def test_the_content_type(header: str | None, kind: str) -> None:
    """The media type is given without parameters, in lower case."""
    assert _raw(b"", header).content_type == kind


@pytest.mark.parametrize("content", [b'\xef\xbb\xbf{"a": 1}', '{"a": 1}'.encode("utf-16"), b' {"a":1}\n'])
def test_json_in_other_dress(content: bytes) -> None:
    """A byte order mark, UTF-16 and white space around it do not hide JSON, whatever the content type."""
    assert _raw(content, "text/html").json() == {"a": 1}


@pytest.mark.parametrize(
    ("content", "content_type", "says"),
    [
        (b"", "application/json", "^getThings: HTTP 201: the body is empty where JSON was expected"),
        (b"<html>secret", "text/html", r"text/html where JSON was expected \(12 bytes\)"),
        (b"{secret", "application/json", r"broken JSON \(JSONDecodeError, 7 bytes\)"),
        (b"\xffsecret", "application/problem+json", "broken JSON"),
        (b"secret", None, "no content type where JSON"),
        (b"secret", "text/" + "x" * 1000, "text/x{94}… where JSON"),
        (b"[" * 100_000, "application/json", "broken JSON"),
        (b"1" * 5000, "application/json", "broken JSON"),
    ],
)
def test_what_is_no_json(content: bytes, content_type: str | None, says: str) -> None:
    """A body that is no JSON raises DecodingError with the facts and without a byte of it."""
    with pytest.raises(DecodingError, match=says) as caught:
        read_json(lambda value: value)(_raw(content, content_type, 201))
    error = caught.value
    assert (error.operation, error.status_code, error.request_id, error.attempts) == (
        "getThings",
        201,
        "r1",
        2,
    )
    assert "secret" not in str(error)
    assert error.__context__ is None


@pytest.mark.parametrize(
    ("parse", "body", "says"),
    [
        (Check.from_dict, b'"secret"', "the answer is text, not an object"),
        (Check.from_dict, b"null", "the answer is null, not an object"),
        (list_of(Check.from_dict), b'"secret"', "the answer is text, not a list"),
        (list_of(Check.from_dict), b'["secret"]', r"\[0\] is text, not an object"),
        (lambda value: parse_date(value["day"]), b'{"day": "secret"}', r"the answer cannot be read \(ValueError\)"),
        (lambda value: unwrap(value, "data"), b'{"secret": 1}', "data is missing"),
        (lambda value: {}[value], b'"secret text"', r"\(KeyError\)"),
        (lambda value: int(value), b'"secret"', r"\(ValueError\)"),
        (lambda value: value.keys(), b'["secret"]', r"\(AttributeError\)"),
    ],
)  # fmt: skip
def test_a_misfit_names_the_place_and_never_the_value(parse: Any, body: bytes, says: str) -> None:
    """An answer of another shape names model and field, never what stood there."""
    with pytest.raises(DecodingError, match=says) as caught:
        read_json(parse)(_raw(body))
    assert "secret" not in str(caught.value)


def test_the_place_is_told_from_the_body_on() -> None:
    """A payload that is read from within the body is named with the way to it."""
    read = read_json(list_of(Check.from_dict), "data.checks")
    assert read(_raw(b'{"data": {"checks": [{"name": "a"}]}}'))[0].name == "a"
    for body, says in (
        (b'{"data": {"checks": [1, 2]}}', "data.checks[0] is a number, not an object"),
        (b'{"data": {"checks": {}}}', "data.checks is an object, not a list"),
        (b'{"data": {}}', "data.checks is missing"),
        (b"[]", "the answer is a list, not an object"),
    ):
        with pytest.raises(DecodingError) as caught:
            read(_raw(body))
        assert caught.value.message == f"the body does not have the documented shape: {says}"
        assert caught.value.__context__ is None


def test_equal_values_do_not_confuse_the_place() -> None:
    """The place is known from reading, not found by comparing values: the first of two equal ones is not blamed."""
    odd = b'[{"name": "x", "parent": {"name": "x"}}, {"name": "x", "parent": "x"}, "x"]'
    one, two, three = read_json(list_of(Check.from_dict))(_raw(odd))
    assert (one.parent and one.parent.name, two.parent, three.name) == ("x", None, None)


@pytest.mark.parametrize("word", [b"NaN", b"Infinity", b"-Infinity"])
def test_what_only_looks_like_a_number_is_no_json(word: bytes) -> None:
    """JSON has no NaN and no infinity: the body is broken, as for every other reader of JSON."""
    says = f"the body is broken JSON (it has {word.decode()}, which JSON does not know"
    with pytest.raises(DecodingError) as caught:
        _raw(b'{"a": [' + word + b"]}").json()
    assert caught.value.message.startswith(says)
    assert _raw(b'{"a": "NaN"}').json() == {"a": "NaN"}


def test_deep_nesting_is_no_crash() -> None:
    """A body that JSON can be read from, and that is too deep for what reads it then, raises DecodingError."""

    def read(value: Any) -> Any:
        return read(value)

    with pytest.raises(DecodingError, match="RecursionError"):
        read_json(read)(_raw(b"{}"))


def test_an_error_in_a_reader_of_ours_is_not_hidden() -> None:
    """Only what an odd body can cause becomes a DecodingError; other exceptions pass."""

    def broken(_: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read_json(broken)(_raw(b"{}"))


def test_an_answer_by_itself() -> None:
    """An answer that no call has told more about was the only one of one request, at once."""
    raw = RawResponse(operation(), 200, httpx.Headers(), b"body")
    assert (raw.elapsed, raw.attempts, raw.request_id) == (0.0, 1, None)
    assert (raw.already_gone, raw.maybe_repeated) == (False, False)
    assert raw.secrets.masked("a text") == "a text"


def test_its_repr_shows_the_head_without_its_secrets() -> None:
    """The repr has operation, status, size and headers, of which only the harmless are shown, and no body."""
    headers = httpx.Headers({"content-type": "text/plain", "set-cookie": "secret"})
    raw = RawResponse(operation(), 404, headers, b"secret")
    shown = "{'content-type': 'text/plain', 'set-cookie': '***'}"
    assert repr(raw) == f"<RawResponse getThings HTTP 404, 6 bytes, {shown}>"


def test_its_repr_shows_no_secret_that_a_server_repeats() -> None:
    """A secret that comes back in a header that is shown is masked."""
    raw = RawResponse(operation(), 200, httpx.Headers({"content-type": "text/x-correct-horse"}), b"")
    raw.secrets = Secrets(["correct-horse"])
    assert "'text/x-***'" in repr(raw)


@pytest.mark.parametrize("status", [204, 205])
def test_an_undocumented_status_without_a_body(status: int) -> None:
    """Where one of the documented answers is nothing, 204 and 205 are nothing, too."""
    raw = RawResponse(operation(), status, httpx.Headers(), b"")
    assert read_by_status({"200": read_text, "202": read_nothing})(raw) is None
    assert read_by_status({"200": read_text, "202": read_bytes})(raw) == ""


def test_answers_are_noted_in_every_open_block() -> None:
    """Each block collects the answers that come while it is open, in the order of their end."""
    first, second, third = _raw(b"1"), _raw(b"2"), _raw(b"3")
    with capture() as outer:
        with pytest.raises(LookupError, match=r"^no answer arrived in this block$"):
            outer.last  # noqa: B018  (it raises)
        note(first)
        with capture() as inner:
            note(second)
    note(third)
    assert outer.responses == [first, second]
    assert inner.responses == [second]
    assert outer.last is second


def test_an_answer_pickles() -> None:
    """A raw answer can be sent to another process."""
    twin = pickle.loads(pickle.dumps(_raw(b"{}")))
    assert (twin.status_code, twin.content, twin.headers["content-type"]) == (200, b"{}", "application/json")
