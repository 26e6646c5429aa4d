"""Repositories, wheels and an index for the tests of a release."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import Once

from releasing.building import _build_once, put
from releasing.repository import Repository

from ._private_index import PrivateIndex, private_index, wheels_of
from ._repositories import ROOT, Distributions, commit, copy_of_this, environment, tiny


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine's git, pip and twine shows."""
    clean = environment()
    for name in os.environ.keys() - clean.keys():
        monkeypatch.delenv(name)
    for name, value in clean.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A tiny repository whose only commit is released."""
    return tiny(tmp_path / "tiny")


@pytest.fixture(scope="session")
def _committed(once: Once) -> Path:
    def fill(root: Path) -> None:
        copy_of_this(root)
        commit(root, "everything")

    return once("committed", fill)


@pytest.fixture
def workshop(_committed: Path, tmp_path: Path) -> Repository:
    """A copy of this repository with one provider, everything committed, nothing released, version FIRST."""
    return Repository(Path(shutil.copytree(_committed, tmp_path / "workshop")))


@pytest.fixture(scope="session")
def distributions(_committed: Path, once: Once) -> Distributions:
    """A function that returns wheel and sdist of the workshop's commit: the full ones, or one provider's."""

    def make(provider: str | None) -> list[Path]:
        def fill(folder: Path) -> None:
            put(
                _build_once(Repository(_committed), folder.with_name(f"{folder.name}-scratch"), provider),
                folder,
            )

        return sorted(once(f"distributions-of-{provider}", fill).iterdir())

    return make


@pytest.fixture(scope="session")
def wheels(once: Once) -> Path:
    """A folder with wheels of all that uptimekit depends on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return once("wheels", lambda folder: wheels_of(folder, *project["dependencies"]))


@pytest.fixture
def index(tmp_path: Path) -> Iterator[PrivateIndex]:
    """A private index that nobody reads without its password, and that says no SHA-256 of its files."""
    with private_index(tmp_path / "index") as running:
        yield running
