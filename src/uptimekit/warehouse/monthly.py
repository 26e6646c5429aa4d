"""Figures of whole months that cost a request for each item: read until they are final, and no oftener than needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from .constants import FEW_MONTHS
from .feed import Row, Slice, Span, Table
from .months import Month, months

__all__ = ["monthly_slices"]


def monthly_slices(
    state: Mapping[str, Any],
    span: Span,
    read: Callable[[Month], Iterable[tuple[Table, Row]]],
    began: Callable[[], date | None],
) -> Iterator[Slice]:
    """Yield a slice for each month whose figures may differ from those that are loaded, the newest first.

    A month is read once a day while it lasts, once after its end, and a last time when the window for late changes
    after its end is over.

    Args:
        state: state of the feed; what :func:`monthly_slices` put there.
        span: the times of the reading.
        read: reads a month.
        began: lists the items, and returns the day on which the oldest was made, None if one does not tell; months before it are
            left out.  It is called if many months are due.
    """
    read_at: dict[str, str] = dict(state.get("read_at", {}))
    listed = reversed([*months(span.since.date(), span.now.date())])
    due = [month for month in listed if _is_due(month, read_at.get(str(month)), span)]
    if len(due) > FEW_MONTHS and (first := began()) is not None:
        due = [month for month in due if month.last >= first]
    for month in due:
        read_at[str(month)] = span.now.isoformat()
        yield Slice(label=str(month), rows=partial(read, month), state={"read_at": {**read_at}})


def _is_due(month: Month, read_at: str | None, span: Span) -> bool:
    if read_at is None:
        return True
    _, end = month.borders(UTC)
    before = datetime.fromisoformat(read_at)
    if before < end:
        return before.date() < span.now.date()
    return before < end + span.window <= span.now
