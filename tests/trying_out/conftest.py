"""The made-up providers of the generator's tests, generated once, and their documents."""

from __future__ import annotations

import copy
import importlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.conftest import Once
from tests.generator._support import HERE, ROOT

from codegen.pipeline import Folders, generate
from documents import Document, read
from tryouts import Report, try_out

Check = Callable[..., Report]
NAMES = ("beacon", "courier", "prism", "vault")


@pytest.fixture(scope="session")
def folders(once: Once) -> Folders:
    """The folders of the documents and of the packages made of them."""

    def below(root: Path) -> Folders:
        return Folders(root / "specs", ROOT / "templates", root / "generated")

    def fill(root: Path) -> None:
        (root / "specs").mkdir()
        for name in NAMES:
            shutil.copy(HERE / f"{name}.yaml", root / "specs" / f"{name}_tried.yaml")
        generate(below(root), [])

    return below(once("tryout", fill))


@pytest.fixture(scope="session")
def documents(folders: Folders) -> dict[str, Document]:
    """The documents by the names of their files."""
    return {name: read(folders.spec(f"{name}_tried")) for name in NAMES}


@pytest.fixture
def check(documents: dict[str, Document], folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Check:
    """A function that tries an operation of a document out, against the document or against one that was changed."""
    monkeypatch.syspath_prepend(str(folders.out))

    def run(operation: str = "", change: Callable[[Any], None] | None = None, name: str = "beacon") -> Report:
        document = documents[name]
        written = copy.deepcopy(document.written)
        if change:
            change(written)
        return try_out(replace(document, written=written), folders.out, operation)

    return run


@pytest.fixture
def lights(check: Check) -> ModuleType:
    """The module of requests in which tests put faults."""
    del check  # which makes the package importable
    return importlib.import_module("uptimekit_clients.beacon_tried.requests.lights")


@pytest.fixture
def generated(folders: Folders) -> Path:
    return folders.out
