"""Files that nobody else may read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from uptimekit.cli.private_file import write_private
from uptimekit.cli.whole_file import write_whole


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    """The file has the mode 0600 and a new folder 0700, whatever was there before and whatever the umask."""
    path = tmp_path / "new" / "file"
    before = os.umask(0)
    try:
        write_private(path, "one\n")
        path.chmod(0o644)
        write_private(path, "two\n")
    finally:
        os.umask(before)
    assert path.read_text() == "two\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_failed_write_leaves_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the new file cannot take the old one's place, the old content is whole and nothing else is left."""
    path = tmp_path / "file"
    path.write_text("old")

    def refuse(source: Path, target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        write_private(path, "new")
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A configuration that is kept elsewhere and linked is written where it is kept."""
    target, link = tmp_path / "kept", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    write_private(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.parametrize("write", [write_private, write_whole])
def test_what_is_no_file_is_not_replaced(write: Callable[[Path, str], None], tmp_path: Path) -> None:
    """A pipe, or a device such as /dev/null, stays what it is and gets the text; nothing else is left."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(pipe, "text\n")
        assert os.read(reading, 100) == b"text\n"
    finally:
        os.close(reading)
    assert pipe.is_fifo()
    assert [*tmp_path.iterdir()] == [pipe]


@pytest.mark.parametrize("write", [write_private, write_whole])
def test_a_pipe_behind_a_link_gets_the_text(write: Callable[[Path, str], None]) -> None:
    """``/dev/stdout`` and ``/dev/fd/63`` of a shell lead to pipes that have no path of their own."""
    reading, writing = os.pipe()
    try:
        write(Path(f"/dev/fd/{writing}"), "text\n")
        assert os.read(reading, 100) == b"text\n"
    finally:
        os.close(reading)
        os.close(writing)


@pytest.mark.parametrize("write", [write_private, write_whole])
def test_the_owner_stays(
    write: Callable[[Path, str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that root replaces by hand can still be read by whom it belongs to; a new one is left as it is."""
    path, asked = tmp_path / "file", list[tuple[int, int]]()

    def chown(_: Path, user: int, group: int) -> None:
        asked.append((user, group))
        if user != -1:
            raise PermissionError

    monkeypatch.setattr(os, "chown", chown)
    write(path, "one")
    assert asked == []
    write(path, "two")
    kept = path.stat()
    assert asked == [(kept.st_uid, kept.st_gid), (-1, kept.st_gid)]
    assert path.read_text() == "two"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
@pytest.mark.parametrize("write", [write_private, write_whole])
def test_root_takes_no_file_away(write: Callable[[Path, str], None], tmp_path: Path) -> None:
    """The same with the real call."""
    path = tmp_path / "file"
    path.write_text("old")
    os.chown(path, 4321, 1234)
    write(path, "new")
    assert (path.stat().st_uid, path.stat().st_gid) == (4321, 1234)
