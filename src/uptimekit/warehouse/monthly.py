"""Figures of whole months that cost a request for each item: read until they are final, and no oftener than needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from .feed import Row, Slice, Span, Table
from .months import Month, months

__all__ = ["monthly_slices"]


def monthly_slices(
    state: Mapping[str, Any], span: Span, read: Callable[[Month], Iterable[tuple[Table, Row]]]
) -> Iterator[Slice]:
    """Yield a slice for each month whose figures may differ from those that are loaded, the newest first.

    A month is read once a day while it lasts, once after its end, and a last time when the window for late changes
    after its end is over.

    Args:
        state: state of the feed; what :func:`monthly_slices` put there.
        span: the times of the reading.
        read: reads a month.
    """
    read_at: dict[str, str] = dict(state.get("read_at", {}))
    for month in reversed([*months(span.since.date(), span.now.date())]):
        name = str(month)
        _, end = month.borders(UTC)
        if _is_due(end, read_at.get(name), span):
            read_at[name] = span.now.isoformat()
            yield Slice(label=name, rows=partial(read, month), state={"read_at": {**read_at}})


def _is_due(end: datetime, read_at: str | None, span: Span) -> bool:
    if read_at is None:
        return True
    before = datetime.fromisoformat(read_at)
    if before < end:
        return before.date() < span.now.date()
    return before < end + span.window <= span.now
