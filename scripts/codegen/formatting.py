"""Import order, unused imports and layout of what the templates print, by ruff."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final

from ruff import find_ruff_bin  # type: ignore[import-untyped]  # ruff carries no types

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

_IMPORT: Final = re.compile(r"^((?:from (?!__future__)\S+ )?import )([^#\n]+)\n", re.MULTILINE)


def without_idle_imports(text: str) -> str:
    """Return a module without names that it imports and does not mention, of which ruff would remove thousands slowly."""
    mentions = Counter(re.findall(r"\w+", text))

    def needed(line: re.Match[str]) -> str:
        names = [name for name in line[2].split(", ") if mentions[name.rpartition(" ")[2]] > 1]
        return f"{line[1]}{', '.join(names)}\n" if names else ""

    return _IMPORT.sub(needed, text)


def fix(folder: Path, blame: str, *rules: str) -> None:
    """Apply the fixes of *rules* to all modules below *folder*; broken Python stops the run here."""
    _ruff(folder, blame, "check", *_OPTIONS, *rules, "--fix")


def lay_out(folder: Path) -> None:
    """Format all modules below *folder*."""
    _ruff(folder, "the templates make broken Python", "format", *_OPTIONS)


def _ruff(folder: Path, blame: str, *arguments: str) -> None:
    try:
        run(str(find_ruff_bin()), *arguments, ".", cwd=folder)
    except ProgramError as error:
        raise SpecError([f"{blame}: {' '.join(error.output.split())}"]) from None
