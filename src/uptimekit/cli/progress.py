"""The progress of long work: a line on stderr while it lasts, if that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

__all__ = ["counted", "progress_line"]

T = TypeVar("T")


@contextmanager
def progress_line(what: str) -> Generator[Callable[[int, int | None], None]]:
    """Show *what* is done while the block runs; its value takes the number that is done, and of all if that is known.

    The line is gone afterwards.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # only here: it takes longer to import than all else
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn())
    console = Console(file=sys.stderr)
    with Progress(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def counted(items: Iterable[T], what: str) -> Iterator[T]:
    """Yield *items*, and show meanwhile how many there were."""
    with progress_line(what) as show:
        for number, item in enumerate(items, 1):
            show(number, None)
            yield item
