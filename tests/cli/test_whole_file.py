"""Files that readers see as a whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from uptimekit.cli.whole_file import write_whole


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


def test_a_link_stays_a_link(page: Path, tmp_path: Path) -> None:
    """What it leads to is replaced."""
    (tmp_path / "real.html").write_text("old")
    page.symlink_to(tmp_path / "real.html")
    write_whole(page, "new")
    assert page.is_symlink()
    assert (tmp_path / "real.html").read_text() == "new"


def test_the_old_content_stays_if_the_new_one_cannot_be_written(page: Path, tmp_path: Path) -> None:
    """Nothing half-written is left either."""
    page.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(page, "new" * 100_000 + "\ud800")
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]
    assert page.read_text() == "old"


def test_what_a_killed_process_left_behind_stops_nobody(page: Path) -> None:
    """In a container, each process may have the same id."""
    (page.parent / f".page.html.{os.getpid()}").write_text("half")
    write_whole(page, "new")
    assert page.read_text() == "new"


def test_what_is_no_file_is_written_to() -> None:
    """A device is not replaced."""
    write_whole(Path("/dev/null"), "gone")
    assert not Path("/dev/null").is_file()


def test_an_error_names_the_file(tmp_path: Path) -> None:
    """A folder that is not there is told with the file that was asked for, not with a temporary one."""
    with pytest.raises(FileNotFoundError) as caught:
        write_whole(tmp_path / "none" / "page.html", "new")
    assert caught.value.filename == str(tmp_path / "none" / "page.html")
