"""Locks that a forked child can acquire."""

from __future__ import annotations

import os
import threading
from weakref import WeakSet

__all__ = ["Locked"]


class Locked:
    """An object with a lock, :attr:`_lock`.

    A forked child gets a new lock: another thread may have held the old one during the fork, and does not exist in the
    child to release it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        _owners.add(self)

    def _renew_lock(self) -> None:
        self._lock = threading.Lock()


_owners: WeakSet[Locked] = WeakSet()


def _after_fork() -> None:
    for owner in list(_owners):
        owner._renew_lock()  # pyright: ignore[reportPrivateUsage]  (same module)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
