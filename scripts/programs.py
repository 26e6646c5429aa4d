"""Running other programs, git among them."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path


class ProgramError(Exception):
    """A program that ended with an error; ``output`` is all it said, ``last_line`` the last line of that."""

    def __init__(self, command: tuple[str, ...], output: str) -> None:
        self.output = output
        self.last_line = output.rpartition("\n")[2]
        super().__init__(f"{' '.join(command)}\n{output}")


def run(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Return what *command* wrote to standard output; raise ProgramError if it failed or is not there."""
    words = tuple(str(word) for word in command)
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env=None if env is None else dict(env),
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise ProgramError(words, f"{error.filename} is missing") from None
    if done.returncode:
        raise ProgramError(words, (done.stdout + done.stderr).strip())
    return done.stdout


def export(root: Path, revision: str, folder: Path, *paths: str) -> None:
    """Write the files of a Git *revision* (those below *paths*) to *folder*: no history, and no other files.

    Raises ProgramError if the repository below *root* has no such revision or path.
    """
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / ".archive.tar"
    try:
        run("git", "archive", "--format=tar", f"--output={archive}", revision, *paths, cwd=root)
        unpack(archive, folder)
    finally:
        archive.unlink(missing_ok=True)


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a tar archive into *folder*, without links or modes that could do harm where Python can tell (3.11.4)."""
    with tarfile.open(archive) as files:
        files.extraction_filter = getattr(tarfile, "data_filter", None)
        files.extractall(folder)  # noqa: S202  # the line above filters; the archives are our own
