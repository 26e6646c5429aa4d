"""An item with all its fields and its history in short."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from shlex import quote
from statistics import median, quantiles
from typing import Any, Final, NamedTuple, TextIO

import attrs

from uptimekit.fleet import AccountReader, Fleet, Heartbeat, History, Item, State
from uptimekit.fleet.beginnings import begun_in, unknown_begins
from uptimekit.fleet.per_cent import per_cent
from uptimekit.fleet.readers import reader_class
from uptimekit.fleet.relative_time import length, since
from uptimekit.fleet.urgency import state_word

from .item_rows import STATE_STYLES, item_row
from .output import Column, OutputFormat, write_object, write_rows

__all__ = ["Notified", "history_row", "keeps_output", "show_details", "with_begin"]

_LABELS: Final = {"word": "provider's word"}
_OUTAGES: Final = 10
"""The newest times in another state than up that a table shows."""


class Notified(NamedTuple):
    """Who is told of an outage, each in a few words; None if the provider does not tell."""

    told: tuple[str, ...] | None

    def __str__(self) -> str:
        return "the provider does not tell" if self.told is None else ", ".join(self.told) or "nobody"


def show_details(
    item: Item,
    history: History | None,
    output: OutputFormat,
    now: datetime,
    stream: TextIO,
    notified: Notified | None = None,
) -> None:
    """Print *item*; in the machine formats with the member ``history``, which is null without one.

    With *notified*, there is also a member of that name, which is null if the provider does not tell.
    """
    row: dict[str, Any] = {**item_row(item), "state": state_word(item)}
    if output != "table":
        told = {} if notified is None else {"notified": notified.told}
        write_object({**row, **told, "history": history and history_row(history)}, output, stream=stream)
        return
    shown = {name: _readable(name, value, now) for name, value in row.items() if value not in (None, "", ())}
    if notified is not None:
        shown["notified"] = str(notified)
    if history is not None:
        shown.update(_summary(history))
    if item.state is State.DOWN and keeps_output(item):
        shown["output, if any"] = f"uptimekit show {quote(item.name)} --job-output"
    columns = [
        Column(name, _LABELS.get(name, name.replace("_", " ")), STATE_STYLES.get if name == "state" else None)
        for name in shown
    ]
    write_object(shown, output, columns, stream=stream)
    if history is not None:
        _show_outages(history, now, stream)


def keeps_output(item: Item) -> bool:
    """Whether the provider keeps the output that the job of *item* reports; whether there is some, only a request tells."""
    reader = reader_class(item.provider)
    return isinstance(item, Heartbeat) and reader.job_output is not AccountReader.job_output


def with_begin(fleet: Fleet, item: Item, history: History | None, now: datetime) -> Item:
    """Return *item* with ``since`` of its *history*, or of a longer one if it is not well."""
    if item.since is None and history is not None:
        item = attrs.evolve(item, since=begun_in(item, history))
    known = {each.key: each for each in fleet.with_since(unknown_begins([item]), now=now)}
    return known.get(item.key, item)


def history_row(history: History) -> dict[str, Any]:
    """Return *history* for programs: seconds in each state, all spans, and response times in short, in seconds."""
    return {
        "start": history.start,
        "end": history.end,
        "availability": history.availability,
        "seconds": _seconds(history),
        "response_times": _response_times(history),
        "spans": [{"start": span.start, "end": span.end, "state": span.state} for span in history.spans],
    }


def _readable(name: str, value: Any, now: datetime) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S %Z}, {since(value, now)} ago"
    return length(value) if name == "grace" else value


def _summary(history: History) -> Iterator[tuple[str, str]]:
    """Yield lines of the last days, each with its name."""
    period = f"last {length((history.end - history.start).total_seconds())}"
    if seconds := _seconds(history):
        known = sum(seconds.values()) or 1
        yield (
            period,
            ", ".join(
                f"{word} {length(part)} ({per_cent(part / known, 2):.2f}%)" for word, part in seconds.items()
            ),
        )
    if history.availability is not None:
        yield "availability", f"{per_cent(history.availability, 3):.3f}% as the provider counts it"
    if (times := _response_times(history))["count"]:
        yield (
            "response time",
            f"median {times['median']:.3f} s, 95 % within {times['p95']:.3f} s ({times['count']} measurements)",
        )
    if not seconds and history.availability is None and not times["count"]:
        yield period, "the provider has no history of it"


def _seconds(history: History) -> dict[str, float]:
    found: dict[str, float] = {}
    for span in history.spans:
        length_of = (span.end - span.start).total_seconds()
        found[span.state.value] = found.get(span.state.value, 0.0) + length_of
    return dict(sorted(found.items(), key=lambda each: -each[1]))


def _response_times(history: History) -> dict[str, Any]:
    seconds = [each.seconds for each in history.response_times]
    if len(seconds) < 2:
        return {
            "count": len(seconds),
            "median": seconds[0] if seconds else None,
            "p95": seconds[0] if seconds else None,
        }
    return {
        "count": len(seconds),
        "median": median(seconds),
        "p95": quantiles(seconds, n=20, method="inclusive")[-1],
    }


def _show_outages(history: History, now: datetime, stream: TextIO) -> None:
    outages = [span for span in reversed(history.spans) if span.state != State.UP]
    if outages:
        stream.write("\n")
        rows = [
            {
                "state": span.state.value,
                "from": f"{span.start:%Y-%m-%d %H:%M %Z}",
                "for": length((span.end - span.start).total_seconds()),
                "ended": "" if span.end >= history.end else f"{since(span.end, now)} ago",
            }
            for span in outages[:_OUTAGES]
        ]
        columns = (Column("state", style=STATE_STYLES.get), "from", "for", "ended")
        write_rows(rows, "table", columns, stream=stream)
        if len(outages) > _OUTAGES:
            stream.write(f"and {len(outages) - _OUTAGES} more, see -o json\n")
