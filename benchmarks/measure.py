"""Samples taken in turn, and the ratios made of them."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Self, TypeVar

__all__ = ["LeftOut", "Result", "Row", "Samples", "compare", "interleave", "timed"]

RESTLESS = 0.12  # quartiles of 0.94 to 1.06: half of the narrowest margin that a target leaves
Samples = dict[str, list[float]]
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One comparison.

    Attributes:
        name: what is compared.
        ours, reference: medians, in *unit*.
        ratios: lower quartile, median and upper quartile of the ratios of single rounds.  Both sides of one
            round saw the same machine; the two medians may come from a quiet and a busy moment.
        target: largest ratio that is acceptable; None if the row is for information.
        noise: whether the reference is compared with itself, which shows how quiet the machine was.
    """

    name: str
    ours: float
    reference: float
    unit: str
    ratios: tuple[float, float, float]
    target: float | None = None
    noise: bool = False

    @classmethod
    def single(
        cls, name: str, ours: float, reference: float, unit: str = "", target: float | None = None
    ) -> Self:
        """Return the row of a single measurement of both."""
        ratio = ours / reference
        return cls(name, ours, reference, unit, (ratio, ratio, ratio), target)

    @property
    def ratio(self) -> float:
        """How many times the reference ours takes."""
        return self.ratios[1]

    @property
    def ok(self) -> bool:
        """Whether the target is met; a row without one always is."""
        return self.target is None or self.ratio <= self.target

    @property
    def restless(self) -> bool:
        """Whether equal work took so unequal times that the ratios beside this row mean little."""
        return self.noise and self.ratios[2] - self.ratios[0] > RESTLESS


@dataclass(frozen=True)
class LeftOut:
    """A comparison that could not be made; it neither meets nor misses a target.

    Attributes:
        name: what would have been compared.
        reason: why it was not.
    """

    name: str
    reason: str


Result = Row | LeftOut


def timed(action: Callable[[], object], repeat: int = 1) -> Callable[[], float]:
    """Return a task that measures the seconds of one *action*, the mean of *repeat* in a row.

    What an action returns is freed after the clock has stopped, and collected before the next one starts.
    """

    def sample() -> float:
        gc.collect()
        start = time.perf_counter()
        for _ in range(repeat):
            kept = action()
        spent = time.perf_counter() - start
        del kept
        return spent / repeat

    return sample


def interleave(tasks: Mapping[str, Callable[[], T]], rounds: int, rng: random.Random) -> dict[str, list[T]]:
    """Run every task once a round, in an order drawn anew each time; a first round only warms up.

    Whatever slows the machine down for a while thus hits all tasks alike.
    """
    samples: dict[str, list[T]] = {name: [] for name in tasks}
    order = list(tasks)
    for number in range(rounds + 1):
        rng.shuffle(order)
        for name in order:
            value = tasks[name]()
            if number:
                samples[name].append(value)
    return samples


def compare(
    name: str,
    samples: Samples,
    ours: str,
    reference: str,
    *,
    minus: str | None = None,
    unit: str = "ms",
    target: float | None = None,
    noise: bool = False,
) -> Row:
    """Compare two tasks; with *minus*, what each takes above that third task."""
    scale = {"s": 1.0, "ms": 1e3, "us": 1e6, "MB": 1.0}[unit]
    floor = median(samples[minus]) if minus else 0.0
    above = [[value - floor for value in samples[task]] for task in (ours, reference)]
    ratios = _quartiles([a / b for a, b in zip(*above, strict=True)])
    return Row(name, median(above[0]) * scale, median(above[1]) * scale, unit, ratios, target, noise)


def _quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return low, middle, high
