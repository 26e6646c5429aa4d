"""The rows of an import of subscribers: from a file, from CSV text, or as they are."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.sanitize import sanitized

from ._subscriber_csv import KNOWN, what_is_wrong
from .errors import InputError

__all__ = ["Source", "rows_in"]

Source: TypeAlias = str | Path | IO[str] | IO[bytes] | Iterable[Mapping[str, Any]]
"""A path, an open file, CSV text with a header, or rows."""

_DELIMITERS: Final = ",;\t"
_FORMS: Final = "pass a path, an open file, CSV text with a header, or an iterable of dicts"
_TOLD: Final = 5  # wrong rows that a message tells one by one
_COLUMNS: Final = f"the columns are {', '.join(sorted(KNOWN))}"
_ADDRESS: Final = re.compile(r"@|://|\d{5}")
"""What the first line of a file without a header may have in it, so that no message shows it."""


def rows_in(source: Source) -> list[dict[str, Any]]:
    """Return the rows, without empty cells; raise InputError for what cannot be read, and for all wrong rows at once.

    The message has the places of the wrong rows and no address.
    """
    rows: list[dict[str, Any]] = []
    problems: list[str] = []
    for place, row in _placed(source):
        if not is_object(row):
            raise InputError(f"{place} is of type {type(row).__name__}; {_FORMS}", field="rows")
        rows.append({name: cell for name, cell in row.items() if cell not in (None, "")})
        if wrong := what_is_wrong(rows[-1]):
            problems.append(f"{place} {wrong}")
    if problems:
        more = [f"and {len(problems) - _TOLD} more rows are wrong"] if len(problems) > _TOLD else []
        raise InputError("; ".join([*problems[:_TOLD], *more]), field="rows")
    return rows


def _placed(source: Any) -> Iterator[tuple[str, Any]]:
    """Yield each row with its place."""
    if (named := _text_in(source)) is not None:
        yield from _csv_rows(*named)
    elif is_object(source) or isinstance(source, bytes) or not hasattr(source, "__iter__"):
        raise InputError(f"rows is of type {type(source).__name__}; {_FORMS}", field="rows")
    else:
        for number, row in enumerate(source, 1):
            yield f"row {number}", row


def _text_in(source: Any) -> tuple[str, str] | None:
    """Return the CSV text of *source*, and what messages call it; None if it has none."""
    if isinstance(source, str) and _is_text(source):
        return "the CSV text", source
    if isinstance(source, (str, Path)):
        name = sanitized(repr(str(source)))
        return name, _decoded(name, _content(name, Path(source).read_bytes))
    if not callable(getattr(source, "read", None)):
        return None
    return "the file", _decoded("the file", _content("the file", source.read))


def _is_text(given: str) -> bool:
    """Whether *given* is CSV, and not the name of a file: it has a line break, or a delimiter and is no file."""
    if not given.strip() or "\n" in given or "\r" in given:
        return True
    return any(each in given for each in _DELIMITERS) and not os.path.isfile(given)  # noqa: PTH113  (Path.is_file() fails for a long text)


def _content(name: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"cannot read {name}: {why}; {_FORMS}", field="rows") from None


def _decoded(name: str, content: Any) -> str:
    if not isinstance(content, (str, bytes)):
        raise InputError(f"reading {name} gives {type(content).__name__}; {_FORMS}", field="rows")
    try:
        return content if isinstance(content, str) else content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{name} is not UTF-8; save it as CSV in UTF-8", field="rows") from None


def _csv_rows(name: str, text: str) -> Iterator[tuple[str, Any]]:
    whole = text.removeprefix("\ufeff")
    text = whole.lstrip("\r\n")
    above = len(whole.removesuffix(text).splitlines())
    if not text.strip():
        raise InputError(f"{name} is empty; {_COLUMNS}", field="rows")
    if text.count('"') % 2:
        raise InputError(
            f"{name} has a quotation mark that is not closed, or not doubled in a cell", field="rows"
        )
    head = text.splitlines()[0]
    delimiter = max(
        _DELIMITERS, key=lambda each: (len(KNOWN & {*map(_column, head.split(each))}), head.count(each))
    )
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    table.fieldnames = _header(name, table.fieldnames or ())
    try:
        for number, row in enumerate(table, 1):
            cells = {key: cell.strip() if isinstance(cell, str) else cell for key, cell in row.items()}
            yield f"row {number} (line {above + table.line_num})", cells
    except csv.Error as error:
        raise InputError(
            f"{name} is no CSV after line {above + table.line_num}: {error}", field="rows"
        ) from None


def _header(name: str, written: Iterable[str]) -> list[str]:
    """Return the columns of a header; raise InputError for unknown ones and for one that is there twice."""
    columns = [_column(each) for each in written]
    if any(map(_ADDRESS.search, columns)):
        raise InputError(f"{name} begins with a row where a header belongs; {_COLUMNS}", field="rows")
    if not KNOWN.intersection(columns):
        found = sanitized(", ".join(map(repr, columns)), 100)
        raise InputError(f"{name} has no header with a known column, but {found}; {_COLUMNS}", field="rows")
    if wrong := [each for each in columns if each not in KNOWN]:
        found = sanitized(repr(wrong[0]))
        raise InputError(f"{name} has an unknown column {found}; {_COLUMNS}", field="rows")
    if twice := [each for each in columns if columns.count(each) > 1]:
        raise InputError(f"{name} has the column {twice[0]!r} twice; remove one", field="rows")
    return columns


def _column(written: str) -> str:
    return written.strip(' "\ufeff').lower().replace(" ", "_")
