"""What a store counts, and how long it may take for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.stores import Store

__all__ = ["PATIENT", "clients", "trips"]

PATIENT = 20.0
"""Seconds for a store that answers: the machine of the tests may be busy."""


def clients(store: Store, expected: int) -> int:
    """Return how many others are connected; the server may notice after another question that one has gone."""
    found: Any = None
    for _ in range(200):
        found = store.client.client_list()
        if len(found) == expected + 1:
            break
    return len(found) - 1


def trips(store: Store, work: Callable[[], object]) -> int:
    """Return how often the store is asked while *work* is done."""
    before = store.round_trips
    work()
    return store.round_trips - before - 1  # asking is one
