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
from pathlib import Path
from string import Template
from typing import Any, Final

from apimodel.document import load
from codegen.render import NAMESPACE

from .refusal import RefusalError
from .version_numbers import HOME, read_version

_INHERITED: Final = ("license", "license-files", "requires-python", "classifiers", "dependencies")
"""What the small distribution says of itself in the words of the full one (pyproject.toml)."""

_INIT: Final = Template('''"""Client of $title; its modules load on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "$version"

from ._runtime import lazy_exports

if TYPE_CHECKING:
$imports

__all__ = [
$exported
]

if not TYPE_CHECKING:  # a type checker reads the imports above, and reports any other name
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
$homes
        },
    )
''')

_README: Final = Template("""# $project

A typed Python client of $title, synchronous and asynchronous: the generated client and the runtime of uptimekit
$version, and nothing else.

```python
from $package import Client, NotFoundError
```

It shares no file and no class with `uptimekit`, and installs beside it.
""")


def stage(source: Path, provider: str, project: str, folder: Path) -> None:
    """Write a source tree of the distribution *project* to *folder*, from the tree of the full one in *source*.

    Raises RefusalError if there is no such provider, or if the client needs more than the runtime and its dependencies.
    """
    client = source / "generated" / NAMESPACE / provider
    if not client.is_dir():
        raise RefusalError([f"{provider}: there is no generated client of that name"])
    package = project.replace("-", "_")
    _copy(client, folder / package, provider, package)
    _copy(source / "src" / "uptimekit" / "_runtime", folder / package / "_runtime", provider, package)
    shutil.copy(source / "LICENSE", folder)
    facts = {
        "project": project,
        "package": package,
        "title": load(source / "specs" / f"{provider}.yaml")["info"]["title"],
        "version": str(read_version(source)),
    }
    _write(folder / "README.md", _README.substitute(facts))
    _write(folder / "pyproject.toml", _pyproject(source, facts))
    _write(folder / package / "__init__.py", _init((source / HOME).read_text(encoding="utf-8"), facts))
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
    imports = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) and node.level
    ]
    return {alias.name: node.module or "" for node in imports for alias in node.names}


def _init(full: str, facts: dict[str, str]) -> str:
    homes = {**public_names(full), "AsyncClient": "client", "Client": "client"}
    return _INIT.substitute(
        facts,
        imports="\n".join(f"    from .{module} import {name}" for name, module in homes.items()),
        exported="\n".join(f'    "{name}",' for name in sorted([*homes, "__version__"])),
        homes="\n".join(
            f'            "{name}": "{facts["package"]}.{module}",' for name, module in homes.items()
        ),
    )


def _pyproject(source: Path, facts: dict[str, str]) -> str:
    full = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))
    project: dict[str, Any] = {
        "name": facts["project"],
        "version": facts["version"],
        "description": f"Typed Python client of {facts['title']}, generated from its OpenAPI specification",
        "readme": "README.md",
        **{name: full["project"][name] for name in _INHERITED},
    }
    tables = {
        "build-system": full["build-system"],
        "project": project,
        "tool.hatch.build.targets.wheel": {"packages": [facts["package"]]},
    }
    return "\n".join(_table(name, members) for name, members in tables.items())


def _table(name: str, members: dict[str, Any]) -> str:
    """Return a TOML table; strings and lists of strings are written as in JSON."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in members.items()]
    return "\n".join([f"[{name}]", *lines, ""])


def foreign_imports(package: Path) -> Iterator[str]:
    """Yield a line for each import of a package that is neither its own, nor a dependency, nor Python's.

    httpcore comes with httpx, which is nothing without it.
    """
    allowed = {package.name, "httpx", "httpcore", "attrs", "attr", *sys.stdlib_module_names}
    for module in package.rglob("*.py"):
        for name in _imported(ast.parse(module.read_text(encoding="utf-8"))):
            if name.partition(".")[0] not in allowed:
                yield f"{module.relative_to(package.parent)} imports {name}"


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
