"""The owner of a file that is replaced."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

__all__ = ["keep_owner"]


def keep_owner(new: Path, old: Path) -> None:
    """Give *new* the owner and the group of *old*, as far as this user may.

    Else a file that root replaces, once and by hand, could not be read any more by whom it belonged to.
    """
    if sys.platform == "win32" or not old.exists():
        return
    kept = old.stat()
    for user in (kept.st_uid, -1):  # the group alone, if not both
        with suppress(OSError):
            os.chown(new, user, kept.st_gid)
            return
