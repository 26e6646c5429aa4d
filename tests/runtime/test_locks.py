"""Tests of locks that a forked child can open."""

from __future__ import annotations

from uptimekit._runtime import locks
from uptimekit._runtime.locks import Locked


def test_a_forked_child_gets_open_locks() -> None:
    """After a fork every lock is a new one, also if another thread held the old one."""
    owner = Locked()
    old = owner._lock
    assert old.acquire(blocking=False)
    locks._after_fork()
    assert owner._lock is not old
    assert owner._lock.acquire(blocking=False)


def test_an_owner_that_is_gone_is_forgotten() -> None:
    """The list of owners keeps nothing alive."""
    owner = Locked()
    assert owner in locks._owners
    count = len(locks._owners)
    del owner
    assert len(locks._owners) < count
