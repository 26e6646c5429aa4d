"""A plugin of pytest: collects once, then runs the tests in a fork for each mutant of a module."""

from __future__ import annotations

import functools
import json
import math
import os
import resource
import select
import signal
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

set_mutant_under_test("")  # none, while modules are imported

Verdict = list[str] | None
TEST_ROOM: Final = (
    5  # seconds of a processor that a test gets beyond ten times what it needs without a mutant
)
WALL_ROOM: Final = 60  # seconds that the tests of a mutant get beyond ten times what they need


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the name of the module."""
    parser.addoption("--mutants-of", required=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Play every mutant, in the place of the tests themselves."""
    module = session.config.getoption("--mutants-of")
    path = Path(f"src/uptimekit/_runtime/{module}.py.meta")
    mutants = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    through, seconds = _measured(session.items)
    with Path(f"{module}.jsonl").open("w", encoding="utf-8") as verdicts:
        for name in mutants:
            print(json.dumps([name, _verdict(name, through, seconds)]), file=verdicts, flush=True)
    return True


def _measured(items: list[pytest.Item]) -> tuple[dict[str, list[pytest.Item]], dict[str, float]]:
    """Return which tests come through which function, and how many seconds of a processor each test takes."""
    notes = Path(f"measured-{os.getpid()}.json")

    def measure() -> Verdict:
        set_mutant_under_test("stats")
        through, seconds = defaultdict[str, list[str]](list), dict[str, float]()
        for item in items:
            _forget()
            state()._stats.clear()
            begun = time.process_time()
            if (failed := _first_failure([item])) is not None:
                return failed
            seconds[item.nodeid] = time.process_time() - begun
            for function in state()._stats:
                through[function].append(item.nodeid)
        notes.write_text(json.dumps([through, seconds]), "utf-8")
        return None

    if (failed := _in_fork(measure, 900)) is not None:
        raise pytest.UsageError(f"a test fails without a mutant: {failed}")
    through, seconds = json.loads(notes.read_text("utf-8"))
    notes.unlink()
    again = sorted(items, key=lambda item: seconds[item.nodeid])
    if (failed := _in_fork(lambda: _played("none.x__mutmut_0", again, seconds), 900)) is not None:
        raise pytest.UsageError(f"a test fails without a mutant, in another order: {failed}")
    named = {item.nodeid: item for item in items}
    return {function: [named[each] for each in ids] for function, ids in through.items()}, seconds


def _forget() -> None:
    """Empty the caches of our functions: with a remembered answer a test would not come through the function."""
    for module in [module for name, module in sys.modules.items() if name.startswith("uptimekit")]:
        for each in list(vars(module).values()):
            if isinstance(each, functools._lru_cache_wrapper):
                each.cache_clear()


def _verdict(mutant: str, through: dict[str, list[pytest.Item]], seconds: dict[str, float]) -> list[str]:
    items = sorted(through.get(mutant.partition("__mutmut_")[0], ()), key=lambda item: seconds[item.nodeid])
    if not items:
        return ["no tests"]
    usual = sum(seconds[item.nodeid] for item in items)
    wall = WALL_ROOM + 10 * usual
    return _in_fork(lambda: _played(mutant, items, seconds), wall) or ["survived"]


def _played(mutant: str, items: list[pytest.Item], seconds: dict[str, float]) -> Verdict:
    set_mutant_under_test(mutant)
    return _first_failure(items, seconds)


def _first_failure(items: list[pytest.Item], seconds: dict[str, float] | None = None) -> Verdict:
    for item, following in zip(items, [*items[1:], None], strict=True):
        if seconds is not None:  # an endless loop ends as SIGXCPU
            longest = time.process_time() + TEST_ROOM + 10 * seconds[item.nodeid]
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(longest), resource.RLIM_INFINITY))
        for report in runtestprotocol(item, log=False, nextitem=following):
            if report.failed:
                return ["killed", item.nodeid, str(report.longrepr)[-2000:]]
    return None


def _in_fork(work: Callable[[], Verdict], wall: float) -> Verdict:
    """Return what *work* says in a process of its own, or that it took too long."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        os.close(reading)
        try:
            said = work()
        except BaseException:
            said = ["killed", "", traceback.format_exc()[-2000:]]
        os.write(writing, json.dumps(said).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        if not select.select([pipe], [], [], wall)[0]:
            os.kill(child, signal.SIGKILL)
        said_bytes = pipe.read()
    os.waitpid(child, 0)
    return json.loads(said_bytes) if said_bytes else ["timeout"]
