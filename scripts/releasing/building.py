"""Building distributions from a commit, so that the same commit always gives the same bytes."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from programs import ProgramError, run

from .index import sha256
from .provider_package import stage
from .refusal import RefusalError
from .repository import Repository

FULL = "uptimekit"
"""The distribution that holds everything."""


def project_of(provider: str | None) -> str:
    """Return the name of the distribution of one provider's client, or of the full one."""
    return f"{FULL}-{provider}-client" if provider else FULL


@contextmanager
def built(repository: Repository, provider: str | None = None) -> Iterator[list[Path]]:
    """Build wheel and sdist of the present commit in a scratch folder, and yield them while it exists.

    They are built twice, each time from a fresh copy of the commit elsewhere, and both must be the same bytes; their
    metadata is checked as an index would.  *provider* chooses the small distribution of one client.  Raises RefusalError
    if a build fails, differs or has bad metadata.
    """
    with tempfile.TemporaryDirectory(prefix="uptimekit-") as name:
        first, second = (_build_once(repository, Path(name) / turn, provider) for turn in ("first", "second"))
        if differing := [a.name for a, b in zip(first, second, strict=True) if sha256(a) != sha256(b)]:
            raise RefusalError([f"{name}: two builds of this commit differ" for name in differing])
        check = (sys.executable, "-m", "twine", "--no-color", "check", "--strict")
        _run_or_refuse("twine finds fault with the metadata", *check, *first, cwd=Path(name))
        yield first


def put(files: list[Path], folder: Path) -> list[Path]:
    """Copy distributions to *folder*, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copy(file, folder)) for file in files]


def _build_once(repository: Repository, folder: Path, provider: str | None) -> list[Path]:
    source, out = folder / "source", folder / "dist"
    repository.export(source)
    if provider:
        stage(source, provider, project_of(provider), folder / "small")
        source = folder / "small"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(repository.commit_time())}
    command = (sys.executable, "-P", "-m", "hatchling", "build", "--target", "wheel", "--target", "sdist")
    _run_or_refuse("the build fails", *command, "--directory", out, cwd=source, env=environment)
    return sorted(out.iterdir())


def _run_or_refuse(what: str, *command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> None:
    try:
        run(*command, cwd=cwd, env=env)
    except ProgramError as error:
        raise RefusalError([f"{what}: {line}" for line in error.output.splitlines()[-3:]]) from error
