"""An import takes its rows from a file, from CSV text, or as they are."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from uptimekit import InputError
from uptimekit.statuspage import Subscriber
from uptimekit.statuspage._subscriber_csv import COLUMNS, csv_text, row_of
from uptimekit.statuspage._subscriber_source import rows_in

ROWS = [{"email": "a@example.org", "component_ids": "c1 c2"}, {"email": "b@example.org"}]
TEXT = "email,component_ids\na@example.org,c1 c2\nb@example.org,\n"
FORMS = "; pass a path, an open file, CSV text with a header, or an iterable of dicts"


def refusal(source: Any) -> str:
    with pytest.raises(InputError) as caught:
        rows_in(source)
    assert caught.value.field == "rows"
    assert "example.org" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", ["subscribers.csv", "a, b; c.csv"])
@pytest.mark.parametrize(
    "content", [TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.replace("\n", "\r\n").encode()]
)
def test_a_file(tmp_path: Path, content: bytes, name: str) -> None:
    """A path is text or a Path; an open file is text or bytes; a byte order mark and other line breaks are known."""
    path = tmp_path / name
    path.write_bytes(content)
    assert rows_in(path) == rows_in(str(path)) == ROWS
    with path.open(encoding="utf-8") as text, path.open("rb") as raw:
        assert rows_in(text) == rows_in(raw) == ROWS


@pytest.mark.parametrize(
    "source",
    [
        TEXT,
        "\ufeff" + TEXT,
        "\n" + TEXT,
        TEXT.replace(",", ";"),
        TEXT.replace(",", "\t"),
        TEXT.replace(",", ", "),
        "E-mail".replace("-", "") + ' ,"Component IDs"\r' + "a@example.org,c1 c2\r b@example.org ,\r",
        'email;component_ids\n"a@example.org";"c1 c2"\n\nb@example.org',
        ROWS,
    ],
    ids=repr,
)
def test_text_and_rows(source: Any) -> None:
    """CSV is separated by commas, semicolons or tabs, with spaces around the cells; rows are any iterable of dicts."""
    assert rows_in(source) == ROWS
    assert (
        rows_in(iter(ROWS))
        == rows_in(csv.DictReader(io.StringIO(TEXT)))
        == rows_in(io.StringIO(TEXT))
        == ROWS
    )


def test_what_was_exported_is_read_again() -> None:
    """Rows that were written as CSV come back, also with line breaks in cells; a page without subscribers has none."""
    rows = [
        row_of(Subscriber(email=email)) for email in ("a@example.org", '"quoted, and\nbroken"@example.org')
    ]
    assert rows_in(csv_text(rows)) == [{"email": row["email"]} for row in rows]
    assert rows_in(csv_text([])) == rows_in(",".join(COLUMNS)) == rows_in([]) == []


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A text of one line that names no file is no CSV; neither is a folder, an empty file, or one in UTF-16."""
    assert refusal("subs.csv") == f"cannot read 'subs.csv': No such file or directory{FORMS}"
    assert refusal(tmp_path / "no.csv").endswith(f"no.csv': No such file or directory{FORMS}")
    assert refusal(tmp_path).endswith(f": Is a directory{FORMS}")
    assert refusal("a\0b") == f"cannot read 'a\\x00b': embedded null byte{FORMS}"
    assert "File name too long" in refusal("x" * 5_000)
    path = tmp_path / "subs.csv"
    path.write_bytes(b"\n")
    assert "subs.csv' is empty; the columns are component_ids, " in refusal(path)
    path.write_text(TEXT, encoding="utf-16")
    assert refusal(path).endswith("subs.csv' is not UTF-8; save it as CSV in UTF-8")
    assert refusal(io.BytesIO(b"\xff")) == "the file is not UTF-8; save it as CSV in UTF-8"
    assert refusal(" ").startswith("the CSV text is empty; the columns are ")


def test_an_open_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A file in another encoding, one that is closed or open for writing, and one that gives no text, are refused."""
    path = tmp_path / "subs.csv"
    path.write_bytes(b"email\n\xfc@example.org\n")
    with (
        path.open(encoding="ascii") as text,
        path.open("rb") as closed,
        (tmp_path / "new").open("w") as written,
    ):
        closed.close()
        assert refusal(text).startswith(
            "cannot read the file: 'ascii' codec can't decode byte 0xfc in position 6: "
        )
        assert refusal(closed).startswith(f"cannot read the file: read of closed file{FORMS}")
        assert refusal(written).startswith(f"cannot read the file: not readable{FORMS}")

    class Queue:
        def read(self) -> None:
            """Nothing there yet."""

    assert refusal(Queue()) == f"reading the file gives NoneType{FORMS}"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "name,mail\nA,b\n",
            "the CSV text has no header with a known column, but 'name', 'mail'; the columns are",
        ),
        ("subs.csv\nx\n", "the CSV text has no header with a known column, but 'subs.csv'; the columns are"),
        (
            "email,mail\na@example.org,b\n",
            "the CSV text has an unknown column 'mail'; the columns are component_ids, ",
        ),
        ("email,email\na,b\n", "the CSV text has the column 'email' twice; remove one"),
        *(
            (row, "the CSV text begins with a row where a header belongs; the columns are component_ids, ")
            for row in (
                "a@example.org,email\nb@example.org,email\n",
                "email,example.org\n".replace(",", "@"),
                "+49123456,x\n",
                "https://example.org/x\n",
            )
        ),
        (
            'email,mode\n"a@example.org,email\nb@example.org,email\n',
            "the CSV text has a quotation mark that is not closed, or not doubled in a cell",
        ),
        (
            [{"email": "a@example.org", "phone_number": float("nan")}],
            "row 1 has phone_number of type float; write text",
        ),
        ([{"email": b"a@example.org"}], "row 1 has email of type bytes; write text"),
        (
            [{"email": "a@example.org", "component_ids": iter(["c1"])}],
            "row 1 has component_ids of type list_iterator; write text or a list of ids",
        ),
        (
            [{"endpoint": "httpx", "email": "a@example.org"}],
            "row 1 has an endpoint that is no http or https address",
        ),
        (["a@example.org"], f"row 1 is of type str{FORMS}"),
        ({"email": "a@example.org"}, f"rows is of type dict{FORMS}"),
        (b"email\na@example.org\n", f"rows is of type bytes{FORMS}"),
        (5, f"rows is of type int{FORMS}"),
        (
            "email\n" + "a" * 200_000 + "\n",
            "the CSV text is no CSV after line 1: field larger than field limit (131072)",
        ),
    ],
)
def test_what_has_no_rows(source: Any, message: str) -> None:
    """A header without a known column is told with its columns; what is no row is named by its type."""
    assert refusal(source).startswith(message)


def test_all_wrong_rows_are_told_at_once_by_number_and_line() -> None:
    """Each wrong row is told with its number, in CSV also with its line; many are counted."""
    text = 'email,mode\n"a\n"@example.org,\n\n,\na.example.org,\nb@example.org,,c\n'
    assert refusal(text) == (
        "row 2 (line 5) has no address: fill in email, endpoint or phone_number; row 3 (line 6) has an email "
        "without @; row 4 (line 7) has more cells than the header has columns"
    )
    assert refusal("\r\n\n" + text).startswith("row 2 (line 7) has no address: ")
    many = refusal([{}, {"email": "a@example.org"}, *[{"email": "a"}] * 8])
    assert many.startswith(
        "row 1 has no address: fill in email, endpoint or phone_number; row 3 has an email"
    )
    assert many.endswith("row 6 has an email without @; and 4 more rows are wrong")
