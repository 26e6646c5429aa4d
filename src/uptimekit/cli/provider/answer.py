"""The answer of an operation on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from shutil import get_terminal_size
from typing import Any

import click

from uptimekit._runtime.encoding import plain
from uptimekit._runtime.json_types import is_array, is_object
from uptimekit._runtime.sanitize import sanitized

from ..output import write_object, write_rows
from ..query import picked
from ..values import leaves, value_at
from .table_columns import telling_columns

__all__ = ["show_answer", "show_items", "show_text"]


def show_answer(operation: Mapping[str, Any], answer: Any, given: Mapping[str, Any]) -> None:
    """Print what a call returned.

    Text and bytes are printed as they are, nothing is nothing, and anything else is JSON: as it is for ``-o json``
    without ``--query``; else the items of a listing are rows, and an object is one.
    """
    if answer is None:
        return
    if isinstance(answer, bytes):
        _show_bytes(answer)
        return
    if isinstance(answer, str):
        show_text(answer)
        return
    value = plain(answer)
    if given["output"] == "json" and not given["query"]:
        write_object(value, "json")
        return
    path = operation.get("rows")
    items = value if path == "." else value_at(value, path) if path and is_object(value) else None
    if is_array(items):
        show_items(items, given)
    elif is_object(value):
        _show_object(value, given)
    else:
        write_object(value, "json")


def show_items(items: Iterable[Any], given: Mapping[str, Any]) -> None:
    """Print the items of a listing, each when it is there if the form permits it.

    CSV has the columns of all *items* that are there already, else those of the first one.
    """
    rows = map(_row, items)
    if given["query"]:
        fields = given["query"]
        write_rows(picked(rows, fields), given["output"], [field.label for field in fields], empty="Nothing.")
    elif given["output"] == "table":
        listed = [*rows]
        room = get_terminal_size().columns if sys.stdout.isatty() else None
        columns, others = telling_columns(listed, room)
        write_rows(listed, "table", columns, empty="Nothing.")
        if others and sys.stdout.isatty():
            click.echo(
                f"uptimekit: {others} more fields: -o json shows them, --query chooses some by the paths in the first line of -o csv",
                err=True,
            )
    elif given["output"] == "csv" and is_array(items):
        listed = [*rows]
        write_rows(listed, "csv", [*dict.fromkeys(path for row in listed for path in leaves(row))])
    else:
        write_rows(rows, given["output"])


def _row(item: Any) -> Mapping[str, Any]:
    value = plain(item)
    return value if is_object(value) else {"value": value}


def _show_object(value: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    if given["query"]:
        (value,) = picked([value], given["query"])
        write_object(value, given["output"])
    elif given["output"] == "table":
        write_object(value, "table", [*leaves(value)])
    else:
        write_object(value, given["output"])


def show_text(text: str) -> None:
    """Print a text as it is; on a terminal without what it would act upon."""
    if sys.stdout.isatty():
        for line in text.splitlines():
            click.echo(sanitized(line, len(line) + 1))
    else:
        sys.stdout.write(text)


def _show_bytes(content: bytes) -> None:
    """Print bytes as they are, on a terminal only if they are text."""
    if not sys.stdout.isatty():
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise click.UsageError(
            f"{len(content)} bytes that are no text: write them to a file with > FILE"
        ) from None
    show_text(text)
