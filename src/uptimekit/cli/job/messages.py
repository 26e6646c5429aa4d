"""Messages of ``uptimekit run`` itself on standard error."""

from __future__ import annotations

import contextlib

from .whole_write import write_all

__all__ = ["say", "show"]


def say(line: str) -> None:
    """Write a line that begins with the name of the command."""
    show(f"uptimekit run: {line}\n".encode(errors="backslashreplace"))


def show(data: bytes) -> None:
    """Write *data* past the buffer of ``sys.stderr``: a reader that is gone must not change the exit code."""
    with contextlib.suppress(OSError):
        write_all(2, data)
