"""The progress of an export: one line that changes on a terminal, else a line for each slice, on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from uptimekit._runtime.sanitize import sanitized

if TYPE_CHECKING:
    from uptimekit.warehouse import Progress

__all__ = ["export_progress"]


@contextmanager
def export_progress(quiet: bool) -> Generator[Callable[[Progress], None] | None]:
    """Show what is loaded while the block runs; nothing if *quiet*."""
    if quiet:
        yield None
        return
    if not sys.stderr.isatty():
        yield _print_loaded
        return
    from rich.console import Console  # only here: it takes longer to import than all else
    from rich.text import Text

    with Console(file=sys.stderr).status("Opening the warehouse") as status:
        yield lambda progress: status.update(Text(_line(progress)))


def _print_loaded(progress: Progress) -> None:
    if progress.loaded:
        print(_line(progress), file=sys.stderr)


def _line(progress: Progress) -> str:
    return sanitized(f"{progress.account}: {progress.feed}, {progress.part}")
