"""What a command prints: a table, JSON, JSON lines or CSV.

A row is a mapping that becomes a JSON object.  Times, enums, tuples and UUIDs in it are written as text and lists.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final, Literal, NamedTuple, TextIO, TypeVar

import click

from .csv_text import csv_lines
from .json_text import json_line, json_text
from .table import show_table
from .values import cell_text, leaves, value_at

__all__ = ["FORMATS", "Column", "OutputFormat", "output_option", "write_object", "write_rows"]

OutputFormat = Literal["table", "json", "jsonl", "csv"]
FORMATS: Final[tuple[OutputFormat, ...]] = ("table", "json", "jsonl", "csv")
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
        help="Form of the output; see the documentation for what each is good for.",
    )
    return decorate(command)


def write_rows(
    rows: Iterable[Row],
    output: OutputFormat,
    columns: Sequence[Column | str] | None = None,
    *,
    empty: str = "",
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
        stream: where to; default: stdout.
    """
    out = stream or sys.stdout
    if output == "jsonl":
        for row in rows:
            out.write(json_line(row) + "\n")
            out.flush()
    elif output == "json":
        out.write(json_text(list(rows)) + "\n")
    else:
        shown, rows = _columns(columns, iter(rows))
        if output == "csv":
            for line in csv_lines([column.path for column in shown], rows, terminal=out.isatty()):
                out.write(line)
                out.flush()
        elif (table := list(rows)) or not empty:
            show_table(
                [column.heading or column.path for column in shown],
                [[cell_text(value_at(row, column.path)) for column in shown] for row in table],
                [column.style for column in shown],
                out,
            )
        else:
            click.echo(empty, err=True)


def write_object(
    row: Row,
    output: OutputFormat,
    columns: Sequence[Column | str] | None = None,
    *,
    stream: TextIO | None = None,
) -> None:
    """Print one object: a table of names and values, one JSON object, or what :func:`write_rows` prints of one row."""
    out = stream or sys.stdout
    if output == "json":
        out.write(json_text(row) + "\n")
    elif output != "table":
        write_rows([row], output, columns, stream=out)
    else:
        shown = _given(columns) if columns else [Column(name) for name in row]
        cells = [(column, cell_text(value_at(row, column.path))) for column in shown]
        styles = {text: column.style(text) for column, text in cells if column.style}
        pairs = [[column.heading or column.path, text] for column, text in cells]
        show_table(None, pairs, [None, styles.get], out)


def _given(columns: Sequence[Column | str]) -> list[Column]:
    return [Column(column) if isinstance(column, str) else column for column in columns]


def _columns(
    columns: Sequence[Column | str] | None, rows: Iterator[Row]
) -> tuple[list[Column], Iterable[Row]]:
    """Return the columns, and all *rows*; of these the first is read if it has to tell the columns."""
    if columns is not None:
        return _given(columns), rows
    first = next(rows, None)
    if first is None:
        return [], ()
    return [Column(path) for path in leaves(first)], chain([first], rows)
