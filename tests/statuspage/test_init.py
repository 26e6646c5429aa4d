"""What the package offers, and when it loads."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from uptimekit import statuspage
from uptimekit.statuspage import _home

SOURCE = Path(statuspage.__file__)


def test_every_public_name_loads() -> None:
    """Each name of __all__ can be had from the package, and dir() tells of it."""
    for name in statuspage.__all__:
        assert getattr(statuspage, name) is not None
    assert set(statuspage.__all__) <= set(dir(statuspage))


def test_unknown_names_are_refused() -> None:
    """A name that is not there raises AttributeError."""
    with pytest.raises(AttributeError, match="Components"):
        _ = statuspage.Components  # type: ignore[attr-defined]


def test_checkers_and_interpreter_see_the_same_names() -> None:
    """The imports for type checkers, the lazy ones and __all__ name the same things from the same modules."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    checked = {
        name: node.module
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        for name in (_names_of(node.module) if alias.name == "*" else [alias.name])
    }
    assert checked == {name: _home(name) for name in statuspage.__all__}


def _names_of(module: str | None) -> list[str]:
    names: list[str] = import_module(f"uptimekit.statuspage.{module}").__all__
    return [name for name in names if name in statuspage.__all__]


@pytest.mark.parametrize(
    ("program", "absent"),
    [
        ("import uptimekit.statuspage", ("uptimekit_clients", "attr", "uptimekit.statuspage.")),
        (
            "import uptimekit.statuspage.client",
            ("uptimekit_clients.statuspage.models", "uptimekit_clients.statuspage.resources"),
        ),
        ("from uptimekit.statuspage import PublicPage", ("uptimekit_clients.statuspage.models",)),
    ],
)
def test_importing_loads_no_model(program: str, absent: tuple[str, ...]) -> None:
    """Importing the package loads nothing of a client; importing its classes loads no model and no resource."""
    code = f"import sys; before = set(sys.modules); {program}; print(*(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = ran.stdout.split()
    assert "uptimekit.statuspage" in loaded
    assert not [name for name in loaded if name.startswith(absent)]
