"""The availability of a month as a table, Markdown, CSV or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TextIO

import attrs
import click

from uptimekit.fleet.availability import DEFINITION
from uptimekit.fleet.per_cent import per_cent
from uptimekit.warehouse.availability import (
    COLUMNS,
    ItemAvailability,
    MonthAvailability,
    StateTimes,
)

from .markdown_text import markdown_table
from .output import write_object, write_rows
from .table import Cell, show_table

__all__ = ["AvailabilityFormat", "show_availability"]

AvailabilityFormat = Literal["table", "markdown", "csv", "json"]

_HEADINGS: Final = (
    "name",
    "account",
    "available",
    "up",
    "degraded",
    "down",
    "maintenance",
    "paused",
    "unknown",
    "note",
)
_NUMBERS: Final = frozenset(range(2, 9))
_TIMES: Final = [f"{name}_seconds" for name in COLUMNS]
_CSV: Final = (
    "kind", "name", "account", "provider", "item_id", "availability_percent", *_TIMES, "from", "until", "complete", "deleted",
)  # fmt: skip


def show_availability(found: MonthAvailability, output: AvailabilityFormat, stream: TextIO) -> None:
    """Print *found*, with the definition of availability; CSV has no place for it."""
    if output == "json":
        write_object(_object(found), "json", stream=stream)
    elif output == "csv":
        write_rows([*_rows(found), {"kind": "total", **_times(found.total)}], "csv", _CSV, stream=stream)
    elif output == "markdown":
        stream.write("\n".join(_markdown(found)) + "\n")
    else:
        click.echo(_title(found), file=stream)
        show_table(_HEADINGS, [[Cell(text) for text in row] for row in _cells(found)], stream)
        click.echo(DEFINITION, file=stream)


def _markdown(found: MonthAvailability) -> Iterator[str]:
    yield f"## {_title(found)}"
    yield ""
    yield from markdown_table([heading.capitalize() for heading in _HEADINGS], _cells(found), _NUMBERS)
    yield ""
    yield DEFINITION


def _title(found: MonthAvailability) -> str:
    title = f"Availability in {found.month} ({found.zone})"
    if found.over:
        return title
    until = max((each.end for each in found.items), default=found.start)
    return f"{title}, which is not over: until {_minute(found, until)}"


def _cells(found: MonthAvailability) -> Iterator[Sequence[str]]:
    for each in found.items:
        yield [each.item.name, each.item.account, *_figures(each.times), _note(found, each)]
    if len(found.items) != 1:
        yield ["total", "", *_figures(found.total), ""]


def _figures(times: StateTimes) -> list[str]:
    seconds = attrs.asdict(times)
    return [_percent(times.availability), *(_clock(seconds[name]) for name in COLUMNS if name != "absent")]


def _note(found: MonthAvailability, each: ItemAvailability) -> str:
    """Return what a reader must know: an item that is gone, one that was made in the month, and what was not loaded."""
    missing = found.missing(each)
    notes = (
        [f"made {_minute(found, found.start + timedelta(seconds=each.times.absent))}"]
        if each.times.absent
        else []
    )
    if not each.known:
        notes.append("nothing known of this month")
    if "begin" in missing:
        notes.append(f"not loaded before {_minute(found, each.start)}")
    if "end" in missing and found.over:
        notes.append(f"not loaded after {_minute(found, each.end)}")
    if each.deleted:
        notes.append(
            f"deleted, last seen {_minute(found, each.end)}" if each.end < found.end else "deleted since"
        )
    return ", ".join(notes)


def _object(found: MonthAvailability) -> Mapping[str, Any]:
    return {
        "month": str(found.month),
        "zone": str(found.zone),
        "start": found.start,
        "end": found.end,
        "over": found.over,
        "complete": found.complete,
        "definition": DEFINITION,
        "items": [*_rows(found)],
        "total": _times(found.total),
    }


def _rows(found: MonthAvailability) -> Iterator[Mapping[str, Any]]:
    for each in found.items:
        yield {
            "kind": each.item.kind.value,
            "name": each.item.name,
            "account": each.item.account,
            "provider": each.item.provider,
            "item_id": each.item.id,
            **_times(each.times),
            "from": each.start,
            "until": each.end,
            "complete": not found.missing(each),
            "deleted": each.deleted,
        }


def _times(times: StateTimes) -> Mapping[str, Any]:
    share = times.availability
    seconds = {f"{name}_seconds": round(lasted, 3) for name, lasted in attrs.asdict(times).items()}
    return {"availability_percent": None if share is None else per_cent(share, 6), **seconds}


def _percent(share: float | None) -> str:
    """Return a share as per cent with three decimals, rounded down, so that only what never failed has 100 %."""
    return "-" if share is None else f"{per_cent(share, 3):.3f} %"


def _clock(seconds: float) -> str:
    """Return a time as ``743:05:00``, or nothing for none."""
    minutes, second = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{second:02}" if minutes or second else ""


def _minute(found: MonthAvailability, moment: datetime) -> str:
    return f"{moment.astimezone(found.zone):%Y-%m-%d %H:%M}"
