"""The sizes of all measurements."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FULL", "SMALL", "Sizes"]


@dataclass(frozen=True)
class Sizes:
    """Numbers of things in one run.

    Attributes:
        rounds: samples of each decoding task.
        objects: objects that one decoding task reads.
        processes: interpreters started for each import.
        batches: samples of each kind of call.
        calls: calls in one sample.
        listings: samples of each kind of listing.
        pages: pages of one listing.
        delay: seconds that the server takes for a page.
        monitors: monitors of one Better Stack account; ours asks for 250 a page.
        latency: seconds that its server takes for an answer, where it is not to be quick.
        soak: calls of each kind in the soak.
        threads: threads that make them together.
        tasks: tasks that make them together.
        registry: whether a library may be installed from the package registry.
    """

    rounds: int
    objects: int
    processes: int
    batches: int
    calls: int
    listings: int
    pages: int
    delay: float
    monitors: int
    latency: float
    soak: int
    threads: int
    tasks: int
    registry: bool


FULL = Sizes(
    rounds=15,
    objects=10_000,
    processes=31,
    batches=41,
    calls=50,
    listings=7,
    pages=20,
    delay=0.02,
    monitors=10_000,
    latency=0.05,
    soak=100_000,
    threads=50,
    tasks=500,
    registry=True,
)
SMALL = Sizes(
    rounds=2,
    objects=20,
    processes=2,
    batches=2,
    calls=3,
    listings=2,
    pages=3,
    delay=0.0,
    monitors=300,
    latency=0.001,
    soak=300,
    threads=5,
    tasks=50,
    registry=False,
)
"""For the tests: shows that everything runs, measures nothing."""
