"""The month that lies behind the fleet, and the configuration that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from os import environ
from pathlib import Path
from typing import Final
from unittest.mock import patch

from uptimekit.sandbox import ManualClock

from . import betterstack, healthchecks, statuspage, uptimehunt
from .story import Event

__all__ = ["served_fleet"]

STORIES: Final = (betterstack, healthchecks, statuspage, uptimehunt)
LENGTH: Final = timedelta(days=30)


@contextmanager
def served_fleet(folder: Path, end: datetime | None = None) -> Iterator[Path]:
    """Serve the four sandboxes as they are at *end* (default: now), and write a configuration of them into *folder*.

    Gives the path of that file; the environment of this process has the variables that it names.  All sandboxes have
    one clock, which stands still at the end of the month.
    """
    end = end or datetime.now(UTC)
    clock = ManualClock(end - LENGTH)
    with ExitStack() as stack:
        played = [story.play(stack, clock) for story in STORIES]
        _play([event for each in played for event in each.events], clock, end)
        file = folder / "fleet.toml"
        file.write_text("\n".join(each.account() for each in played), encoding="utf-8")
        variables = {name: value for each in played for name, value in each.variables().items()}
        stack.enter_context(patch.dict(environ, variables))
        yield file


def _play(events: list[Event], clock: ManualClock, end: datetime) -> None:
    for days, happen in sorted(events, key=lambda event: -event[0]):
        clock.set(max(clock.now(), end - timedelta(days=days)))
        happen()
    clock.set(end)
