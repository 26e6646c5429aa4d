# Derived by scripts/generate.py from ../_async/read_each.py; do not edit.
"""Turns the items of a listing into objects, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from uptimekit._runtime.errors import UptimeKitError
from uptimekit._runtime.tracebacks import forget_locals
from uptimekit.betterstack.listing import Listing

__all__ = ["read_each"]

T = TypeVar("T")


def read_each(items: Listing[Any], read: Callable[[Any], T], called: str) -> Listing[T]:
    """Yield what *read* makes of each item; a failure names the method *called* and keeps no item in its traceback."""
    data = made = None
    try:
        for data in items:
            made = read(data)
            yield made
    except BaseException as error:  # by hand: a decorator would cost a call for each item
        forget_locals(error)
        if isinstance(error, UptimeKitError):
            error.method = called
        del items, data, made
        raise
