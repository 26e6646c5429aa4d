"""Signals, which are sent at the end of the program."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from typing import Any

__all__ = ["worker_process_shutdown"]


class _Signal:
    def connect(self, receiver: Callable[..., Any]) -> Callable[..., Any]:
        atexit.register(receiver, sender=None, pid=1, exitcode=0)
        return receiver


worker_process_shutdown = _Signal()
