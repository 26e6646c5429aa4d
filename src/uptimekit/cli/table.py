"""Tables: by rich on a terminal, in aligned plain text elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TextIO

from uptimekit._runtime.sanitize import sanitized

__all__ = ["Style", "show_table"]

Style = Callable[[str], str | None] | None
"""The style of rich for a cell's text; None for a column without styles."""
_GAP: Final = 2
_NARROW: Final = 12  # characters that a cut column keeps
_LONGEST: Final = 10_000  # characters of a cell


def show_table(
    headings: Sequence[str] | None, rows: Sequence[Sequence[str]], styles: Sequence[Style], stream: TextIO
) -> None:
    """Write a table.

    What a terminal would act upon (controls, escapes, marks of direction) is replaced in every cell, and a line
    break is a space.  On a terminal, cells that its width has no room for end in an ellipsis, or go on in the next line
    if there are no headings.
    """
    safe = [[sanitized(cell, _LONGEST) for cell in row] for row in rows]
    if stream.isatty():
        _show_on_terminal(headings, safe, styles, stream)
        return
    lines = safe if headings is None else [[heading.upper() for heading in headings], *safe]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = [cell.ljust(width + _GAP) for cell, width in zip(line, widths, strict=True)]
        stream.write("".join(padded).rstrip() + "\n")


def _show_on_terminal(
    headings: Sequence[str] | None, rows: Sequence[Sequence[str]], styles: Sequence[Style], stream: TextIO
) -> None:
    from rich.cells import cell_len  # only here: it takes longer to import than all else
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    lines = [[heading.upper() for heading in headings], *rows] if headings else rows
    widths = [max(map(cell_len, cells)) for cells in zip(*lines, strict=True)]
    table = Table.grid(padding=(0, _GAP, 0, 0))
    for width in _fitted(widths, console.width):
        table.add_column(no_wrap=bool(headings), overflow="ellipsis" if headings else "fold", width=width)
    if headings:
        table.add_row(*(Text(heading.upper(), "bold") for heading in headings))
    for row in rows:
        texts = (Text(cell, (style and style(cell)) or "") for cell, style in zip(row, styles, strict=True))
        table.add_row(*texts)
    console.print(table)


def _fitted(widths: list[int], room: int) -> list[int]:
    """Return the widths of columns that fit into *room* if the widest ones are cut, though none to less than _NARROW."""
    fitted = list(widths)
    for _ in range(sum(widths) + _GAP * (len(widths) - 1) - room):
        widest = fitted.index(max(fitted))
        if fitted[widest] <= _NARROW:
            break
        fitted[widest] -= 1
    return fitted
