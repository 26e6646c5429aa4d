"""Imports in fresh interpreters, against ``import httpx``, in an environment with nothing else in it.

httpx imports click, rich and pygments if it finds them, which a development environment has and a user's may
not: they would make the reference slow and our ratio look good.  So a new virtual environment gets copies of
our packages and of what they require, and of nothing else.
"""

from __future__ import annotations

import compileall
import json
import os
import re
import shutil
import subprocess
import time
import venv
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from .healthchecks_answers import KEY, check
from .measure import Row, compare, interleave
from .server import serve
from .sizes import Sizes

__all__ = ["FAST", "environment", "measure", "run"]

PACKAGE_TARGET, CLASS_TARGET = 0.30, 1.15
ROOT = Path(__file__).resolve().parent.parent
OURS = (ROOT / "src" / "uptimekit", ROOT / "generated" / "uptimekit_clients")
REQUIRED = ("httpx", "attrs")
FAST = tuple(name for name in ("msgspec",) if find_spec(name))
"""What the extra ``fast`` adds, where it is installed."""
MAIN_CLASSES = {
    "betterstack": "UptimeAPI",
    "healthchecks": "Client",
    "statuspage": "Client",
    "uptimehunt": "Client",
}


def measure(sizes: Sizes, rng: Random) -> list[Row]:
    """Return the rows of this group."""
    one = check(1, rng)
    path = f"/api/v3/checks/{one['uuid']}"
    packages = {provider: f"import uptimekit.{provider}" for provider in MAIN_CLASSES}
    classes = {
        provider: f"from uptimekit.{provider} import {name}" for provider, name in MAIN_CLASSES.items()
    }
    with environment() as python, serve({path: json.dumps(one)}) as base:
        make = f"{classes['healthchecks']}; client = Client({KEY!r}, api_url={base + '/api/'!r})"
        statements = {
            "nothing": "pass",
            "httpx": "import httpx",
            "httpx again": "import httpx",
            "first get": f"import httpx; httpx.Client().get({base + path!r}).json()",
            "first call": f"{make}; client.get_check({one['uuid']!r})",
            **{each: each for each in (*packages.values(), *classes.values())},
        }
        tasks = {name: _started(python, statement) for name, statement in statements.items()}
        samples = interleave(tasks, sizes.processes, rng)

    def row(ours: str, target: float) -> Row:
        return compare(f"{ours} / import httpx, whole process", samples, ours, "httpx", target=target)

    first = "import and get one check / same with httpx"
    return [
        compare("import httpx / itself (noise)", samples, "httpx again", "httpx", noise=True),
        *(row(each, PACKAGE_TARGET) for each in packages.values()),
        *(row(each, CLASS_TARGET) for each in classes.values()),
        compare(f"{first}, whole process", samples, "first call", "first get"),
        compare(f"{first}, net of start-up", samples, "first call", "first get", minus="nothing"),
    ]


@contextmanager
def environment(*more: str) -> Generator[Path]:
    """Make the virtual environment, with bytecode and the packages *more*; yields its interpreter."""
    with TemporaryDirectory() as scratch:
        venv.create(scratch, symlinks=True, with_pip=False)
        (packages,) = Path(scratch).glob("lib/python*/site-packages")
        for name in _closure((*REQUIRED, *more)):
            _copy(name, packages)
        for source in OURS:
            shutil.copytree(source, packages / source.name, ignore=shutil.ignore_patterns("__pycache__"))
        python = Path(scratch, "bin", "python")
        if not compileall.compile_dir(packages, quiet=1, workers=1):
            raise RuntimeError("a module does not compile")
        yield python


def _closure(names: tuple[str, ...]) -> set[str]:
    """Return *names* and all that they require here, extras left out."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for requirement in distribution(name).requires or ():
            if not re.search(r";.*(extra|python_version\s*<)", requirement):
                waiting.append(re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower())
    return found


def _copy(name: str, packages: Path) -> None:
    for file in distribution(name).files or ():
        if ".." in file.parts or "__pycache__" in file.parts:
            continue
        target = packages / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(Path(str(file.locate())), target)


def run(python: Path, statement: str) -> None:
    """Run one statement in a fresh interpreter that nothing of this one's settings reaches."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(
        [python, "-c", statement], check=True, env=kept, cwd=python.parent, stdin=subprocess.DEVNULL
    )


def _started(python: Path, statement: str) -> Callable[[], float]:
    def sample() -> float:
        start = time.perf_counter()
        run(python, statement)
        return time.perf_counter() - start

    return sample
