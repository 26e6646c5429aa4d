"""Change the modules that decide in one place after the other, and see whether their tests notice.

python -m tests.mutation              all of them, as many at a time as there are processors
python -m tests.mutation retry call   these

A change that no test notices, and that docs/mutation.md does not list with its reason, is printed; the exit status
is 1 then.  mutmut makes the changes (`mutmut show NAME` works afterwards); the tests of a module are collected once
and run in a fork for each change.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path
from typing import Final

from mutmut import __main__ as mutmut
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import set_mutant_under_test

PACKAGE: Final = "uptimekit._runtime."
PAGE: Final = Path("docs/mutation.md")
PLACE: Final = Path("mutants")
_OF_A_CALL: Final = [
    *("attempt", "call", "client_base", "connection_queue", "events", "injected"),
    *("rate_limiter", "redaction", "secret_source"),
]
# Whose tests decide: those of the module itself, and of a call those of what it is made of.
TESTS: Final = {
    "call": _OF_A_CALL,
    "attempt": _OF_A_CALL,
    "call_errors": _OF_A_CALL,
    "call_events": _OF_A_CALL,
    "rate_limit_turn": _OF_A_CALL,
    "rate_limiter": ["rate_limiter"],
    "masking": ["masking"],
    "paging": ["paging"],
    "content_coding": ["content_coding"],
    "reading": ["reading"],
    "retry": ["retry"],
    "path_segment": ["path_segment"],
    "response": ["response"],
    "retry_budget": ["retry_budget"],
    "redaction": ["redaction"],
}


def make() -> None:
    """Write every mutant into PLACE, beside what the tests need."""
    set_mutant_under_test("mutant_generation")
    PLACE.mkdir(exist_ok=True)
    with redirect_stdout(io.StringIO()):  # it prints each file
        mutmut.copy_src_dir()
        mutmut.copy_also_copy_files()
        mutmut.setup_source_paths()
        mutmut.create_mutants(os.cpu_count() or 1)


def run(module: str) -> dict[str, list[str]]:
    """Return what became of each mutant of *module*: "killed" and by which test, "timeout", "survived", "no tests"."""
    tests = [f"tests/runtime/test_{name}.py" for name in TESTS[module]]
    plugins = [
        f"-p{name}" for name in ("no:randomly", "no:xdist", "no:cacheprovider", "tests.mutation.forks")
    ]
    command = [sys.executable, "-m", "pytest", "-q", *plugins, "--mutants-of", module, *tests]
    done = subprocess.run(command, cwd=PLACE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{module}: its tests do not run\n{done.stdout}{done.stderr}")
    return dict(map(json.loads, (PLACE / f"{module}.jsonl").read_text("utf-8").splitlines()))


def short(name: str) -> str:
    """Return the name of a mutant as the page has it: module, function, number."""
    module, _, rest = name.removeprefix(PACKAGE).partition(".")
    function, _, number = rest.partition("__mutmut_")
    return f"{module}.{re.sub('^x(_|ǁ)', '', function).replace('ǁ', '.')} {number}"


def listed(page: str) -> dict[str, str]:
    """Return the kind ("equivalent" or "survivor") of each mutant that *page* lists."""
    rows = re.findall(r"^\| `([^`]+)` \| ([0-9, ]+) \| (equivalent|survivor) \|", page, re.MULTILINE)
    return {
        f"{function} {number}": kind for function, numbers, kind in rows for number in numbers.split(", ")
    }


def told(module: str, verdicts: dict[str, list[str]], known: dict[str, str]) -> int:
    """Print the line of *module* and what survived unexpectedly; return how many those are."""
    survivors = [name for name, (verdict, *_) in verdicts.items() if verdict in ("survived", "no tests")]
    kinds = Counter(known.get(short(name), "") for name in survivors)
    counted, lost = len(verdicts) - kinds["equivalent"], kinds["survivor"] + kinds[""]
    killed = counted - lost
    score = f"{100 * killed / counted:.1f} %"
    print(f"| {module} | {len(verdicts)} | {kinds['equivalent']} | {killed} | {lost} | {score} |", flush=True)
    for name in survivors:
        if short(name) not in known:
            print(f"\n{short(name)}: {verdicts[name][0]}  ({name})")
            print(get_diff_for_mutant(name, path=Path("src", *PACKAGE.split("."), f"{module}.py")))
    return kinds[""]


def main(modules: list[str]) -> int:
    """Run the command line; return the exit status."""
    known = listed(PAGE.read_text("utf-8"))
    make()
    modules = modules or list(TESTS)
    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:
        found = side_by_side.map(run, modules)
        unknown = sum(told(module, verdicts, known) for module, verdicts in zip(modules, found, strict=True))
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
