"""CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from uptimekit._runtime.sanitize import sanitized

from .values import cell_text, value_at

__all__ = ["csv_lines"]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a text begins that a spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection"""


def csv_lines(
    paths: Sequence[str], rows: Iterable[Mapping[str, Any]], *, terminal: bool = False
) -> Iterator[str]:
    """Yield the lines of CSV with its heading, as RFC 4180 has it but for line ends of one ``\\n``.

    A text that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets do not show;
    numbers are as they are.  A line break in a text is one ``\\n``.  For a *terminal*, what it would act upon is
    replaced.
    """
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\n")
    for cells in _cells(paths, rows):
        writer.writerow([sanitized(cell, len(cell) + 1) for cell in cells] if terminal else cells)
        yield held.getvalue()
        held.seek(0)
        held.truncate()


def _cells(paths: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    yield [*map(_cell, paths)]
    for row in rows:
        yield [_cell(value_at(row, path)) for path in paths]


def _cell(value: Any) -> str:
    text = cell_text(value)
    begins = text.startswith(_FORMULA) and not isinstance(value, int | float)
    return ("'" if begins else "") + text.replace("\r\n", "\n").replace("\r", "\n")
