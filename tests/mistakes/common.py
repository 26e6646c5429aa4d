"""Mistakes that are the same in all four: addresses, connections, options. Nothing is given."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from tests.mistakes._row import Given, Mistake


def given() -> AbstractContextManager[Given]:
    """Give nothing: each row makes what it needs."""
    return nullcontext({})


ROWS: list[Mistake] = []
