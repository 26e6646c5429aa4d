"""The sizes of all measurements."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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
        streamed: monitors of the largest account.
        soak: calls of each kind in the soak.
        threads: threads that make them together.
        tasks: tasks that make them together.
        in_flight: numbers of calls in flight at once.
        flights: samples of each.
        flight_calls: calls of each task in one of them.
        flight_waits: seconds that the server takes for an answer in them, a short and a long wait.
        registry: whether a library may be installed from the package registry.
        generations: samples of each generator.
        operations: sizes of the growing document; what the first takes is taken off from all others.
        past: whether the generator of an earlier commit is run, too.
        fleet: objects that each provider has for the command.
        updates: components that all updaters set together.
        updaters: processes that share a rate limit.
        periods: seconds in which they may send 60 requests, each measured.
        checks: checks of the Healthchecks project whose history is loaded.
        pings: pings of each.
        incidents: incidents of the Better Stack account whose history is loaded.
        kills: how often a load is killed.
        document: the document of a vendor that both generators take, with its overlay beside it.
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
    streamed: int
    soak: int
    threads: int
    tasks: int
    in_flight: tuple[int, ...]
    flights: int
    flight_calls: int
    flight_waits: tuple[float, float]
    registry: bool
    generations: int
    operations: tuple[int, ...]
    past: bool
    fleet: int
    updates: int
    updaters: int
    periods: tuple[float, ...]
    checks: int
    pings: int
    incidents: int
    kills: int
    document: Path | None = None


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
    streamed=1_000_000,
    soak=100_000,
    threads=50,
    tasks=500,
    in_flight=(50, 100),
    flights=5,
    flight_calls=20,
    flight_waits=(0.02, 0.3),
    registry=True,
    generations=3,
    operations=(10, 100, 1_000, 3_000),
    past=True,
    fleet=200,
    updates=400,
    updaters=8,
    periods=(2.0, 60.0),
    checks=1_000,
    pings=1_000,
    incidents=50_000,
    kills=5,
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
    streamed=1_000,
    soak=300,
    threads=5,
    tasks=50,
    in_flight=(2, 3),
    flights=2,
    flight_calls=2,
    flight_waits=(0.0, 0.001),
    registry=False,
    generations=2,
    operations=(5, 10, 15),
    past=False,
    fleet=3,
    updates=70,
    updaters=2,
    periods=(0.5,),
    checks=10,
    pings=20,
    incidents=30,
    kills=1,
)
"""For the tests: shows that everything runs, measures nothing."""
