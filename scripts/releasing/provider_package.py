"""The small distribution: one generated client and the runtime, under a package name of its own.

Two distributions must not own the same files, so the small one cannot bring ``uptimekit._runtime`` along under that
name.  It holds a copy of it instead, below ``uptimekit_<provider>_client``, and so installs beside the full one and
beside other small ones.  docs/publishing.md says what follows from that.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

import jinja2

from codegen.render import NAMESPACE
from documents import read, spec_files

from .refusal import RefusalError
from .version_numbers import HOME, read_version

_INHERITED: Final = ("license", "license-files", "requires-python", "classifiers", "dependencies")
"""What the small distribution says of itself in the words of the full one (pyproject.toml)."""

_CLIENTS: Final = {"AsyncClient": "client", "Client": "client"}
_FILES: Final = {
    "README.md.jinja": "README.md",
    "pyproject.toml.jinja": "pyproject.toml",
    "init.py.jinja": "{package}/__init__.py",
}
_JINJA: Final = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
    undefined=jinja2.StrictUndefined,
    keep_trailing_newline=True,
    trim_blocks=True,
    autoescape=False,  # noqa: S701  (Python, TOML and Markdown, no HTML)
)
_JINJA.filters["toml"] = partial(json.dumps, ensure_ascii=False)  # strings and lists of them, as in JSON


def stage(source: Path, provider: str, project: str, folder: Path) -> None:
    """Write a source tree of the distribution *project* to *folder*, from the tree of the full one in *source*.

    Raises RefusalError if the client needs more than the runtime and its dependencies.
    """
    package = project.replace("-", "_")
    _copy(source / "generated" / NAMESPACE / provider, folder / package, provider, package)
    _copy(source / "src" / "uptimekit" / "_runtime", folder / package / "_runtime", provider, package)
    shutil.copy(source / "LICENSE", folder)
    facts = {
        "project": project,
        "package": package,
        "title": read(spec_files(source / "specs")[provider]).spec["info"]["title"],
        "version": read_version(source),
        "full": tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8")),
        "inherited": _INHERITED,
        "homes": {**public_names((source / HOME).read_text(encoding="utf-8")), **_CLIENTS},
    }
    for template, target in _FILES.items():
        _write(folder / target.format(package=package), _JINJA.get_template(template).render(facts))
    if foreign := sorted(foreign_imports(folder / package)):
        raise RefusalError([f"{project}: {line}" for line in foreign])


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _copy(source: Path, target: Path, provider: str, package: str) -> None:
    """Copy a package; its modules get to know the new name."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    for module in target.rglob("*.py"):
        _write(module, renamed(module.read_text(encoding="utf-8"), provider, package))


def renamed(text: str, provider: str, package: str) -> str:
    """Return a module's text with the new name of its package, in code, strings and prose alike."""
    text = re.sub(rf"\b{NAMESPACE}\.{provider}\b", package, text)
    return re.sub(r"\buptimekit\b(?!-)", package, text)


def public_names(source: str) -> dict[str, str]:
    """Return the names that ``uptimekit`` offers, and the module below it that each comes from."""
    nodes = ast.walk(ast.parse(source))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.level]
    return {alias.name: node.module or "" for node in imports for alias in node.names}


def foreign_imports(package: Path) -> Iterator[str]:
    """Yield a line for each import of a package that is neither its own, nor a dependency, nor Python's.

    httpcore and h11 come with httpx, which is nothing without them; msgspec is the extra ``fast``.
    """
    allowed = {package.name, "httpx", "httpcore", "h11", "attrs", "attr", "msgspec", *sys.stdlib_module_names}
    for module in package.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in [name for name in names if name.partition(".")[0] not in allowed]:
                yield f"{module.relative_to(package.parent)} imports {name}"
