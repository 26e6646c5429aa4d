"""From bytes to models: time against ``json.loads`` alone and the stock generator, memory against the latter.

The rows of msgspec, the extra ``fast``, are left out where it is not installed.
"""

from __future__ import annotations

import gc
import json
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

import httpx

from uptimekit.healthchecks import Client
from uptimekit_clients.betterstack import Client as MonitorsClient

from .betterstack_answers import monitor
from .example_provider import Packages, packages, page
from .healthchecks_answers import KEY, check
from .measure import LeftOut, Result, Row, Samples, compare, interleave, timed
from .sizes import Sizes

__all__ = ["measure"]

TIME_TARGET = 1.75
FAST_TARGET = 0.75
RECORDED_TARGET = 0.9
GAPS_TARGET = 2.25
"""What objects with missing fields took when a field was looked up by itself, by the standard library: they take no more."""
NO_WORSE = 1.0
URL = "https://provider.test/api"
RECORDINGS = Path(__file__).resolve().parent.parent / "tests" / "recordings" / "healthchecks.jsonl"


def measure(sizes: Sizes, rng: Random) -> list[Result]:
    """Return the rows of this group."""
    with packages() as made:
        content = page(sizes.objects, rng)
        return [
            *_models(made, content, sizes, rng),
            *_recorded(sizes, rng),
            *_checks(sizes, rng),
            *_memory(made, content, sizes),
        ]


def _listing(made: Packages, content: bytes, *, fast: bool) -> Callable[[], list[Any]]:
    """Return a call of the generated client that lists the probes of *content*; with *fast*, msgspec decodes them."""
    client = made.ours.Client(api_key="key", base_url=URL, transport=_answering(content), fast=fast)
    read: Callable[[], list[Any]] = client.probes.list
    return read


def _models(made: Packages, content: bytes, sizes: Sizes, rng: Random) -> list[Result]:
    read_stock = made.stock_models.ProbePage.from_dict
    tasks = {
        "json": timed(lambda: json.loads(content)),
        "json again": timed(lambda: json.loads(content)),
        "ours": timed(_listing(made, content, fast=False)),
        "fast": timed(_listing(made, content, fast=True)),
        "stock": timed(lambda: read_stock(json.loads(content))),
    }
    samples = interleave(tasks, sizes.rounds, rng)
    what = f"{sizes.objects:,} objects of 45 fields"
    return [
        compare("json.loads / itself (noise)", samples, "json again", "json", noise=True),
        compare(f"{what} / json.loads", samples, "ours", "json", target=TIME_TARGET),
        compare(f"{what} / stock client", samples, "ours", "stock", target=NO_WORSE),
        _fast(f"{what}, msgspec / json.loads", samples, FAST_TARGET),
        compare(f"{what}, stock client / json.loads", samples, "stock", "json"),
    ]


def _fast(name: str, samples: Samples, target: float) -> Result:
    if find_spec("msgspec") is None:
        return LeftOut(name, "msgspec is not installed")
    return compare(name, samples, "fast", "json", target=target)


def _recorded(sizes: Sizes, rng: Random) -> list[Result]:
    """Compare listings of recorded objects, as often as it takes: fields are missing, strings are as long as theirs."""
    checks = [
        check for body in _bodies() for check in body.get("checks", [body] if "n_pings" in body else [])
    ]
    monitors = [monitor(number, rng) for number in range(sizes.objects)]
    pages = {
        "recorded checks of Healthchecks": ("checks", [*islice(cycle(checks), sizes.objects)], _of_checks),
        "monitors of Better Stack": ("data", monitors, _of_monitors),
    }
    rows = list[Result]()
    for what, (within, items, listing) in pages.items():
        content = json.dumps({within: items}).encode()
        tasks = {
            "json": timed(partial(json.loads, content)),
            "ours": timed(listing(content, fast=False)),
            "fast": timed(listing(content, fast=True)),
        }
        samples = interleave(tasks, sizes.rounds, rng)
        name = f"{sizes.objects:,} {what}"
        rows.append(compare(f"{name} / json.loads", samples, "ours", "json", target=GAPS_TARGET))
        rows.append(_fast(f"{name}, msgspec / json.loads", samples, RECORDED_TARGET))
    return rows


def _bodies() -> Iterator[dict[str, Any]]:
    """Yield the objects that a Healthchecks server answered with."""
    for line in RECORDINGS.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)["response"]
        if answer["headers"].get("content-type") == "application/json" and answer["body"]:
            body = json.loads(answer["body"])
            if isinstance(body, dict):
                yield body


def _of_checks(content: bytes, *, fast: bool) -> Callable[[], list[Any]]:
    return Client(KEY, transport=_answering(content), rate_limit=None, fast=fast).api.checks.list


def _of_monitors(content: bytes, *, fast: bool) -> Callable[[], Any]:
    transport = _answering(content)
    client = MonitorsClient(bearer_token=KEY, transport=transport, rate_limit=None, fast=fast)
    return client.monitors.list


def _answering(content: bytes) -> httpx.MockTransport:
    return httpx.MockTransport(lambda _: httpx.Response(200, content=content))


def _checks(sizes: Sizes, rng: Random) -> list[Row]:
    """Compare whole listings, whose bytes come from memory instead of a server, with httpx and its ``.json()``."""
    checks = json.dumps({"checks": [check(number, rng) for number in range(sizes.objects)]}).encode()
    transport = _answering(checks)
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
