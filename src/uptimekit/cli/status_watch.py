"""``status --watch``: the newest screen on a terminal, a line for each change elsewhere."""

from __future__ import annotations

import io
import os
import select
import sys
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from time import sleep
from typing import TYPE_CHECKING, Any, Final, NoReturn

import attrs

from uptimekit._runtime.sanitize import sanitized
from uptimekit.fleet import Filter, Fleet, Item, Reading
from uptimekit.fleet.relative_time import length

from .output import OutputFormat, write_rows
from .state_changes import Changes
from .status_screen import read_status, show_unread, show_urgent
from .stop_signal import exits_at_sigterm

if TYPE_CHECKING:
    from rich.console import Console, Group

__all__ = ["change_line", "watch_status"]

_COLUMNS: Final = ("time", "state", "before", "kind", "name", "account", "provider", "id", "detail")
_LEAST_ITEMS: Final = 5
"""Lines above the accounts that could not be read: the summary, an empty one, a heading, an item, and what is left out."""
Pause = Callable[[float], None]


def watch_status(
    fleet: Fleet, where: Filter, output: OutputFormat, interval: float, pause: Pause | None = None
) -> NoReturn:
    """Read *fleet* every *interval* seconds until KeyboardInterrupt, or SIGTERM, which raises SystemExit."""
    pause = pause or _sleep
    with exits_at_sigterm():
        if output == "table" and _can_redraw():
            _redraw(_readings(fleet, where, interval, pause), interval)
        else:
            # Of all states, to see into which one an item goes.
            every_state = attrs.evolve(where, states=frozenset[str]())
            _print(_change_rows(_readings(fleet, every_state, interval, pause), where.states), output)
    raise AssertionError("the readings have no end")


def _sleep(seconds: float) -> None:
    """Sleep; raise BrokenPipeError once nobody reads stdout any more, such as ``grep -m 1`` that has found its line."""
    if sys.stdout.isatty() or not hasattr(select, "poll"):  # macOS polls no terminal, and Windows nothing
        sleep(seconds)
        return
    poll = select.poll()
    try:
        poll.register(sys.stdout.fileno(), 0)  # an error and a hang-up are told in any case
    except (OSError, ValueError):  # not a stream of the system
        sleep(seconds)
        return
    if poll.poll(seconds * 1000):
        raise BrokenPipeError


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
    yield read_status(fleet, where, datetime.now(UTC), require=True)  # later on, what is gone is a change
    while True:
        pause(interval)
        yield read_status(fleet, where, datetime.now(UTC))


def _change_rows(readings: Iterator[Reading[Item]], states: Collection[str]) -> Iterator[dict[str, Any]]:
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
            live.update(_screen(reading, interval, live.console), refresh=True)


def _screen(reading: Reading[Item], interval: float, console: Console) -> Group:
    """Return the screen: what does not fit into its height is left out above the accounts that could not be read."""
    from rich.console import Group
    from rich.text import Text

    now = datetime.now(UTC)
    above, below = _TerminalText(), _TerminalText()
    show_urgent(reading, now, above)
    show_unread(reading, below)
    below.write(f"\n{now.astimezone():%H:%M:%S %Z}, again every {length(interval)}; Ctrl-C ends")
    items, end = Text.from_ansi(above.getvalue().rstrip("\n")), Text.from_ansi(below.getvalue())
    room = max(_LEAST_ITEMS, console.height - len(console.render_lines(end)))
    lines = items.split()
    if len(lines) <= room:
        return Group(items, end)
    left_out = Text(f"... and {len(lines) - room + 1} more")
    return Group(*lines[: room - 1], left_out, end)


class _TerminalText(io.StringIO):
    """Text that is shown on the terminal later, so that tables have its width and colours."""

    def isatty(self) -> bool:
        return True
