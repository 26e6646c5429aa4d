"""The output of a command: a table, JSON, JSON lines or CSV.

A row is a mapping that becomes a JSON object.  Times, enums, tuples and UUIDs in it are written as text and lists.

What writes the forms is loaded when something is printed: help needs none of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from .table import Cell

__all__ = ["FORMATS", "HELP", "Column", "OutputFormat", "output_option", "write_object", "write_rows"]

OutputFormat = Literal["table", "json", "jsonl", "csv"]
FORMATS: Final[tuple[OutputFormat, ...]] = ("table", "json", "jsonl", "csv")
HELP: Final = "Form of the output: a table to read, JSON, a line of JSON for each row, or CSV."
C = TypeVar("C", bound=Callable[..., Any])
Row = Mapping[str, Any]


class Column(NamedTuple):
    """A column of a table or of CSV.

    Attributes:
        path: where its values are in a row: a name, or names with dots between them.
        heading: what stands above it in a table; default: the path.  CSV has the path there.
        style: for a cell's text, a style of rich in which a terminal shows it, such as ``green``; None for no style.
    """

    path: str
    heading: str = ""
    style: Callable[[str], str | None] | None = None


def output_option(command: C) -> C:
    """Give a command the option ``-o/--output`` as its argument ``output``."""
    decorate = click.option(
        "-o",
        "--output",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help=HELP,
    )
    return decorate(command)


def write_rows(
    rows: Iterable[Row],
    output: OutputFormat,
    columns: Sequence[Column | str] | None = None,
    *,
    empty: str = "",
    heading: bool = True,
    stream: TextIO | None = None,
) -> None:
    """Print *rows*.

    JSON lines and CSV are printed row by row as *rows* yields them; a table and JSON after the last one, so that
    nothing is printed if *rows* fails.

    Args:
        rows: the rows.  JSON and JSON lines show them whole.
        output: the form.
        columns: what a table and CSV show.  Default: the members of the first row that are no objects.
        empty: what a table without rows is replaced by, on stderr.
        heading: whether CSV begins with the names of its columns.
        stream: where to; default: stdout.
    """
    from .json_text import json_line, json_text

    out = stream or sys.stdout
    if output == "jsonl":
        for row in rows:
            out.write(json_line(row) + "\n")
            out.flush()
    elif output == "json":
        out.write(json_text(list(rows)) + "\n")
    elif output == "csv":
        _write_csv(*_columns(columns, iter(rows)), out, heading=heading)
    else:
        shown, rows = _columns(columns, iter(rows))
        if (table := list(rows)) or not empty:
            _write_table(shown, table, out)
        else:
            click.echo(empty, err=True)


def _write_csv(columns: Sequence[Column], rows: Iterable[Row], out: TextIO, *, heading: bool) -> None:
    from .csv_text import csv_lines

    if not columns:  # there is no row that could tell them
        return
    lines = csv_lines([column.path for column in columns], rows, terminal=out.isatty())
    for line in lines if heading else islice(lines, 1, None):
        out.write(line)
        out.flush()


def _write_table(columns: Sequence[Column], rows: Iterable[Row], out: TextIO) -> None:
    from .table import show_table

    cells = [[_cell(column, row) for column in columns] for row in rows]
    show_table([column.heading or column.path for column in columns], cells, out)


def _cell(column: Column, row: Row) -> Cell:
    from .table import Cell
    from .values import cell_text, value_at

    text = cell_text(value_at(row, column.path))
    return Cell(text, (column.style and column.style(text)) or "")


def write_object(
    row: Row,
    output: OutputFormat,
    columns: Sequence[Column | str] | None = None,
    *,
    stream: TextIO | None = None,
) -> None:
    """Print one object: a table of names and values, one JSON object, or what :func:`write_rows` prints of one row."""
    from .json_text import json_text
    from .table import Cell, show_table

    out = stream or sys.stdout
    if output == "json":
        out.write(json_text(row) + "\n")
    elif output != "table":
        write_rows([row], output, columns, stream=out)
    else:
        shown = _given(columns) if columns else [Column(name) for name in row]
        show_table(None, [[Cell(column.heading or column.path), _cell(column, row)] for column in shown], out)


def _given(columns: Sequence[Column | str]) -> list[Column]:
    return [Column(column) if isinstance(column, str) else column for column in columns]


def _columns(
    columns: Sequence[Column | str] | None, rows: Iterator[Row]
) -> tuple[list[Column], Iterable[Row]]:
    """Return the columns, and all *rows*; of these the first is read if it has to tell the columns."""
    from .values import leaves

    if columns is not None:
        return _given(columns), rows
    first = next(rows, None)
    if first is None:
        return [], ()
    return [Column(path) for path in leaves(first)], chain([first], rows)
