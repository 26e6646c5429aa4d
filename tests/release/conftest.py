"""Repositories, wheels and an index for the tests of a release."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from releasing.repository import Repository

from ._private_index import PrivateIndex, private_index, wheels_of
from ._workshop import FIRST, ROOT, commit, copy_of_this, environment, tiny


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine's git, pip and twine shows."""
    for name in environment():
        monkeypatch.setenv(name, environment()[name])
    for name in ("TWINE_USERNAME", "TWINE_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A tiny repository whose only commit is released."""
    return tiny(tmp_path / "tiny")


@pytest.fixture(scope="session")
def _committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("committed") / "repository"
    copy_of_this(root)
    commit(root, "everything")
    return root


@pytest.fixture
def workshop(_committed: Path, tmp_path: Path) -> Repository:
    """A copy of this repository with one provider, everything committed, nothing released, version FIRST."""
    return Repository(Path(shutil.copytree(_committed, tmp_path / "workshop")))


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with wheels of all that uptimekit depends on."""
    folder = tmp_path_factory.mktemp("wheels")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wheels_of(folder, *project["dependencies"])
    return folder


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateIndex]:
    """A private index that nobody reads without its password."""
    with private_index(tmp_path_factory.mktemp("index"), "--hash-algo", "sha256") as running:
        yield running
