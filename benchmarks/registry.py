"""A library from the package registry, in a temporary virtual environment."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["UnavailableError", "installed"]

_PIP = ("--disable-pip-version-check", "--quiet", "--retries", "1", "--timeout", "15")
_PATIENCE = 180  # seconds


class UnavailableError(Exception):
    """The library cannot be had here; the text says why."""


@contextmanager
def installed(requirement: str) -> Generator[Path]:
    """Install *requirement*, as pip takes it; yields the interpreter that has it.  Raises UnavailableError."""
    with TemporaryDirectory() as scratch:
        venv.create(scratch, symlinks=True, with_pip=False)
        python = Path(scratch, "bin", "python")
        _install(python, requirement)
        yield python


def _install(python: Path, requirement: str) -> None:
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", *_PIP, requirement]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        raise UnavailableError(f"pip did not install {requirement} within {_PATIENCE} s") from None
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "error" in line.lower()] or [
            done.stderr.strip()
        ]
        raise UnavailableError(f"pip could not install {requirement}: {lines[-1]}")
