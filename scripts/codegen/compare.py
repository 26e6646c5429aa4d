"""Comparing a fresh rendering with what is committed, and putting it in its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from .render import NAMESPACE

__all__ = ["differences", "files_of", "replace", "strays"]


def files_of(folder: Path) -> dict[str, Path]:
    """Return the files below *folder* by relative path, without what Python leaves there when it imports."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path for path in found}


def differences(fresh: Path, committed: Path) -> list[str]:
    """Return one line for each file of *committed* that is not as in *fresh*."""
    wanted, present = files_of(fresh), files_of(committed)
    lines = [f"{name}: missing" for name in wanted.keys() - present.keys()]
    lines += [f"{name}: stray, no template makes it" for name in present.keys() - wanted.keys()]
    lines += [
        f"{name}: differs from what the spec and templates make"
        for name in wanted.keys() & present.keys()
        if wanted[name].read_bytes() != present[name].read_bytes()
    ]
    return sorted(lines)


def strays(out: Path, providers: Iterable[str]) -> list[str]:
    """Return one line for whatever lies under *out* outside the packages of *providers*."""
    known = set(providers)
    lines: set[str] = set()
    for name in files_of(out):
        first, _, rest = name.partition("/")
        provider, inside, _ = rest.partition("/")
        if first != NAMESPACE or not inside:
            lines.add(f"{name}: stray, no template makes it")
        elif provider not in known:
            lines.add(f"{NAMESPACE}/{provider}: generated, but there is no spec {provider}.yaml")
    return sorted(lines)


def replace(fresh: Mapping[str, Path], out: Path, scratch: Path) -> None:
    """Put every package of *fresh* in its place under *out*; on a failure the old ones come back.

    *scratch* is a folder on the same file system: packages move in one step, so that none is seen half-written.
    """
    moved: list[tuple[Path, Path | None]] = []
    try:
        for name, package in fresh.items():
            target, old = out / NAMESPACE / name, scratch / f"old-{name}"
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.rename(old)
            moved.append((target, old if old.exists() else None))
            package.rename(target)
    except BaseException:
        for target, former in moved:
            shutil.rmtree(target, ignore_errors=True)
            if former is not None:
                former.rename(target)
        raise
