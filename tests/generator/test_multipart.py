"""Bodies in parts, forms, files as they are, and bodies in several formats, over the generated courier."""

from __future__ import annotations

import datetime
import email.message
import email.parser
import email.policy
import inspect
import io
import urllib.parse
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from uptimekit import APIStatusError, InputError

from .conftest import Sent


def parts_of(sent: httpx.Request) -> list[tuple[str, str | None, str | None, bytes]]:
    """Return name, file name, media type and content of each part, as a parser of the standard library reads them."""
    head = f"Content-Type: {sent.headers['content-type']}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + sent.read())
    assert message.is_multipart()
    return [_part(each) for each in message.iter_parts()]


def _part(part: Any) -> tuple[str, str | None, str | None, bytes]:
    said = part["content-disposition"].params
    media = part["content-type"] and part.get_content_type()
    return said["name"], said.get("filename"), media, part.get_payload(decode=True)


def test_every_kind_of_field(deliver: Sent, tmp_path: Path) -> None:
    """Files, texts, numbers, times, lists and objects each become parts with the documented media types."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF\r\n--")
    sent, _ = deliver(
        "documents.upload",
        document=path,
        photo=b"\x89PNG",
        pages=[("one.txt", b"1"), ("two", io.BytesIO(b"2"), "text/x-page")],
        scan=io.BytesIO(b"scan"),
        stamp=b"stamp",
        stamps=None,
        title="Größe",
        note="*",
        signed=True,
        tags=["a", "b"],
        sent_at=datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC),
        address={"x": 1},
        box={"left": 0, "tags": ["t"]},
    )
    assert parts_of(sent) == [
        ("document", "letter.pdf", "application/pdf", b"%PDF\r\n--"),
        ("photo", "file", "image/png", b"\x89PNG"),
        ("pages", "one.txt", "text/plain", b"1"),
        ("pages", "two", "text/x-page", b"2"),
        ("scan", "file", "application/octet-stream", b"scan"),
        ("stamp", "file", "application/octet-stream", b"stamp"),
        ("title", None, None, "Größe".encode()),
        ("note", None, "text/markdown", b"*"),
        ("signed", None, None, b"true"),
        ("tags", None, None, b"a"),
        ("tags", None, None, b"b"),
        ("sent_at", None, None, b"2026-01-02T00:00:00+00:00"),
        ("address", None, "application/vnd.api+json", b'{"x":1}'),
        ("box", None, "application/json", b'{"left":0,"tags":["t"]}'),
    ]
    assert sent.headers["content-length"] == str(len(sent.content))


def test_a_file_name_stays_inside_of_its_quotes(deliver: Sent) -> None:
    """Quotes and line breaks in a file name add neither headers nor fields; folders are not sent."""
    name = 'a"; name="title\r\nX-Evil: 1'
    sent, _ = deliver("documents.upload", document=(name, b"-"))
    assert b"\r\nX-Evil" not in sent.content
    assert [(part[0], part[3]) for part in parts_of(sent)] == [("document", b"-")]
    sent, _ = deliver("documents.upload", document=Path(__file__))
    assert parts_of(sent)[0][1] == Path(__file__).name


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "text": (
        {"document": "letter.pdf"},
        "document: a text may be a path or the content; give a pathlib.Path",
    ),
    "number": (
        {"document": 5},
        "document: a int is no file; give a pathlib.Path, an open binary file, bytes",
    ),
    "missing": (
        {"document": Path("no such file")},
        "document: the file 'no such file' cannot be opened (No such",
    ),
    "null": ({"document": Path("a\0b")}, "document: the path holds a null character"),
    "text mode": ({"document": io.StringIO("a")}, "document: the file is open for text; open it for bytes"),
    "tuple": ({"document": (b"a", b"b")}, "document: a file as a tuple is (name, content) or"),
    "media type": ({"document": ("a", b"b", "text/plain\r\nX: 1")}, "the value of document has a line break"),
    "one of several": (
        {"document": b"a", "pages": [b"a", "b"]},
        "pages: a text may be a path or the content",
    ),
    "surrogate": ({"document": b"a", "title": "\ud800"}, "a text in the body has half of a surrogate pair"),
}


@pytest.mark.parametrize(("given", "text"), WRONG.values(), ids=list(WRONG))
def test_what_is_no_file_is_refused(deliver: Sent, given: dict[str, Any], text: str) -> None:
    """A wrong file is one InputError, which names the argument, before anything is sent."""
    with pytest.raises(InputError) as caught:
        deliver("documents.upload", **given)
    assert text in str(caught.value)


def test_a_closed_file_is_refused(deliver: Sent) -> None:
    """A closed file is told from one that cannot be read."""
    file = io.BytesIO(b"a")
    file.close()
    with pytest.raises(InputError, match="document: the file is closed; open it"):
        deliver("documents.upload", document=file)


def test_a_list_in_parts_has_no_part_for_none(deliver: Sent) -> None:
    """None in a list sends nothing, as it does by itself, in parts and in a form."""
    sent, _ = deliver("documents.upload", document=b"", tags=["a", None])
    assert [part[3] for part in parts_of(sent) if part[0] == "tags"] == [b"a"]
    assert deliver("documents.fill", title="t", marks=["x", None])[0].content == b"title=t&marks=x"


UNWRITABLE: dict[str, tuple[str, dict[str, Any], str]] = {
    "name of a file": ("upload", {"document": ("\ud800", b"")}, "document has half of a surrogate pair"),
    "text": ("bulk", {"body": "\ud800", "content_type": "text/csv"}, "body has half of a surrogate pair"),
    "object in a form": (
        "fill",
        {"marks": [{"a": 1}]},
        "marks: an object or a list in a list has no form here",
    ),
    "format": ("bulk", {"source": "s", "content_type": ["text/csv"]}, "content_type must be one of"),
}


@pytest.mark.parametrize(("method", "given", "text"), UNWRITABLE.values(), ids=list(UNWRITABLE))
def test_what_no_body_can_hold_is_refused(
    deliver: Sent, method: str, given: dict[str, Any], text: str
) -> None:
    """What cannot be sent as it is given is an InputError in the caller's names, and nothing else is sent instead."""
    with pytest.raises(InputError) as caught:
        deliver(f"documents.{method}", **given)
    assert text in str(caught.value)


def test_a_secret_part_is_masked(deliver: Sent) -> None:
    """A secret field of a multipart body does not come back in an error."""
    answer = httpx.Response(400, json={"error": "no correct-horse"})
    with pytest.raises(APIStatusError) as caught:
        deliver("documents.upload", document=b"", key="correct-horse", answer=answer)
    assert "correct-horse" not in f"{caught.value} {caught.value.body}"


@pytest.mark.parametrize("kind", ["path", "file", "bytes"])
def test_a_file_is_a_body(deliver: Sent, tmp_path: Path, kind: str) -> None:
    """A body that is sent as it is may be a path, an open file, which is read from where it stands, or bytes."""
    path = tmp_path / "data"
    path.write_bytes(b"0123456789")
    with path.open("rb") as file:
        file.seek(3)
        body, expected = {"path": (path, 0), "file": (file, 3), "bytes": (b"0123456789", 0)}[kind]
        sent, _ = deliver("documents.replace", body=body)
        assert not file.closed
    assert sent.read() == b"0123456789"[expected:]
    assert sent.headers["content-type"] == "application/octet-stream"
    assert sent.headers["content-length"] == str(10 - expected)


def test_a_form(deliver: Sent) -> None:
    """A list in a form is repeated or joined, an object is written in its style, by default as JSON."""
    sent, _ = deliver(
        "documents.fill",
        title="a b&c",
        marks=["x", "y"],
        tags=["a,b", "c"],
        filter={"state": "new", "corner": {"x": 1}},
        corner={"x": 1},
    )
    assert sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert urllib.parse.unquote(sent.content.decode().replace("%2C", "(comma)")) == (
        'title=a+b&c&marks=x&marks=y&corner={"x":1}&filter[state]=new&filter[corner][x]=1&tags=a(comma)b,c'
    )


def test_json_is_the_format_by_default(deliver: Sent) -> None:
    """Of several formats JSON is sent, unless the caller chooses another one."""
    sent, _ = deliver("documents.bulk", source="s", limit=5)
    assert (sent.headers["content-type"], sent.content) == ("application/json", b'{"source":"s","limit":5}')
    sent, _ = deliver("documents.bulk", source="s", content_type="application/x-www-form-urlencoded")
    assert (sent.headers["content-type"], sent.content) == ("application/x-www-form-urlencoded", b"source=s")
    sent, _ = deliver("documents.bulk", file=b"f", limit="5", content_type="multipart/form-data")
    assert [part[0] for part in parts_of(sent)] == ["file", "limit"]
    sent, _ = deliver("documents.bulk", body="a;b", content_type="text/csv", content_type_query="q")
    assert (sent.headers["content-type"], sent.content) == ("text/csv; charset=utf-8", b"a;b")
    assert sent.url.query == b"content-type=q"


def test_all_of_a_body_beside_a_field_called_body(deliver: Sent) -> None:
    """Where a field is called body, all of a body in another format is called otherwise."""
    sent, _ = deliver("notes.create", body="b")
    assert sent.content == b'{"body":"b"}'
    sent, _ = deliver("notes.create", whole_body="body: b", content_type="application/yaml")
    assert (sent.headers["content-type"], sent.content) == ("application/yaml", b"body: b")


def test_one_of_several_objects_as_a_form(deliver: Sent) -> None:
    """A body that may be one of several objects is one argument, in JSON and as a form."""
    sketch = {"image": "i", "tags": ["a", "b"]}
    assert deliver("notes.replace", body=sketch)[0].content == b'{"image":"i","tags":["a","b"]}'
    sent, _ = deliver("notes.replace", body=sketch, content_type="application/x-www-form-urlencoded")
    assert sent.content == b"image=i&tags=a&tags=b"


MIXED: dict[str, tuple[dict[str, Any], str]] = {
    "other format": (
        {"file": b"f"},
        "source is missing for application/json; pass content_type='multipart/form-data'",
    ),
    "both": (
        {"source": "s", "body": "b"},
        "body is not sent as application/json; application/json takes source, limit",
    ),
    "nothing": ({}, "source is missing for application/json; application/json takes source, limit"),
    "unknown": (
        {"body": "a", "content_type": "text/html"},
        "content_type must be one of 'application/json', 'text/csv', 'multipart/form-data', 'app",
    ),
}


@pytest.mark.parametrize(("given", "text"), MIXED.values(), ids=list(MIXED))
def test_fields_of_another_format_are_refused(deliver: Sent, given: dict[str, Any], text: str) -> None:
    """What does not belong to the chosen format is one InputError, which says which format it belongs to."""
    with pytest.raises(InputError) as caught:
        deliver("documents.bulk", **given)
    assert text in str(caught.value)


def test_the_types_of_arguments(courier: ModuleType) -> None:
    """Files have a public type; the arguments of several formats take what each of them takes."""
    upload = inspect.get_annotations(courier.requests.documents.upload)
    assert (upload["document"], upload["stamp"]) == ("Upload", "Upload | Unset")
    assert upload["pages"] == upload["stamps"] == "Sequence[Upload] | Unset"
    bulk = inspect.signature(courier.requests.documents.bulk).parameters
    assert bulk["limit"].annotation == "int | str | Unset"
    assert bulk["content_type"].default == "application/json"
    assert "Sent as multipart/form-data only." in (
        inspect.getdoc(type(courier.Client(base_url="http://127.0.0.1").documents).bulk) or ""
    )
