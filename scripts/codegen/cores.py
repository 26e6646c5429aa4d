"""Work on several providers, on as many cores as there are."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")
WORTH_IT: Final = 1_000_000
"""Bytes of documents beside the largest: some two seconds, for a third of one that is lost."""


def each(work: Callable[[T], R], items: Sequence[T], sizes: Sequence[int]) -> list[R]:
    """Return what *work* returns for each of *items*, which have the *sizes* in bytes, in their order.

    Little work is done here.  For more, this process is copied, which costs little where the system can do it; new
    ones would first import everything again.  A process with threads must not be copied: their locks may be held.
    """
    if sum(sizes) - max(sizes) < WORTH_IT:
        return [work(item) for item in items]
    cores = min(len(items), os.cpu_count() or 1)
    if cores < 2 or "fork" not in multiprocessing.get_all_start_methods() or threading.active_count() > 1:
        return [work(item) for item in items]
    try:
        with ProcessPoolExecutor(cores, multiprocessing.get_context("fork")) as pool:
            return list(pool.map(work, items))
    except BrokenProcessPool:
        raise OSError(
            "a process that made a package was ended from outside: is there enough memory?"
        ) from None
