"""Folders that nobody else may enter."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from uptimekit.cli.private_folder import make_private_folder


def test_nobody_else_may_enter_what_is_made(tmp_path: Path) -> None:
    """A folder that is missing on the way is private as well, whatever the umask; what is there stays as it is."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home").chmod(0o755)
    before = os.umask(0)
    try:
        for _ in range(2):
            make_private_folder(tmp_path / "home" / ".config" / "uptimekit")
    finally:
        os.umask(before)
    modes = [
        stat.S_IMODE((tmp_path / "home" / each).stat().st_mode)
        for each in (".", ".config", ".config/uptimekit")
    ]
    assert modes == [0o755, 0o700, 0o700]


def test_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    """It stays what it is."""
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        make_private_folder(tmp_path / "file" / "below")
    with pytest.raises(FileExistsError):
        make_private_folder(tmp_path / "file")
