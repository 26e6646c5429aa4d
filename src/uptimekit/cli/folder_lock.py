"""A lock of a folder, for programs that read a file in it, change the content, and write it back."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from .private_folder import make_private_folder

__all__ = ["locked_folder"]


@contextmanager
def locked_folder(folder: Path) -> Generator[None]:
    """Wait until no other process is in such a block; nothing is left in the folder.  Windows has no such lock.

    A missing folder is made with the mode 0700.  Raises OSError.
    """
    make_private_folder(folder)
    try:
        import fcntl
    except ModuleNotFoundError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
