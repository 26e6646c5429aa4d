"""Since when items are as they are, by their histories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from uptimekit.cli.since_when import with_since
from uptimekit.fleet import Heartbeat, History, Item, Monitor, State, StateSpan

NOW = datetime(2026, 11, 28, tzinfo=UTC)
MONITOR = Monitor(provider="uptimehunt", account="main", id="1", name="Shop", state=State.DOWN)
LATE = Heartbeat(provider="healthchecks", account="main", id="2", name="Job", state=State.UP, late=True)


class OneHistory:
    """A fleet in which every item has the same history."""

    def __init__(self, *spans: tuple[int, int, State]) -> None:
        self.spans = [
            (NOW - timedelta(hours=begin), NOW - timedelta(hours=end), state) for begin, end, state in spans
        ]

    def histories(
        self, items: Iterable[Item], start: datetime, end: datetime
    ) -> Iterator[tuple[Item, History]]:
        spans = tuple(StateSpan(max(start, begin), until, state) for begin, until, state in self.spans)
        return ((item, History(start=start, end=end, spans=spans)) for item in items)


def since(item: Item, *spans: tuple[int, int, State]) -> datetime | None:
    """Since when an item is as it is, by spans of so many hours ago."""
    fleet: Any = OneHistory(*spans)
    (found,) = with_since(fleet, [item], [], NOW)
    return found.since


def test_the_last_change_tells() -> None:
    """It is down since it was up last."""
    assert since(MONITOR, (9, 3, State.UP), (3, 0, State.DOWN)) == NOW - timedelta(hours=3)


def test_what_lasts_longer_than_the_history_began_with_it_or_before() -> None:
    """Thirty days are told as they are read."""
    assert since(MONITOR, (9_999, 0, State.DOWN)) == NOW - timedelta(days=30)


def test_what_is_late_is_not_late_since_it_was_up() -> None:
    """The state of a late job is the one from before."""
    assert since(LATE, (30, 20, State.DOWN), (20, 0, State.UP)) is None
