"""A repository to release from: this one with a single provider, or a tiny one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from releasing.repository import Repository
from releasing.version_numbers import HOME

Distributions = Callable[[str | None], list[Path]]
"""What gives wheel and sdist: the full ones, or those of one provider."""

ROOT: Final = Path(__file__).resolve().parents[2]
PROVIDER: Final = "healthchecks"
SPEC: Final = f"specs/{PROVIDER}.yaml"
FIRST: Final = "1.4.0"

CHANGELOG: Final = f"# Changelog\n\n## Unreleased\n\n## {FIRST} - 2026-01-05\n\n### Added\n\n- Everything.\n"
_WHOLE: Final = (
    "README.md",
    "LICENSE",
    "Makefile",
    "pyproject.toml",
    "scripts",
    "src",
    "templates",
    SPEC,
    f"generated/uptimekit_clients/{PROVIDER}",
)


def environment() -> dict[str, str]:
    """Return an environment in which git has an author and no settings of this machine, and pip none at all."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PIP_", "TWINE_", "PYTHONPATH"))}
    who = {
        f"GIT_{role}_{what}": "tests@example.com"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    return {
        **kept,
        **who,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def git(root: Path, *arguments: str, **variables: str) -> str:
    """Run git in *root* and return what it printed."""
    env = {**environment(), **variables}
    done = subprocess.run(["git", *arguments], cwd=root, env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def script(root: Path, name: str, *arguments: object, **variables: str) -> tuple[int, str]:
    """Run a script of the workshop in *root*; return its exit status and all it said."""
    done = subprocess.run(
        [sys.executable, f"scripts/{name}.py", *map(str, arguments)],
        cwd=root,
        env={**environment(), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def commit(root: Path, message: str, tag: str | None = None) -> None:
    """Commit everything in *root*, and put a tag on it."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message)
    if tag:
        git(root, "tag", tag)


def write(root: Path, files: dict[str, str]) -> None:
    """Write files below *root*."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def copy_of_this(root: Path) -> None:
    """Copy what a release needs of this repository to *root*, with one provider, as version FIRST; commit nothing."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in _WHOLE:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=ignored)
        else:
            shutil.copy(source, target)
    home = (root / HOME).read_text(encoding="utf-8")
    before, _, after = home.partition("__version__ = ")
    after = after.partition("\n")[2]
    write(
        root,
        {
            HOME: f'{before}__version__ = "{FIRST}"\n{after}',
            "CHANGELOG.md": CHANGELOG,
            ".gitignore": "__pycache__/\ndist/\n",
        },
    )
    git(root, "init", "--quiet", "--initial-branch", "main")


GENERATOR: Final = "import sys\n"
STALE: Final = "import sys\nprint('lantern: client.py: differs')\nprint('run: it')\nsys.exit(1)\n"


def tiny(root: Path) -> Repository:
    """Make a repository in *root* that has a version, a changelog and a generator that finds nothing; it is released."""
    write(
        root,
        {
            HOME: f'__version__ = "{FIRST}"\n',
            "CHANGELOG.md": CHANGELOG,
            "scripts/generate.py": GENERATOR,
            "specs/README": "none yet\n",
            f"generated/uptimekit_clients/{PROVIDER}/manifest.json": "{}\n",
        },
    )
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root, "first", f"v{FIRST}")
    return Repository(root)
