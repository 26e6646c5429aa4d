"""``programs``: running another program."""

from __future__ import annotations

import io
import sys
import tarfile
from pathlib import Path

import pytest

from programs import ProgramError, run, unpack


def test_output(tmp_path: Path) -> None:
    """What a program prints comes back, and it runs where it is told to with the environment that it is given."""
    code = "import os; print(os.getcwd(), os.environ['A'])"
    assert run(sys.executable, "-c", code, cwd=tmp_path, env={"A": "b"}) == f"{tmp_path.resolve()} b\n"


def test_failure(tmp_path: Path) -> None:
    """A program that fails raises an error with all that it said."""
    code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
    with pytest.raises(ProgramError) as caught:
        run(sys.executable, "-c", code, cwd=tmp_path)
    assert caught.value.output == "out\nerr"


def test_a_program_that_is_missing(tmp_path: Path) -> None:
    """A program that is not installed is an error with its name, and no traceback of Python's."""
    with pytest.raises(ProgramError) as caught:
        run("git-that-nobody-has", "status", cwd=tmp_path)
    assert caught.value.output == "git-that-nobody-has is missing"


def archive_of(path: Path, name: str) -> Path:
    """Write an archive with one file to *path*."""
    member = tarfile.TarInfo(name)
    member.size = 1
    with tarfile.open(path, "w") as archive:
        archive.addfile(member, io.BytesIO(b"x"))
    return path


def test_unpack(tmp_path: Path) -> None:
    """Files come out below the folder, and one that would lie elsewhere is refused."""
    unpack(archive_of(tmp_path / "good.tar", "a/b"), tmp_path / "out")
    assert (tmp_path / "out" / "a" / "b").read_bytes() == b"x"
    if hasattr(tarfile, "data_filter"):
        with pytest.raises(tarfile.OutsideDestinationError):
            unpack(archive_of(tmp_path / "bad.tar", "../elsewhere"), tmp_path / "out")
    assert not (tmp_path / "elsewhere").exists()


def test_unpack_with_the_first_versions_of_python_3_11(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python 3.11.0 to 3.11.3 have no filters: ``extractall`` is called without its later argument."""
    extract = tarfile.TarFile.extractall
    monkeypatch.setattr(tarfile.TarFile, "extractall", lambda archive, folder: extract(archive, folder))
    unpack(archive_of(tmp_path / "good.tar", "a"), tmp_path / "out")
    assert (tmp_path / "out" / "a").read_bytes() == b"x"
