"""What the sources of the facades may not contain: they go through the generated request builders."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROVIDERS = ("betterstack", "healthchecks", "statuspage", "uptimehunt")
MODULES = [
    (provider, path.relative_to(ROOT).as_posix())
    for provider in PROVIDERS
    for path in sorted((ROOT / "src" / "uptimekit" / provider).rglob("*.py"))
]


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and text of each string; what an f-string fills in reads ``{}``."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.lineno, node.value
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield node.lineno, "".join(map(str, parts))


def offences(provider: str, source: str) -> list[str]:
    """Return line and kind of all that a module of *provider* may not contain."""
    manifest = ROOT / "generated" / "uptimekit_clients" / provider / "manifest.json"
    operations = json.loads(manifest.read_text(encoding="utf-8"))["operations"]
    # "login" and "refresh" of UptimeHunt are words with other uses: such ids cannot be told from them
    ids = {operation["id"] for operation in operations if not operation["id"].islower()}
    paths = {re.sub(r"\{\w*\}", "{}", operation["path"]) for operation in operations}
    tree = ast.parse(source)
    found: list[str] = []
    for line, text in strings(tree):
        if text in ids:
            found.append(f"{line}: operation id {text}")
        if text.startswith("/") and re.sub(r"\{\w*\}|%s", "{}", text) in paths:
            found.append(f"{line}: path {text}")
        if "manifest" in text and " " not in text:
            found.append(f"{line}: manifest")
    for node in ast.walk(tree):
        names: list[str] = []
        match node:
            case ast.Import():
                names = [alias.name for alias in node.names]
            case ast.ImportFrom():
                names = [f"{node.module or ''}.{alias.name}" for alias in node.names]
            case ast.Name():
                names = [node.id]
            case ast.Attribute():
                names = [node.attr]
            case _:
                pass
        if any("manifest" in name or name.startswith("importlib.resources") for name in names):
            found.append(f"{getattr(node, 'lineno', 0)}: manifest")
    return found


def test_facade_knows_no_address() -> None:
    """No module of a facade contains an operation id, a path of the API or a look-up in the manifest."""
    found = {
        module: offences(provider, (ROOT / module).read_text(encoding="utf-8"))
        for provider, module in MODULES
    }
    assert {module: lines for module, lines in found.items() if lines} == {}
    assert len(found) > 50


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = 'getCheck'", ["1: operation id getCheck"]),
        ("x = f'/checks/{check_id}/pings/'", ["1: path /checks/{}/pings/"]),
        ("x = '/checks/{check}/pause'", ["1: path /checks/{check}/pause"]),
        ("from importlib.resources import files", ["1: manifest"]),
        ("a = load_manifest('manifest.json')", ["1: manifest", "1: manifest"]),
        ('"""The manifest names getCheck and /checks/."""\nx = "/other/"', []),
    ],
)
def test_offences_are_found(source: str, found: list[str]) -> None:
    """The search finds each kind, and leaves sentences alone."""
    assert offences("healthchecks", source) == found
