"""Folders that nobody else may enter."""

from __future__ import annotations

from pathlib import Path

__all__ = ["make_private_folder"]


def make_private_folder(folder: Path) -> None:
    """Make *folder*, and what is missing above it, with the mode 0700 whatever the umask.

    With a umask of 0, as of some daemons, anybody could else put another file in the place of a configuration, which
    names programs that are run.  Raises OSError.
    """
    for each in reversed([folder, *folder.parents]):
        if not each.is_dir():
            each.mkdir(mode=0o700, exist_ok=True)
