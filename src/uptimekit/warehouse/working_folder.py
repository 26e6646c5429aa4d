"""The folder in which a load keeps its rows until they are committed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from uptimekit._runtime.errors import ConfigurationError

__all__ = ["working_folder"]


@contextmanager
def working_folder(path: Path) -> Generator[Path]:
    """Make an empty folder for this process alone, while the block runs.

    Files that a killed process has left in it are removed: the destination knows what has been loaded.
    Raises ConfigurationError if another process has the folder, and OSError.
    """
    path.mkdir(mode=0o700, exist_ok=True)
    with _locked(path):
        for each in path.iterdir():
            if each.is_dir():
                shutil.rmtree(each)
            else:
                each.unlink()
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(path: Path) -> Generator[None]:
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows has no such lock; there, the database file is locked alone
        yield
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise ConfigurationError(f"another export is writing there: it has the folder {path}") from None
    finally:
        os.close(descriptor)
