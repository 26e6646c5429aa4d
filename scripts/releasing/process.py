"""Running another program."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path


class ProgramError(Exception):
    """A program that ended with an error; ``output`` is all it said."""

    def __init__(self, command: tuple[str, ...], output: str) -> None:
        self.output = output
        super().__init__(f"{' '.join(command)}\n{output}")


def run(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Return what *command* wrote to standard output; raise ProgramError if it failed."""
    words = tuple(str(word) for word in command)
    done = subprocess.run(
        words, cwd=cwd, env=None if env is None else dict(env), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ProgramError(words, (done.stdout + done.stderr).strip())
    return done.stdout
