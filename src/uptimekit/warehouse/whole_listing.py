"""Feeds of things that are few enough to be listed wholly at each reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from attrs import frozen

from .feed import Row, Slice, Span, Table

__all__ = ["WholeListing"]


@frozen
class WholeListing:
    """A feed that lists everything, in one slice.

    Attributes:
        name: name of the feed.
        tables: its tables.
        read: yields all rows of all tables, by the client of an account.
    """

    name: str
    tables: tuple[Table, ...]
    read: Callable[[Any], Iterable[tuple[Table, Row]]]

    def slices(self, client: Any, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:  # noqa: ARG002  (as every feed)
        """Yield the one slice; see :class:`~uptimekit.warehouse.Feed`."""
        yield Slice(label="all", rows=partial(self.read, client), state=state)
