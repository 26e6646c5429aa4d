"""Tables in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from uptimekit._runtime.sanitize import sanitized

__all__ = ["markdown_table"]

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#~&])")
_LONGEST: Final = 10_000  # characters of a cell


def markdown_table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int] = frozenset()
) -> Iterator[str]:
    """Yield the lines of a table.  Cells are plain text: what Markdown would act upon is escaped.

    Args:
        headings: what stands above the columns.
        rows: the cells of each row.
        numbers: places of columns that are aligned to the right.
    """
    yield _line(headings)
    yield _line(["---:" if place in numbers else "---" for place in range(len(headings))])
    for row in rows:
        yield _line([_SPECIAL.sub(r"\\\1", sanitized(cell, _LONGEST)) for cell in row])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
