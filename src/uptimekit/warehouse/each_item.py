"""A request for each of many items, several at a time, with a bounded number of answers in memory."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Final, ParamSpec, TypeVar

from uptimekit._runtime import BaseClient
from uptimekit._runtime.bulk import Bulk
from uptimekit._runtime.errors import APIStatusError

from .constants import BATCH

__all__ = ["GONE", "answers", "unless_refused"]

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

GONE: Final = (404,)
"""Statuses of an item that was deleted since it was listed."""


def answers(client: BaseClient, items: Iterable[T], ask: Callable[[T], R]) -> Iterator[tuple[T, R]]:
    """Yield each item with what *ask* returns for it, in their order.

    Args:
        client: generated client that *ask* sends with.
        items: read as they are needed.
        ask: called in a few threads at a time; its first error ends the reading.
    """
    rest = iter(items)
    while batch := [*islice(rest, BATCH)]:
        yield from zip(batch, Bulk(client).run([partial(ask, each) for each in batch]), strict=True)


def unless_refused(
    statuses: Container[int | None], ask: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs
) -> R | None:
    """Return what *ask* returns; None if the server answers with one of these *statuses*."""
    try:
        return ask(*args, **kwargs)
    except APIStatusError as error:
        if error.status_code in statuses:
            return None
        raise
