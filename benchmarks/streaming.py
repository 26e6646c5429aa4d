"""A very long listing, item after item: the second half must take no more time and memory than the first.

Each client is a process of its own (see list_monitors.py), which keeps no item.
"""

from __future__ import annotations

import json
from random import Random

from .betterstack import Account
from .betterstack_answers import PATH, monitor
from .imports import FAST, environment
from .measure import LeftOut, Result, Row
from .server import serve
from .sizes import Sizes

__all__ = ["measure"]

LINEAR = 1.05
FLAT = 1.05
_OTHERS = 1_000  # monitors that differ
_CLIENTS = {"facade": "uptimekit", "generated": "uptimekit, generated client"}


def measure(sizes: Sizes, rng: Random) -> list[Result]:
    """Return the rows of this group."""
    texts = [json.dumps(monitor(number, rng)) for number in range(min(_OTHERS, sizes.streamed))]
    with (
        environment(*FAST) as python,
        serve({}, lists={PATH: texts}, counts={PATH: sizes.streamed}) as base,
    ):
        account = Account(base, sizes.streamed, dict.fromkeys(_CLIENTS.values(), python))
        found = {name: account.run(client, "halves") for name, client in _CLIENTS.items()}
    return [
        row for name, halves in found.items() for row in _rows(f"{sizes.streamed:,} monitors, {name}", halves)
    ]


def _rows(what: str, halves: dict[str, float]) -> list[Result]:
    def row(name: str, key: str, scale: float, unit: str, target: float) -> Result:
        second, first = halves[f"{key} 2"] / scale, halves[f"{key} 1"] / scale
        if not first:
            return LeftOut(f"{what}, {name}", "the system does not tell the peak of a process")
        return Row(f"{what}, {name}", second, first, unit, (second / first,) * 3, target)

    return [
        row("CPU time, second half / first half", "cpu", 1.0, "s", LINEAR),
        row("peak memory, second half / first half", "peak", 1e6, "MB", FLAT),
    ]
