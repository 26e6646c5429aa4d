"""python -m benchmarks [decoding] [imports] [calls] [concurrency] [listing] [betterstack] [generate] [soak] [streaming] [cli] [shared] [warehouse] [OPTION ...]

Exit status: 0 all targets that were measured are met, 1 one is missed, 2 a wrong argument.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from random import Random

from . import (
    betterstack,
    calls,
    command_line,
    concurrency,
    decoding,
    generation,
    imports,
    listing,
    shared,
    soak,
    streaming,
    warehouse,
)
from .history import UnknownCommitError, checked_out, ratios_at
from .measure import LeftOut, Result, Row
from .report import figures, table, versions
from .sizes import FULL, SMALL, Sizes

__all__ = ["GROUPS", "main"]

GROUPS: Mapping[str, Callable[[Sizes, Random], Sequence[Result]]] = {
    "imports": imports.measure,
    "decoding": decoding.measure,
    "calls": calls.measure,
    "concurrency": concurrency.measure,
    "listing": listing.measure,
    "betterstack": betterstack.measure,
    "generate": generation.measure,
    "soak": soak.measure,
    "streaming": streaming.measure,
    "cli": command_line.measure,
    "shared": shared.measure,
    "warehouse": warehouse.measure,
}
_ON_REQUEST = frozenset({"generate", "soak", "streaming", "shared", "warehouse"})  # these take long


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.groups if name not in GROUPS]:
        parser.error(f"there is no group {unknown[0]}; the groups are {', '.join(GROUPS)}")
    print(", ".join(f"{name} {number}" for name, number in versions().items()), end="\n\n")
    measured, earlier = dict[str, Sequence[Result]](), dict[str, Mapping[str, float]]()
    sizes = replace(SMALL if given.smoke else FULL, document=given.document)
    names = given.groups or [name for name in GROUPS if name not in _ON_REQUEST]
    try:
        with checked_out(given.against) if given.against else nullcontext() as tree:
            for name in names:
                rows = GROUPS[name](sizes, Random(given.seed))
                measured[name] = [_without_target(row) for row in rows] if given.smoke else rows
                if tree is not None:
                    earlier[name] = ratios_at(tree, name, measured[name], given.seed, smoke=given.smoke)
                print(f"{name}\n{table(measured[name], earlier.get(name))}", flush=True)
                if any(isinstance(row, Row) and row.restless for row in measured[name]):
                    print("The machine was busy (see the row of noise): measure this group again.")
                print(flush=True)
    except UnknownCommitError as error:
        parser.error(str(error))
    if given.json:
        given.json.write_text(json.dumps(figures(measured, earlier), indent=2) + "\n", encoding="utf-8")
    results = [row for rows in measured.values() for row in rows]
    missed = [row.name for row in results if isinstance(row, Row) and not row.ok]
    left_out = sum(isinstance(row, LeftOut) for row in results)
    met = (
        "everything ran; ratios of tiny sizes mean nothing, so there is no target"
        if given.smoke
        else f"all targets that were measured are met; {left_out} left out"
        if left_out
        else "all targets are met"
    )
    print("\n".join(f"over target: {name}" for name in missed) or met)
    return 1 if missed else 0


def _without_target(row: Result) -> Result:
    return replace(row, target=None, noise=False) if isinstance(row, Row) else row


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure; see docs/performance.md."
    )
    parser.add_argument(
        "groups",
        nargs="*",
        metavar="GROUP",
        help=f"one of {', '.join(GROUPS)}; default: all but generate, soak, streaming, shared and warehouse",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument(
        "--document",
        type=Path,
        metavar="FILE",
        help="a vendor's document for the group generate, which it needs",
    )
    parser.add_argument(
        "--against",
        metavar="COMMIT",
        help="each group is measured at this commit too, with its own benchmarks",
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="fixes the order and the data (default: %(default)s)"
    )
    parser.add_argument(
        "--smoke", action="store_true", help="tiny sizes without targets: shows that everything runs"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
