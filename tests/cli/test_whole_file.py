"""Files that readers see as a whole, and of those the ones that nobody else may read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path

import pytest

from uptimekit.cli.whole_file import write_private, write_whole

Write = Callable[[Path, str], None]
both = pytest.mark.parametrize("write", [write_private, write_whole])


@pytest.fixture(name="page")
def _page(tmp_path: Path) -> Path:
    return tmp_path / "page.html"


def test_a_new_file_has_the_permissions_of_the_umask(page: Path) -> None:
    """A web server may read it, if the umask lets it."""
    before = os.umask(0o022)
    try:
        write_whole(page, "new")
    finally:
        os.umask(before)
    assert page.read_text() == "new"
    assert page.stat().st_mode & 0o777 == 0o644


def test_an_old_file_keeps_its_permissions(page: Path) -> None:
    """Who may read the file does not change with its content."""
    page.write_text("old")
    page.chmod(0o640)
    write_whole(page, "new")
    assert page.read_text() == "new"
    assert page.stat().st_mode & 0o777 == 0o640


def test_only_the_owner_may_read_a_private_one(tmp_path: Path) -> None:
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


@both
def test_a_link_stays_a_link(write: Write, page: Path, tmp_path: Path) -> None:
    """What it leads to is replaced, such as a configuration that is kept elsewhere."""
    (tmp_path / "real.html").write_text("old")
    page.symlink_to(tmp_path / "real.html")
    write(page, "new")
    assert page.is_symlink()
    assert (tmp_path / "real.html").read_text() == "new"


@both
def test_the_old_content_stays_if_the_new_one_cannot_be_written(
    write: Write, page: Path, tmp_path: Path
) -> None:
    """Nothing half-written is left either."""
    page.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write(page, "new" * 100_000 + "\ud800")
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]
    assert page.read_text() == "old"


@both
def test_a_failed_replacement_leaves_the_old_content(
    write: Write, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the new file cannot take the old one's place, the old content is whole and nothing else is left."""
    page.write_text("old")

    def refuse(source: Path, target: Path) -> None:
        raise OSError(ENOSPC, "disk full")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        write(page, "new")
    assert page.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_what_a_killed_process_left_behind_stops_nobody(page: Path) -> None:
    """In a container, each process may have the same id."""
    (page.parent / f".page.html.{os.getpid()}").write_text("half")
    write_whole(page, "new")
    assert page.read_text() == "new"


@both
def test_what_is_no_file_is_not_replaced(write: Write, tmp_path: Path) -> None:
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


@both
def test_a_device_is_not_replaced(write: Write) -> None:
    """What is written to /dev/null is gone, and the device is still there."""
    write(Path("/dev/null"), "gone")
    assert not Path("/dev/null").is_file()


@both
def test_a_pipe_behind_a_link_gets_the_text(write: Write) -> None:
    """``/dev/stdout`` and ``/dev/fd/63`` of a shell lead to pipes that have no path of their own."""
    reading, writing = os.pipe()
    try:
        write(Path(f"/dev/fd/{writing}"), "text\n")
        assert os.read(reading, 100) == b"text\n"
    finally:
        os.close(reading)
        os.close(writing)


def test_an_error_names_the_file(tmp_path: Path) -> None:
    """A folder that is not there is told with the file that was asked for, not with a temporary one."""
    with pytest.raises(FileNotFoundError) as caught:
        write_whole(tmp_path / "none" / "page.html", "new")
    assert caught.value.filename == str(tmp_path / "none" / "page.html")


@both
def test_the_owner_stays(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
@both
def test_root_takes_no_file_away(write: Write, tmp_path: Path) -> None:
    """The same with the real call."""
    path = tmp_path / "file"
    path.write_text("old")
    os.chown(path, 4321, 1234)
    write(path, "new")
    assert (path.stat().st_uid, path.stat().st_gid) == (4321, 1234)
