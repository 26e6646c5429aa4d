"""Lists all monitors with one client and prints what that took, as JSON.

Run as a script, in isolated mode and by the interpreter of the environment that has the client:
``python -I list_monitors.py CLIENT MEASURE BASE_URL PAGES``.  Imports and the set-up of connections come first; what
is measured is the listing.  The modules stand inside functions: no environment has them all.
"""

from __future__ import annotations

import gc
import json
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from itertools import islice, pairwise
from pathlib import Path
from statistics import median
from typing import Any

__all__ = ["CLIENTS", "MEASURES", "PER_PAGE"]

TOKEN = "t" * 24
AT_A_TIME = 5  # what both libraries do by default
PER_PAGE = 250  # what ours asks for
Listing = Callable[[], Iterable[Any]]


def _uptimekit(base: str, _: int, *, fast: bool = True) -> Listing:
    import httpx

    from uptimekit.betterstack import Monitor, UptimeAPI

    api = UptimeAPI(TOKEN, base_url=f"{base}/api/v2/", fast=fast)
    httpx.Client().close()  # the others make theirs here, which loads as much
    return lambda: Monitor.get_all_instances(api)


def _generated(base: str, _: int) -> Listing:
    from uptimekit_clients.betterstack import Client

    client = Client(bearer_token=TOKEN, base_url=f"{base}/api")
    return lambda: client.monitors.iter()


def _registry(base: str, _: int) -> Listing:
    library, api = _library(base)
    return lambda: library.Monitor.get_all_instances(api)


def _registry_large(base: str, _: int) -> Listing:
    library, api = _library(base)
    return lambda: library.Monitor.filter(api, per_page=PER_PAGE)


def _library(base: str) -> tuple[Any, Any]:
    library = import_module("betterstack.uptime")  # by name: type checkers do not have it
    # Its UptimeAPI takes no address; this is what it derives from.
    return library, library.PaginatedAPI(f"{base}/api/v2/", library.BearerAuth(TOKEN))


def _httpx(base: str, pages: int) -> Listing:
    page = _pages(base)
    return lambda: (item for number in range(1, pages + 1) for item in page(number))


def _httpx_at_a_time(base: str, pages: int) -> Listing:
    page = _pages(base)

    def items() -> Iterator[Any]:
        with ThreadPoolExecutor(AT_A_TIME) as threads:
            for found in threads.map(page, range(1, pages + 1)):
                yield from found

    return items


def _pages(base: str) -> Callable[[int], list[Any]]:
    import httpx

    client = httpx.Client(headers={"Authorization": f"Bearer {TOKEN}", "Accept": "application/json"})

    def page(number: int) -> list[Any]:
        query = {"per_page": PER_PAGE, "page": number}
        found: list[Any] = json.loads(client.get(f"{base}/api/v2/monitors", params=query).content)["data"]
        return found

    return page


def _time(listing: Listing, _: int) -> dict[str, float]:
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    kept = list(listing())
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {"items": len(kept), "wall": wall, "cpu": cpu}


def _held(listing: Listing, _: int) -> dict[str, float]:
    return _traced(lambda: len(list(listing())))


def _passed(listing: Listing, _: int) -> dict[str, float]:
    return _traced(lambda: sum(1 for _ in listing()))


def _traced(count: Callable[[], int]) -> dict[str, float]:
    gc.collect()
    tracemalloc.start()
    items = count()
    return {"items": items, "peak": tracemalloc.get_traced_memory()[1]}


def _halves(listing: Listing, pages: int) -> dict[str, float]:
    """Measure ten parts of each half; what other programs do for a while does not reach the median of their times."""
    stream, part = iter(listing()), -(-pages * PER_PAGE // 20)
    ends = [(0, *_spent())]
    while count := sum(1 for _ in islice(stream, part)):
        ends.append((count, *_spent()))
    items, times, peaks = zip(*ends, strict=True)
    spent = [end - start for start, end in pairwise(times)]
    return {
        "items": sum(items),
        "cpu 1": median(spent[:10]) * 10,
        "cpu 2": median(spent[10:20]) * 10,
        "peak 1": max(peaks[1:11]),
        "peak 2": max(peaks[11:]),
    }


def _spent() -> tuple[float, float]:
    """Return the CPU time so far, and the largest memory since the last call in bytes (0 if the system tells none)."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")  # proc_pid_clear_refs(5)
    except OSError:
        lines = []
    (peak,) = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")] or [0]
    return time.process_time(), peak * 1024


CLIENTS: dict[str, Callable[[str, int], Listing]] = {
    "uptimekit": _uptimekit,
    "uptimekit, standard library": partial(_uptimekit, fast=False),
    "uptimekit, generated client": _generated,
    "registry": _registry,
    "registry, 250 a page": _registry_large,
    "httpx": _httpx,
    "httpx, five at a time": _httpx_at_a_time,
}
MEASURES: dict[str, Callable[[Listing, int], dict[str, float]]] = {
    "time": _time,
    "held": _held,
    "passed": _passed,
    "halves": _halves,
}
"""Times; peak memory with all monitors in a list, and with each let go; time and peak memory of both halves."""


if __name__ == "__main__":
    _client, _measure, _base, _count = sys.argv[1:]
    print(json.dumps(MEASURES[_measure](CLIENTS[_client](_base, int(_count)), int(_count))))
