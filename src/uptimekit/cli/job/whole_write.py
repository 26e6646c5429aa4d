"""Writing to a descriptor that another program may have made non-blocking."""

from __future__ import annotations

import os
import select

__all__ = ["write_all"]


def write_all(target: int, data: bytes) -> None:
    """Write all of *data*, and wait for a slow reader.  Raises OSError if there is none, or no room."""
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(target, view) :]
        except BlockingIOError:
            poll = select.poll()
            poll.register(target, select.POLLOUT)
            poll.poll()
