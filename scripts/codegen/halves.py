"""The ``_sync`` folders, each derived from the ``_async`` folder beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from apimodel import SpecError

from .compare import compare
from .formatting import fix
from .synchronous import synchronous

# [x async for x in y] comes out as list(y); "with" blocks that another kind of block kept apart are joined.
_RULES: Final = ("--unsafe-fixes", "--select", "C416,F401,I,RUF022,SIM117,UP034")


def derive(facades: Path, scratch: Path) -> dict[Path, Path]:
    """Write every ``_sync`` folder below *facades* into *scratch*, not yet formatted; return where it belongs and where it is.

    A folder that is no longer derived is returned too, with nothing written for it.
    """
    targets = {path.with_name("_sync") for name in ("_async", "_sync") for path in facades.rglob(name)}
    fresh = {target: scratch / "halves" / target.relative_to(facades) for target in sorted(targets)}
    problems: list[str] = []
    for target, folder in fresh.items():
        source = target.with_name("_async")
        for path in sorted(source.rglob("*.py")):
            name = path.relative_to(source).as_posix()
            header = f"# Derived by scripts/generate.py from ../_async/{name}; do not edit.\n"
            written = folder / name
            written.parent.mkdir(parents=True, exist_ok=True)
            try:
                text = header + synchronous(path.read_text(encoding="utf-8"), _shown(path, facades))
            except SpecError as error:
                problems += error.problems
            else:
                written.write_text(text, encoding="utf-8", newline="\n")
    if problems:
        raise SpecError(problems)
    if (scratch / "halves").exists():
        fix(scratch / "halves", "the derived half is broken Python", *_RULES)
    return fresh


def outdated(fresh: Mapping[Path, Path], facades: Path) -> list[str]:
    """Return one line for each file of a ``_sync`` folder that is not what ``_async`` makes."""
    lines: list[str] = []
    for target, folder in fresh.items():
        for name, kind in compare(folder, target).items():
            wording = {
                "missing": f"missing, though there is _async/{name}",
                "stray": f"left over, there is no _async/{name}",
                "differs": f"differs from what _async/{name} makes; edit that",
            }
            lines.append(f"{_shown(target / name, facades)}: {wording[kind]}")
    return lines


def _shown(path: Path, facades: Path) -> str:
    return path.relative_to(facades.parent).as_posix()
