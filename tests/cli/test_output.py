"""The forms of output."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click
import pytest

from uptimekit.cli.output import Column, OutputFormat, write_object, write_rows
from uptimekit.fleet import State

ROWS = [
    {
        "id": 1,
        "name": "shop",
        "attributes": {"url": "https://shop.example", "paused": None},
        "tags": ["a", "b"],
    },
    {"id": 22, "name": "a longer name", "attributes": {"url": "", "paused": True}, "tags": []},
]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def printed(output: Any, rows: Any = ROWS, columns: Any = None, stream: io.StringIO | None = None) -> str:
    """Return what is printed of rows."""
    stream = stream or io.StringIO()
    write_rows(rows, output, columns, stream=stream)
    return stream.getvalue()


def test_plain_text_is_aligned() -> None:
    """Without a terminal, columns are as wide as their widest cell and no line ends in a space."""
    assert printed("table", columns=["id", "name", Column("attributes.url", "address")]) == (
        "ID  NAME           ADDRESS\n"
        "1   shop           https://shop.example\n"
        "22  a longer name\n"
    )  # fmt: skip


def test_plain_text_is_aligned_for_the_eye() -> None:
    """Wide characters count twice and accents not at all; one endless cell makes no other line longer."""
    rows = [
        {"name": "\u65e5\u672c", "state": "up"},
        {"name": "ae\u0301", "state": "up"},
        {"name": "x" * 5000, "state": "up"},
    ]
    _, wide, accent, endless = printed("table", rows).splitlines()
    assert wide == "\u65e5\u672c" + " " * 78 + "up"
    assert accent == "ae\u0301" + " " * 80 + "up"
    assert endless == "x" * 5000 + "  up"


def test_columns_are_those_of_the_first_row() -> None:
    """Unless columns are given, there is one for each member of the first row, those of inner objects too."""
    assert printed("csv") == (
        "id,name,attributes.url,attributes.paused,tags\n"
        '1,shop,https://shop.example,,"a, b"\n'
        "22,a longer name,,true,\n"
    )  # fmt: skip


def test_json_is_whole() -> None:
    """JSON and JSON lines hold the rows as they are, whatever the columns."""
    assert json.loads(printed("json", columns=["id"])) == ROWS
    assert [json.loads(line) for line in printed("jsonl", columns=["id"]).splitlines()] == ROWS


def test_times_and_states_are_text() -> None:
    """A time in UTC ends in Z, and an enum is its value, in every form."""
    row = {"state": State.UP, "since": datetime(2026, 3, 1, 9, 30, tzinfo=UTC), "tags": ("a",)}

    assert json.loads(printed("jsonl", [row])) == {
        "state": "up",
        "since": "2026-03-01T09:30:00Z",
        "tags": ["a"],
    }
    assert printed("csv", [row]) == "state,since,tags\nup,2026-03-01T09:30:00Z,a\n"


@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv"])
def test_nothing_reaches_a_terminal_that_it_would_act_upon(
    output: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escapes, controls and marks of direction in a name are shown as something harmless."""
    monkeypatch.setenv("TERM", "dumb")  # without styles of our own
    name = "a\x1b]0;title\x07b\x9b2Jc\u202ed\ud800\re"
    shown = printed(output, [{"name": name}], stream=Terminal())

    assert set(shown).isdisjoint("\x1b\x07\x9b\u202e\ud800\r")
    if output.startswith("json"):
        read = json.loads(shown)
        assert (read[0] if output == "json" else read) == {"name": name}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "\uff1d1"])
def test_a_spreadsheet_runs_no_formula(text: str) -> None:
    """A text that begins like a formula gets an apostrophe; a number does not."""
    (_, row) = csv.reader(io.StringIO(printed("csv", [{"name": text, "number": -1}]), newline=""))

    assert row == [f"'{text}".replace("\r", "\n"), "-1"]


def test_lines_come_with_their_rows() -> None:
    """JSON lines and CSV are printed as rows come; a table and JSON only when all are there."""

    def failing() -> Iterator[dict[str, int]]:
        yield {"id": 1}
        raise OSError("the network")

    for output, begun in {"jsonl": '{"id": 1}\n', "csv": "id\n1\n", "json": "", "table": ""}.items():
        stream = io.StringIO()
        with pytest.raises(OSError, match="the network"):
            printed(output, failing(), stream=stream)
        assert stream.getvalue() == begun


def test_a_table_shrinks_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, a table is not wider than it, and cut cells end in an ellipsis."""
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("TERM", "xterm")
    shown = click.unstyle(printed("table", [{"name": "x" * 50, "state": "up"}], stream=Terminal()))

    assert max(map(len, shown.splitlines())) <= 30
    assert "…" in shown
    assert "STATE" in shown


def test_colour_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Styles show on a terminal, unless NO_COLOR is set, and never elsewhere."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    columns = [Column("state", style={"down": "red"}.get)]
    red = "\x1b[31mdown"

    assert red in printed("table", [{"state": "down"}], columns, Terminal())
    assert red not in printed("table", [{"state": "down"}], columns)
    monkeypatch.setenv("NO_COLOR", "1")
    assert red not in printed("table", [{"state": "down"}], columns, Terminal())


def test_a_style_is_that_of_its_own_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one object, a value has the style of its own column, and another one with the same text has none."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    columns = ["name", Column("state", style={"down": "red"}.get)]
    write_object({"name": "down", "state": "down"}, "table", columns, stream=(screen := Terminal()))
    assert screen.getvalue().count("\x1b[31mdown") == 1


def test_no_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty table is a sentence on stderr; the other forms are empty in their own way."""
    for output, out, err in [("table", "", "No monitors.\n"), ("json", "[]\n", ""), ("jsonl", "", "")]:
        write_rows([], output, ["id"], empty="No monitors.")  # type: ignore[arg-type]
        assert capsys.readouterr() == (out, err)
    write_rows([], "csv", ["id"], empty="No monitors.")
    assert capsys.readouterr() == ("id\n", "")


def test_one_object() -> None:
    """One object is a table of its members, or one JSON object."""
    stream = io.StringIO()
    write_object(ROWS[0], "table", ["id", Column("attributes.url", "address")], stream=stream)
    assert stream.getvalue() == "id       1\naddress  https://shop.example\n"
    stream = io.StringIO()
    write_object(ROWS[0], "json", stream=stream)
    assert json.loads(stream.getvalue()) == ROWS[0]


def test_the_values_of_one_object_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a long value of an object goes on in the next line, so that nothing of it is lost."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "dumb")
    terminal = Terminal()
    write_object({"url": "https://a.example/" + "x" * 60}, "table", stream=terminal)
    assert "…" not in terminal.getvalue()
    assert terminal.getvalue().count("x") == 61  # one of them in the name of the host


@pytest.mark.parametrize(("output", "text"), [("json", '[\n  {\n    "a": null,\n    "b": [\n      null,\n      1.5\n    ]\n  }\n]\n'), ("jsonl", '{"a": null, "b": [null, 1.5]}\n'), ("csv", 'a,b\n,", 1.5"\n')])  # fmt: skip
def test_a_number_that_json_has_not_is_null(output: OutputFormat, text: str) -> None:
    """A server can send 1e400, which is read as infinite; what is printed is JSON all the same, however deep it is."""
    stream = io.StringIO()
    write_rows([{"a": float("inf"), "b": (float("-inf"), 1.5)}], output, stream=stream)
    assert stream.getvalue() == text


@pytest.mark.parametrize("columns", ["0", "1", "20"])
def test_a_very_narrow_terminal_shows_something(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the width is not known, or too small for any table, the terminal breaks the lines."""
    monkeypatch.setenv("COLUMNS", columns)
    stream = Terminal()
    write_rows([{"state": "down", "name": "checkout"}], "table", stream=stream)
    assert "down   checkout" in stream.getvalue()


def test_a_heading_is_no_formula() -> None:
    """The names of columns may come from a server as well."""
    assert printed("csv", [{"=1+1": 1}]) == "'=1+1\n1\n"


def test_the_state_is_cut_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a narrow terminal the first column, which tells the state, stays whole; the others are cut."""
    monkeypatch.setenv("COLUMNS", "50")
    stream = Terminal()
    row = dict.fromkeys(("state", "a", "b", "c", "d", "e"), "degraded-123"[:11])
    write_rows([row], "table", stream=stream)
    _heading, line = stream.getvalue().splitlines()
    assert line.startswith("degraded-12  ")
    assert len(line) <= 50
    assert line.count("…") == 5
