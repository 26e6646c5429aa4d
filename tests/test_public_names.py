"""What `uptimekit` itself offers."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import uptimekit

SOURCE = Path(uptimekit.__file__)


def test_every_public_name_loads() -> None:
    """Each name in `__all__` can be imported from the package."""
    for name in uptimekit.__all__:
        assert getattr(uptimekit, name) is not None


def test_checkers_and_interpreter_see_the_same_names() -> None:
    """The imports for type checkers, the lazy ones and `__all__` name the same things from the same modules."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    checked = {
        alias.name: (node.module or "").removeprefix("_runtime.")
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert checked == uptimekit._HOME
    assert {*checked, "__version__"} == set(uptimekit.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that does not exist fails as it does in any module."""
    with pytest.raises(AttributeError, match="has no attribute 'Monitr'"):
        uptimekit.Monitr  # noqa: B018  (the access is the test)


def test_importing_the_package_loads_no_provider_and_no_transport() -> None:
    """`import uptimekit` alone is free of httpx, attrs and every provider."""
    program = "import sys, uptimekit; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout.split()

    assert "uptimekit" in loaded
    assert not {name.partition(".")[0] for name in loaded} & {"httpx", "attr", "attrs", "uptimekit_clients"}


def test_importing_a_provider_loads_no_model() -> None:
    """`import uptimekit.healthchecks` loads no transport, no generated module and no attrs class."""
    program = "import sys, uptimekit.healthchecks; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout.split()

    assert "uptimekit.healthchecks" in loaded
    assert not [name for name in loaded if name.startswith(("httpx", "uptimekit_clients", "attr"))]


@pytest.mark.parametrize("name", ["uptimekit", "uptimekit.healthchecks", "uptimekit.sandbox"])
def test_dir_lists_the_public_names(name: str) -> None:
    """`dir()` shows names that have not been loaded yet, so that shells can complete them."""
    module = importlib.import_module(name)

    assert set(module.__all__) <= set(dir(module))


@pytest.mark.parametrize(
    "name",
    [
        "uptimekit",
        *(f"uptimekit.{each}" for each in ("betterstack", "fleet", "healthchecks", "sandbox", "uptimehunt")),
    ],
)
def test_dir_lists_nothing_else(name: str) -> None:
    """`dir()` shows no import and no private name of the module."""
    module = importlib.import_module(name)
    assert {each for each in dir(module) if not each.startswith("__")} <= set(module.__all__)
