"""Comparing a fresh rendering with what is committed, and putting it in its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from .render import NAMESPACE


def files_of(folder: Path) -> dict[str, Path]:
    """Return the files below *folder* by relative path, without what Python leaves there when it imports."""
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path for path in paths}


def compare(fresh: Path, committed: Path) -> dict[str, str]:
    """Return, sorted by name, the files of *committed* that are not as in *fresh*: missing, stray or differs."""
    wanted, present = files_of(fresh), files_of(committed)
    kinds = dict.fromkeys(wanted.keys() - present.keys(), "missing")
    kinds |= dict.fromkeys(present.keys() - wanted.keys(), "stray")
    for name in wanted.keys() & present.keys():
        if wanted[name].read_bytes() != present[name].read_bytes():
            kinds[name] = "differs"
    return dict(sorted(kinds.items()))


def differences(fresh: Path, committed: Path) -> list[str]:
    """Return one line for each file of *committed* that is not as in *fresh*."""
    wording = {
        "missing": "missing",
        "stray": "stray, no template makes it",
        "differs": "differs from what the spec and templates make",
    }
    return [f"{name}: {wording[kind]}" for name, kind in compare(fresh, committed).items()]


def strays(out: Path, providers: Iterable[str]) -> list[str]:
    """Return one line for whatever lies under *out* outside the packages of *providers*."""
    known = set(providers)
    lines: set[str] = set()
    for name in files_of(out):
        first, _, rest = name.partition("/")
        provider, inside, _ = rest.partition("/")
        if first != NAMESPACE or not inside:
            lines.add(f"{name}: stray, no template makes it; delete it")
        elif provider not in known:
            what = f"generated, but there is no document {provider}"
            lines.add(f"{NAMESPACE}/{provider}: {what}; delete {out.name}/{NAMESPACE}/{provider}")
    return sorted(lines)


def replace(fresh: Mapping[Path, Path], scratch: Path) -> None:
    """Put each folder of *fresh* in its place (the key) if it differs; on a failure the old ones come back.

    *scratch* is a folder on the same file system: folders move in one step, so that none is seen half-written.
    A folder that was not made at all is taken away.
    """
    moved: list[tuple[Path, Path | None]] = []
    try:
        for number, (target, folder) in enumerate(fresh.items()):
            if target.exists() and folder.exists() and not compare(folder, target):
                continue
            old = scratch / f"old-{number}"
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.rename(old)
            moved.append((target, old if old.exists() else None))
            if folder.exists():
                folder.rename(target)
    except BaseException:
        for target, former in moved:
            shutil.rmtree(target, ignore_errors=True)
            if former is not None:
                former.rename(target)
        raise
