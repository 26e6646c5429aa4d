"""The deadline of the call that a thread is making, for the sockets below the HTTP library."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextvars import ContextVar

__all__ = ["seconds_left"]


def _for_ever() -> float:
    return math.inf


seconds_left: ContextVar[Callable[[], float]] = ContextVar("uptimekit_seconds_left", default=_for_ever)
"""Returns the seconds until the deadline; infinite without one."""
