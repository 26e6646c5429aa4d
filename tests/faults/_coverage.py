"""Which fault cases the collected tests play, and in which of the four ways.

Run as a program it collects the tests that carry a ``fault`` mark and prints what they play as JSON; as a program,
because a test cannot see what another worker, a ``-k`` or a single file left out.

A mark says the numbers of its cases.  Its level (``core``: in process, ``wire``: over a socket) and its client
(``sync`` or ``async``) come from the test's parameters of these names, ``level`` and ``driver``, or stand in the mark.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

__all__ = ["MAY_BE_SKIPPED", "WAYS", "collected", "played"]

ROOT: Final = Path(__file__).parents[2]
WAYS: Final = tuple("-".join(pair) for pair in itertools.product(("core", "wire"), ("sync", "async")))

MAY_BE_SKIPPED: Final = frozenset(
    {"needs the openssl command to make a certificate", "needs os.fork", "needs the main thread for a signal"}
)
"""Reasons for which a machine may leave a fault case out."""


def collected() -> dict[int, set[str]]:
    """Return the ways in which the tests play each case, whatever part of them runs just now."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults._coverage"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    ways: dict[int, set[str]] = {}
    for number, way in json.loads(done.stdout):
        ways.setdefault(number, set()).add(way)
    return ways


def played(item: pytest.Item) -> Iterator[tuple[int, str]]:
    """Yield the number and the way of each case that *item* plays; none if it is sure to be skipped."""
    if _skipped(item):
        return
    callspec = getattr(item, "callspec", None)
    params = {} if callspec is None else callspec.params
    for mark in item.iter_markers("fault"):
        level = mark.kwargs.get("level", params.get("level"))
        driver = mark.kwargs.get("driver", params.get("driver"))
        for number in mark.args:
            yield number, f"{level}-{driver}"


def _skipped(item: pytest.Item) -> bool:
    conditions = (mark.args[0] for mark in item.iter_markers("skipif") if mark.args)
    return any(item.iter_markers("skip")) or any(map(bool, conditions))


class _Collector:
    def __init__(self) -> None:
        self.items: list[pytest.Item] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = session.items


def _main() -> int:
    files = [path for path in (ROOT / "tests").rglob("test_*.py") if "mark.fault(" in path.read_text("utf-8")]
    collector, said = _Collector(), io.StringIO()
    options = ["--collect-only", "-qq", "-o", "addopts=", "--import-mode=importlib", "-p", "no:cacheprovider"]
    with contextlib.redirect_stdout(said):
        code = pytest.main([*options, *map(str, files)], [collector])
    if code:
        print(said.getvalue())
        return 1
    print(json.dumps(sorted({found for item in collector.items for found in played(item)})))
    return 0


if __name__ == "__main__":
    sys.exit(_main())
