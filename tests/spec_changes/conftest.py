"""The example's package, generated once, and a way to generate another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.pipeline import Folders, generate

from ._edits import DOCUMENT

TEMPLATES = Path(__file__).parents[2] / "templates"
Generate = Callable[[dict[str, Any]], Path]


@pytest.fixture(scope="session")
def package_of(tmp_path_factory: pytest.TempPathFactory) -> Generate:
    """A function that returns the folder of the package that a document becomes."""

    def make(document: dict[str, Any]) -> Path:
        folder = tmp_path_factory.mktemp("version")
        folders = Folders(folder / "specs", TEMPLATES, folder / "out")
        folders.specs.mkdir()
        folders.spec("beacon").write_text(json.dumps(document), encoding="utf-8")
        generate(folders, ["beacon"])
        return folders.package("beacon")

    return make


@pytest.fixture(scope="session")
def beacon(package_of: Generate) -> Path:
    return package_of(DOCUMENT)
