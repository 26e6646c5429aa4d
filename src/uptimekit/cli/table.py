"""Tables: by rich on a terminal, in aligned plain text elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TextIO
from unicodedata import category, east_asian_width

from uptimekit._runtime.sanitize import sanitized

__all__ = ["Cell", "show_table"]

_GAP: Final = 2
_WIDEST: Final = 80  # columns to which plain text is aligned; one long cell does not make every line long
_NARROW: Final = 12  # characters that a cut column keeps
_LEAST: Final = 20  # characters of a line; a narrower terminal breaks it
_LONGEST: Final = 10_000  # characters of a cell


class Cell(NamedTuple):
    """A cell: its text, and a style of rich in which a terminal shows it."""

    text: str
    style: str = ""


def show_table(headings: Sequence[str] | None, rows: Iterable[Sequence[Cell]], stream: TextIO) -> None:
    """Write a table.

    What a terminal would act upon (controls, escapes, marks of direction) is replaced in every cell, and a line
    break is a space.  On a terminal, cells that its width has no room for end in an ellipsis, or go on in the next line
    if there are no headings.
    """
    above = [[Cell(heading.upper(), "bold") for heading in headings]] if headings else []
    lines = [*above, *([Cell(sanitized(text, _LONGEST), style) for text, style in row] for row in rows)]
    if stream.isatty():
        _show_on_terminal(lines, stream, cut=headings is not None)
        return
    widths = [min(_WIDEST, max(_width(cell.text) for cell in column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = [
            cell.text + " " * max(_GAP, width + _GAP - _width(cell.text))
            for cell, width in zip(line, widths, strict=True)
        ]
        stream.write("".join(padded).rstrip() + "\n")


def _width(text: str) -> int:
    """Return the columns of a terminal that *text* takes: two for each wide character, none for what combines."""
    if text.isascii():
        return len(text)
    return sum(
        2 if east_asian_width(char) in "WF" else 0 if category(char) in ("Mn", "Me") else 1 for char in text
    )


def _show_on_terminal(lines: Sequence[Sequence[Cell]], stream: TextIO, *, cut: bool) -> None:
    from rich.cells import cell_len  # only here: it takes longer to import than all else
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    console.width = max(console.width, _LEAST)
    widths = [max(cell_len(cell.text) for cell in column) for column in zip(*lines, strict=True)]
    table = Table.grid(padding=(0, _GAP, 0, 0))
    for width in _fitted(widths, console.width):
        table.add_column(no_wrap=cut, overflow="ellipsis" if cut else "fold", width=width)
    for line in lines:
        table.add_row(*(Text(cell.text, cell.style) for cell in line))
    console.print(table)


def _fitted(widths: list[int], room: int) -> list[int]:
    """Return the widths of columns that fit into *room* if the widest ones are cut.

    The first one, which tells the state, is the last to be cut to less than _NARROW.
    """
    fitted = list(widths)
    for _ in range(sum(widths) + _GAP * (len(widths) - 1) - room):
        widest = fitted.index(max(fitted))
        if fitted[widest] <= _NARROW:
            widest = max(range(1, len(fitted)), key=fitted.__getitem__, default=0)
        if fitted[widest] <= 1:
            break
        fitted[widest] -= 1
    return fitted
