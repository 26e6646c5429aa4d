"""All monitors of a large Better Stack account, against the library of the package registry and bare httpx.

Each sample is a process of its own (see list_monitors.py) whose imports are not counted.  Processes and server share
one core, for the reason that calls.py gives.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from . import list_monitors
from .betterstack_answers import PATH, monitor
from .calls import one_core
from .imports import FAST, environment
from .measure import LeftOut, Result, Row, compare, interleave
from .registry import UnavailableError, installed
from .server import serve
from .sizes import Sizes

__all__ = ["REFERENCE", "Account", "measure"]

REFERENCE = "betterstack-uptime==2.0.1"
OF_THE_LIBRARY = 0.15
OF_HTTPX = 1.1
OF_HTTPX_AT_A_TIME = 1.05
OF_ITS_MEMORY = 1.0
_LIST_MONITORS = Path(list_monitors.__file__)
_LIBRARY = "betterstack-uptime"
_QUICK = ("uptimekit", "uptimekit, standard library", "httpx", "registry", "registry, 250 a page")
Figures = dict[str, float]


@dataclass(frozen=True)
class Account:
    """Where the monitors are, and who can list them: client of list_monitors.py -> interpreter that has it."""

    base: str
    monitors: int
    clients: dict[str, Path]

    def run(self, client: str, what: str) -> Figures:
        """Run one listing in a new process; raise RuntimeError if a monitor is missing."""
        pages = -(-self.monitors // list_monitors.PER_PAGE)
        command = [self.clients[client], "-I", _LIST_MONITORS, client, what, self.base, str(pages)]
        done = subprocess.run(
            list(map(str, command)), capture_output=True, text=True, check=False, timeout=1800
        )
        if done.returncode:
            raise RuntimeError(f"{client} failed: {done.stderr}")
        found: Figures = json.loads(done.stdout)
        if found["items"] != self.monitors:
            raise RuntimeError(f"{client}: {found['items']:.0f} monitors instead of {self.monitors}")
        return found

    def samples(self, names: dict[str, str], rounds: int, rng: Random) -> dict[str, list[Figures]]:
        """Time the clients of *names* (name of the samples -> client), those of them that there are."""

        def task(client: str) -> Callable[[], Figures]:
            return lambda: self.run(client, "time")

        tasks = {name: task(client) for name, client in names.items() if client in self.clients}
        return interleave(tasks, rounds, rng)


def measure(sizes: Sizes, rng: Random) -> list[Result]:
    """Return the rows of this group; those against the library are left out where it is not available."""
    texts = [json.dumps(monitor(number, rng)) for number in range(sizes.monitors)]
    with _clients(sizes.registry) as (clients, reason), one_core():
        with serve({}, lists={PATH: texts}) as base:
            account = Account(base, sizes.monitors, clients)
            quick = [*_quick(account, sizes, rng, reason), *_memory(account, reason)]
        with serve({}, sizes.latency, {PATH: texts}) as base:
            return [*quick, *_slow(Account(base, sizes.monitors, clients), sizes, rng, reason)]


@contextmanager
def _clients(registry: bool) -> Generator[tuple[dict[str, Path], str]]:
    """Yield client -> interpreter, and why the library is not among them."""
    with ExitStack() as stack:
        python = stack.enter_context(environment(*FAST))
        clients = {client: python for client in list_monitors.CLIENTS if not client.startswith("registry")}
        reason = "" if registry else "small sizes ask no package registry"
        if registry:
            try:
                theirs = stack.enter_context(installed(REFERENCE))
            except UnavailableError as error:
                reason = str(error)
            else:
                clients |= {
                    client: theirs for client in list_monitors.CLIENTS if client.startswith("registry")
                }
        yield clients, reason


def _quick(account: Account, sizes: Sizes, rng: Random, reason: str) -> list[Result]:
    names = {name: name for name in _QUICK}
    figures = account.samples({**names, "httpx again": "httpx"}, sizes.listings, rng)
    wall, cpu = _each(figures, "wall"), _each(figures, "cpu")
    what = f"{sizes.monitors:,} monitors"
    return [
        compare("httpx, one by one / itself (noise)", wall, "httpx again", "httpx", noise=True),
        _against(f"{what}, wall time / {_LIBRARY}", wall, OF_THE_LIBRARY, reason),
        _against(f"{what}, CPU time / {_LIBRARY}", cpu, OF_THE_LIBRARY, reason),
        _against(f"{what}, wall time / {_LIBRARY}, 250 a page", wall, None, reason, "registry, 250 a page"),
        _against(f"{what}, CPU time / {_LIBRARY}, 250 a page", cpu, None, reason, "registry, 250 a page"),
        compare(f"{what}, wall time / httpx, one by one", wall, "uptimekit", "httpx", target=OF_HTTPX),
        compare(f"{what}, without msgspec / the same", wall, "uptimekit, standard library", "httpx"),
    ]


def _slow(account: Account, sizes: Sizes, rng: Random, reason: str) -> list[Result]:
    names = {name: name for name in ("uptimekit", "httpx, five at a time", "registry")}
    wall = _each(account.samples(names, sizes.listings, rng), "wall")
    what = f"{sizes.monitors:,} monitors, {sizes.latency * 1000:.0f} ms an answer"
    return [
        _against(
            f"{what} / httpx, five at a time", wall, OF_HTTPX_AT_A_TIME, reason, "httpx, five at a time"
        ),
        _against(f"{what} / {_LIBRARY}", wall, None, reason),
    ]


def _memory(account: Account, reason: str) -> list[Result]:
    """Compare peaks; they hardly vary, so one sample each will do."""
    names = {"held": "peak memory, all kept in a list", "passed": "peak memory, each let go"}
    rows: list[Result] = []
    for what, name in names.items():
        if "registry" not in account.clients:
            rows.append(LeftOut(f"{name} / {_LIBRARY}", reason))
            continue
        ours, theirs = (account.run(client, what)["peak"] / 1e6 for client in ("uptimekit", "registry"))
        ratio = ours / theirs
        rows.append(Row(f"{name} / {_LIBRARY}", ours, theirs, "MB", (ratio,) * 3, OF_ITS_MEMORY))
    return rows


def _each(figures: dict[str, list[Figures]], what: str) -> dict[str, list[float]]:
    return {name: [sample[what] for sample in samples] for name, samples in figures.items()}


def _against(
    name: str,
    samples: dict[str, list[float]],
    target: float | None,
    reason: str,
    reference: str = "registry",
) -> Result:
    if reference not in samples:
        return LeftOut(name, reason)
    return compare(name, samples, "uptimekit", reference, target=target)
