"""From bytes to models: time against ``json.loads`` alone and the stock generator, and memory against the latter."""

from __future__ import annotations

import gc
import json
import tracemalloc
from collections.abc import Callable
from random import Random
from typing import Any

import httpx

from uptimekit.healthchecks import Client

from .example_provider import Packages, packages, page
from .healthchecks_answers import KEY, check
from .measure import Row, compare, interleave, timed
from .sizes import Sizes

__all__ = ["measure"]

TIME_TARGET = 1.75
NO_WORSE = 1.0
URL = "https://provider.test/api"


def measure(sizes: Sizes, rng: Random) -> list[Row]:
    """Return the rows of this group."""
    with packages() as made:
        content = page(sizes.objects, rng)
        return [*_models(made, content, sizes, rng), *_checks(sizes, rng), *_memory(made, content, sizes)]


def _listing(made: Packages, content: bytes, *, fast: bool) -> Callable[[], list[Any]]:
    """Return a call of the generated client that lists the probes of *content*; with *fast*, msgspec decodes them."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=content))
    client = made.ours.Client(api_key="key", base_url=URL, transport=transport, fast=fast)
    read: Callable[[], list[Any]] = client.probes.list
    return read


def _models(made: Packages, content: bytes, sizes: Sizes, rng: Random) -> list[Row]:
    read_stock = made.stock_models.ProbePage.from_dict
    tasks = {
        "json": timed(lambda: json.loads(content)),
        "json again": timed(lambda: json.loads(content)),
        "ours": timed(_listing(made, content, fast=False)),
        "stock": timed(lambda: read_stock(json.loads(content))),
    }
    samples = interleave(tasks, sizes.rounds, rng)
    what = f"{sizes.objects:,} objects of 45 fields"
    return [
        compare("json.loads / itself (noise)", samples, "json again", "json", noise=True),
        compare(f"{what} / json.loads", samples, "ours", "json", target=TIME_TARGET),
        compare(f"{what} / stock client", samples, "ours", "stock", target=NO_WORSE),
        compare(f"{what}, stock client / json.loads", samples, "stock", "json"),
    ]


def _checks(sizes: Sizes, rng: Random) -> list[Row]:
    """Compare whole listings, whose bytes come from memory instead of a server, with httpx and its ``.json()``."""
    checks = json.dumps({"checks": [check(number, rng) for number in range(sizes.objects)]}).encode()
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=checks))
    with (
        httpx.Client(transport=transport) as bare,
        Client(KEY, transport=transport, rate_limit=None) as client,
        Client(KEY, transport=transport, rate_limit=None, fast=False) as slow,
    ):
        tasks = {
            "httpx": timed(lambda: bare.get("https://healthchecks.example.org/api/v3/checks/").json()),
            "generated": timed(client.api.checks.list),
            "facade": timed(client.get_checks),
            "standard library": timed(slow.api.checks.list),
        }
        samples = interleave(tasks, sizes.rounds, rng)
    what = f"listing of {sizes.objects:,} checks"
    kinds = ("generated", "facade", "standard library")
    return [compare(f"{what}, {kind} / httpx + .json()", samples, kind, "httpx") for kind in kinds]


def _memory(made: Packages, content: bytes, sizes: Sizes) -> list[Row]:
    """Compare the bytes that one decoded object keeps; they hardly vary, so one sample each will do."""
    ours = _kept(_listing(made, content, fast=False)) / sizes.objects
    stock = _kept(lambda: made.stock_models.ProbePage.from_dict(json.loads(content))) / sizes.objects
    plain = _kept(lambda: json.loads(content)) / sizes.objects
    return [
        Row("memory of an object / stock", ours, stock, "B", (ours / stock,) * 3, NO_WORSE),
        Row("memory of an object / dict", ours, plain, "B", (ours / plain,) * 3),
    ]


def _kept(action: Callable[[], Any]) -> int:
    action()  # imports and caches are not the objects'
    gc.collect()
    tracemalloc.start()
    try:
        result = action()
        gc.collect()
        size, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    del result
    return size
