"""Import order, unused imports and layout of what the templates print, by ruff."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ruff import find_ruff_bin  # type: ignore[import-untyped]

from apimodel.document import SpecError
from programs import ProgramError, run

# Never a configuration from the folders above.
_OPTIONS: Final = (
    *("-q", "--isolated", "--no-cache", "--target-version", "py311", "--line-length", "110"),
    *("--config", "lint.isort.known-first-party = ['uptimekit', 'uptimekit_clients']"),
)
PACKAGE_RULES: Final = (
    "--select",
    "I,F401,TC005,PIE790",
)  # none that rewrites: only unused imports and order


def fix(folder: Path, blame: str, *rules: str) -> None:
    """Apply the fixes of *rules* to all modules below *folder*; broken Python stops the run here."""
    _ruff(folder, blame, "check", *_OPTIONS, *rules, "--fix")


def lay_out(folder: Path) -> None:
    """Format all modules below *folder*."""
    _ruff(folder, "the templates make broken Python", "format", *_OPTIONS)


def _ruff(folder: Path, blame: str, *arguments: str) -> None:
    try:
        run(str(find_ruff_bin()), *arguments, folder, cwd=folder)
    except ProgramError as error:
        raise SpecError([f"{blame}: {' '.join(error.output.split())}"]) from None
