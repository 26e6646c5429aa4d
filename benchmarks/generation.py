"""CPU time and memory of the generator: against the stock one, against its past, and as a document grows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

import ryaml

from .growing_document import document
from .history import ROOT, UnknownCommitError, checked_out
from .measure import LeftOut, Result, Row, Samples, compare, interleave
from .sizes import Sizes

__all__ = ["adopted", "measure"]

STOCK: Final = "openapi-python-client 0.29.1"
PAST: Final = "3b318e2"  # the generator before it took documents of vendors
STOCK_TARGET, MEMORY_TARGET, PAST_TARGET, GROWTH_TARGET = 0.5, 1.0, 1 / 3, 1.1


@dataclass(frozen=True)
class Use:
    """What one process and those that it waited for used: seconds of CPU, and the largest resident set of one in MB."""

    seconds: float
    megabytes: float


def measure(sizes: Sizes, rng: Random) -> list[Result]:
    """Return the rows of this group."""
    with TemporaryDirectory() as folder:
        scratch = Path(folder)
        rows: list[Result] = [*_growth(scratch, sizes, rng), *_vendor(scratch, sizes, rng)]
        return [*rows, *_past(sizes, rng)]


def _vendor(scratch: Path, sizes: Sizes, rng: Random) -> list[Result]:
    name = "a vendor's document, adopted / stock"
    if sizes.document is None:
        return [LeftOut(name, "no document: give one with --document FILE")]
    (folder := scratch / "vendor").mkdir()
    spec = folder / f"{sizes.document.stem}.yaml"
    spec.write_text(adopted(sizes.document), encoding="utf-8")
    tasks = {"ours": _ours(spec), "stock": _stock(spec), "stock again": _stock(spec)}
    return _rows(f"{spec.stem}, adopted", interleave(tasks, sizes.generations, rng))


def adopted(path: Path) -> str:
    """Return the document in a file as the generator's steps before the lint leave it, which both generators take."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        from documents import read

        return str(ryaml.dumps(read(path).spec))
    finally:
        sys.path.remove(str(ROOT / "scripts"))


def _rows(name: str, used: dict[str, list[Use]]) -> list[Result]:
    seconds, memory = _both(used)
    return [
        compare(
            "the stock generator / itself (noise)", seconds, "stock again", "stock", unit="s", noise=True
        ),
        compare(f"{name}: CPU time / {STOCK}", seconds, "ours", "stock", unit="s", target=STOCK_TARGET),
        _memory(f"{name}: memory / {STOCK}", memory, "ours", "stock", MEMORY_TARGET),
    ]


def _growth(scratch: Path, sizes: Sizes, rng: Random) -> list[Result]:
    """Compare what each operation costs in documents of growing size: the same, if the time grows as they do."""
    (folder := scratch / "growing").mkdir()
    tasks = {number: _ours(_growing(folder, number)) for number in sizes.operations}
    used = interleave({str(number): task for number, task in tasks.items()}, sizes.generations, rng)
    least, *others = sizes.operations
    above = {
        str(number): [
            (use.seconds - base.seconds) / (number - least)
            for use, base in zip(used[str(number)], used[str(least)], strict=True)
        ]
        for number in others
    }
    *smaller, reference, largest = map(str, others)
    name = f"operations, CPU time of each / of {reference}"
    return [
        *(compare(f"{number} {name}", above, number, reference) for number in smaller),
        compare(f"{largest} {name}", above, largest, reference, target=GROWTH_TARGET),
    ]


def _growing(folder: Path, number: int) -> Path:
    spec = folder / f"growing_{number}.yaml"
    spec.write_text(ryaml.dumps(document(number)), encoding="utf-8")
    return spec


def _past(sizes: Sizes, rng: Random) -> list[Result]:
    name = f"generate.py --check of our four / at commit {PAST}"
    if not sizes.past:
        return [LeftOut(name, "it takes long")]
    try:
        with checked_out(PAST) as tree:
            tasks = {
                where: _started(folder, "scripts/generate.py", "--check")
                for where, folder in (("now", ROOT), ("then", tree))
            }
            seconds, memory = _both(interleave(tasks, sizes.generations, rng))
    except UnknownCommitError as error:
        return [LeftOut(name, str(error))]
    return [
        compare(f"{name}: CPU time", seconds, "now", "then", unit="s", target=PAST_TARGET),
        _memory(f"{name}: memory", memory, "now", "then", None),
    ]


def _both(used: dict[str, list[Use]]) -> tuple[Samples, Samples]:
    seconds = {name: [use.seconds for use in uses] for name, uses in used.items()}
    return seconds, {name: [use.megabytes for use in uses] for name, uses in used.items()}


def _memory(name: str, memory: Samples, ours: str, reference: str, target: float | None) -> Row:
    return compare(name, memory, ours, reference, unit="MB", target=target)


def _ours(spec: Path) -> Callable[[], Use]:
    out = spec.parent / f"ours-{spec.stem}"
    return _started(ROOT, "scripts/generate.py", "--specs", spec.parent, "--out", out, spec.stem)


def _stock(spec: Path) -> Callable[[], Use]:
    out = spec.parent / "stock"
    arguments = (
        "-m",
        "openapi_python_client",
        "generate",
        "--path",
        spec,
        "--meta",
        "none",
        "--output-path",
        out,
    )
    sample = _started(ROOT, *arguments)

    def fresh() -> Use:
        shutil.rmtree(out, ignore_errors=True)
        return sample()

    return fresh


# A process begins with the memory of the one that starts it, for the system's records: so a small one does that.
_LAUNCHER: Final = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=sys.stderr)
_, status, used = os.wait4(process.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


def _started(folder: Path, *arguments: str | Path) -> Callable[[], Use]:
    """Return a task that runs Python in *folder* and measures what it used."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [sys.executable, "-c", _LAUNCHER, sys.executable, *map(str, arguments)]

    def sample() -> Use:
        done = subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, check=True)
        status, seconds, megabytes = json.loads(done.stdout)
        if status:
            raise RuntimeError(f"{' '.join(map(str, arguments))}: {done.stderr}")
        return Use(seconds, megabytes)

    return sample
