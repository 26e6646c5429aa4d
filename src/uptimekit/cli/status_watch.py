"""``status --watch``: the newest screen on a terminal, a line for each change elsewhere."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from time import sleep
from typing import TYPE_CHECKING, Any, Final, NoReturn

import attrs

from uptimekit._runtime.sanitize import sanitized
from uptimekit.fleet import Filter, Fleet, Item, Reading, State
from uptimekit.fleet.relative_time import length

from .output import OutputFormat, write_rows
from .state_changes import Changes
from .status_screen import read_status, show_status
from .stop_signal import exits_at_sigterm

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["change_line", "watch_status"]

_COLUMNS: Final = ("time", "state", "before", "kind", "name", "account", "provider", "id", "detail")
Pause = Callable[[float], None]


def watch_status(
    fleet: Fleet, where: Filter, output: OutputFormat, interval: float, pause: Pause | None = None
) -> NoReturn:
    """Read *fleet* every *interval* seconds until KeyboardInterrupt, or SIGTERM, which raises SystemExit."""
    pause = pause or sleep
    with exits_at_sigterm():
        if output == "table" and _can_redraw():
            _redraw(_readings(fleet, where, interval, pause), interval)
        else:
            every_state = attrs.evolve(
                where, states=frozenset[State]()
            )  # to see into which state an item goes
            _print(_change_rows(_readings(fleet, every_state, interval, pause), where.states), output)
    raise AssertionError("the readings have no end")


def _can_redraw() -> bool:
    """Whether stdout is a terminal that can move its cursor."""
    return sys.stdout.isatty() and os.environ.get("TERM", "").casefold() not in ("dumb", "unknown")


def _print(rows: Iterator[dict[str, Any]], output: OutputFormat) -> None:
    if output == "table":
        for row in rows:
            print(change_line(row), flush=True)
    else:  # JSON would have no end
        write_rows(rows, "csv" if output == "csv" else "jsonl", _COLUMNS)


def _readings(fleet: Fleet, where: Filter, interval: float, pause: Pause) -> Iterator[Reading[Item]]:
    while True:
        yield read_status(fleet, where, datetime.now(UTC))
        pause(interval)


def _change_rows(readings: Iterator[Reading[Item]], states: Collection[State]) -> Iterator[dict[str, Any]]:
    changes = Changes(states)
    for reading in readings:
        now = datetime.now(UTC).replace(microsecond=0)
        for change in changes.since_last(reading):
            yield {"time": now, **attrs.asdict(change)}


def change_line(row: dict[str, Any]) -> str:
    """Return one line for a change: time, new state, item, state before."""
    about = ", ".join(dict.fromkeys(part for part in (row["kind"], row["account"]) if part != row["name"]))
    was = f", was {row['before']}" if row["before"] else ""
    detail = f": {row['detail']}" if row["detail"] else ""
    return sanitized(f"{row['time']:%Y-%m-%dT%H:%M:%SZ} {row['state']} {row['name']} ({about}){was}{detail}")


def _redraw(readings: Iterator[Reading[Item]], interval: float) -> None:
    from rich.live import Live

    with Live(auto_refresh=False, screen=True) as live:
        for reading in readings:
            live.update(_screen(reading, interval), refresh=True)


def _screen(reading: Reading[Item], interval: float) -> Text:
    from rich.text import Text

    now = datetime.now(UTC)
    drawn = _TerminalText()
    show_status(reading, "table", now, drawn)
    drawn.write(f"\n{now.astimezone():%H:%M:%S %Z}, again every {length(interval)}; Ctrl-C ends\n")
    return Text.from_ansi(drawn.getvalue())


class _TerminalText(io.StringIO):
    """Text that is shown on the terminal later, so that tables have its width and colours."""

    def isatty(self) -> bool:
        return True
