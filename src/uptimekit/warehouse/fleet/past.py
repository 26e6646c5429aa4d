"""The past of a fleet: in which state each item was when, and how fast it answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any, Final

from uptimekit._runtime.errors import NotFoundError, UptimeKitError
from uptimekit.fleet import Fleet, History, Item
from uptimekit.warehouse.constants import BATCH, DEADLINE
from uptimekit.warehouse.feed import Row, Slice, Span, Table

from .item_days import DaySpan, days_of, forgettable, spans_of, start_of_day
from .listing import WATCHED, identity, read_items
from .past_memory import PastMemory

__all__ = ["RESPONSE_TIMES", "STATE_SPANS", "PastFeed"]

STATE_SPANS: Final = Table(
    name="state_spans",
    key=("kind", "item_id", "start_at"),
    columns={
        "provider": "text",
        "kind": "text",
        "item_id": "text",
        "day": "date",
        "start_at": "timestamp",
        "end_at": "timestamp",
        "state": "text",
    },
    replaces=("kind", "item_id", "day"),
)
"""States, cut at the beginnings of days in UTC.  Those of a day have no gaps: what is not known has a row, too."""

RESPONSE_TIMES: Final = Table(
    name="response_times",
    key=("kind", "item_id", "measured_at", "region"),
    columns={
        "provider": "text",
        "kind": "text",
        "item_id": "text",
        "measured_at": "timestamp",
        "region": "text",
        "seconds": "double",
    },
)


class PastFeed:
    """Reads the histories of all items, from the day on in which the reading before ended, less the window."""

    name = "past"
    tables = (STATE_SPANS, RESPONSE_TIMES)

    def slices(self, client: Fleet, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        """Yield a slice for each 50 items.

        An item whose history cannot be read does not stop the others; its error is raised after them.
        """
        memory = PastMemory.from_json(state)
        items = read_items(client, *WATCHED)
        memory.keep(items)
        failed: UptimeKitError | None = None
        for number, (start, chunk) in enumerate(_chunks(items, memory, span)):
            rows = list[tuple[Table, Row]]()
            for item, history in client.histories(chunk, start, span.now, deadline=DEADLINE):
                if isinstance(history, History):
                    rows += _rows(item, history, memory, span.now)
                elif not isinstance(history.error, NotFoundError):  # which was deleted meanwhile
                    failed = failed or history.error
            first = number * BATCH + 1
            label = f"histories {first} to {first + len(chunk) - 1} of {len(items)}"
            yield Slice(label=label, rows=partial(iter, rows), state=memory.to_json())
        if failed is not None:
            raise failed


def _chunks(items: Iterable[Item], memory: PastMemory, span: Span) -> Iterator[tuple[datetime, list[Item]]]:
    """Yield items that are read from the same day on, so many at a time, with that day."""

    def start(item: Item) -> datetime:
        read = memory.read_until(item)
        return start_of_day(span.since if read is None else read - span.window)

    for begin, together in groupby(sorted(items, key=start), key=start):
        group = list(together)
        if begin < span.now:
            for first in range(0, len(group), BATCH):
                yield begin, group[first : first + BATCH]


def _rows(item: Item, history: History, memory: PastMemory, now: datetime) -> Iterator[tuple[Table, Row]]:
    """Yield the rows of one item, and remember that it was read."""
    read = memory.read_until(item)
    spans = spans_of(history, memory.spans(item), memory.see(item, history.start, now))
    memory.remember(item, forgettable(spans))
    for each in days_of(history, spans, known_until=read):
        yield STATE_SPANS, _span_row(item, each)
    for measured in history.response_times:
        yield (
            RESPONSE_TIMES,
            {
                **identity(item),
                "measured_at": measured.at,
                "region": measured.region,
                "seconds": measured.seconds,
            },
        )


def _span_row(item: Item, span: DaySpan) -> Row:
    return {
        **identity(item),
        "day": span.day,
        "start_at": span.start,
        "end_at": span.end,
        "state": span.state,
    }
