"""Earlier commits of this repository, and what their own benchmarks measure."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from .measure import Result, Row

__all__ = ["ROOT", "UnknownCommitError", "checked_out", "ratios_at"]

ROOT: Final = Path(__file__).resolve().parent.parent


class UnknownCommitError(Exception):
    """The history here does not have the commit, or there is none."""


@contextmanager
def checked_out(commit: str) -> Generator[Path]:
    """Yield a temporary folder with the tree of *commit*.  Raises UnknownCommitError."""
    archive = subprocess.run(
        ["git", "archive", "--end-of-options", commit], cwd=ROOT, capture_output=True, check=False
    )
    if archive.returncode:
        raise UnknownCommitError(f"the history here has no commit {commit}")
    with TemporaryDirectory() as folder:
        subprocess.run(["tar", "-x"], cwd=folder, input=archive.stdout, check=True)
        yield Path(folder)


def ratios_at(
    tree: Path, group: str, rows: Sequence[Result], seed: int, *, smoke: bool
) -> Mapping[str, float]:
    """Return name -> ratio of those of *rows* that the benchmarks of *tree* measure too, in its own code.

    Nothing if it does not have the *group*.  Raises RuntimeError if its benchmarks end with an error.
    """
    with TemporaryDirectory() as folder:
        figures = Path(folder, "figures.json")
        options = ["--seed", str(seed), "--json", str(figures), *(["--smoke"] if smoke else [])]
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks", group, *options],
            cwd=tree,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(str(tree / name) for name in ("src", "generated")),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 2 and f"no group {group}" in done.stderr:
            return {}
        if not figures.exists():
            raise RuntimeError(f"the benchmarks of the earlier commit failed: {done.stderr.strip()}")
        measured = json.loads(figures.read_text(encoding="utf-8"))["groups"][group]
    names = {row.name for row in rows if isinstance(row, Row) and not row.noise}
    return {row["name"]: row["ratio"] for row in measured if row["name"] in names and "ratio" in row}
