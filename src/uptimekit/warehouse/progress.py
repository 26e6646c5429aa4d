"""The progress of a load."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

__all__ = ["OnProgress", "Progress"]


@frozen
class Progress:
    """A slice that is about to be read, or has been loaded.

    Attributes:
        account: name of the account.
        feed: name of the feed, with the provider before it.
        part: label of the slice.
        loaded: whether it has been loaded; false before it is read.
    """

    account: str
    feed: str
    part: str
    loaded: bool


OnProgress = Callable[[Progress], object]
"""Called before each slice is read, and after it has been loaded."""
