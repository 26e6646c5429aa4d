"""A paged listing with pages fetched ahead, against reading page after page with bare httpx."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from types import ModuleType

import httpx

from .example_provider import packages, page
from .healthchecks_answers import KEY
from .measure import Row, compare, interleave, timed
from .server import serve
from .sizes import Sizes

__all__ = ["measure"]

AHEAD = 4
_OBJECTS = 5  # of a page: the time is the server's, not the decoder's


def measure(sizes: Sizes, rng: Random) -> list[Row]:
    """Return the rows of this group."""
    texts = {number: page(_OBJECTS, rng, sizes.pages).decode() for number in range(1, sizes.pages + 1)}
    answers = {f"/probes?page={number}": text for number, text in texts.items()}
    with packages() as made, serve(answers, sizes.delay) as base:
        samples = _samples(made.ours, base, sizes, rng)
    what = f"{sizes.pages} pages of {sizes.delay * 1000:.0f} ms"
    return [
        compare(f"{what}, one by one / httpx", samples, "in turn", "httpx"),
        compare(f"{what}, prefetch={AHEAD} / httpx", samples, "ahead", "httpx"),
    ]


def _samples(ours: ModuleType, base: str, sizes: Sizes, rng: Random) -> dict[str, list[float]]:
    wanted = sizes.pages * _OBJECTS
    with (
        httpx.Client(base_url=base, headers={"X-Api-Key": KEY}) as bare,
        ours.Client(api_key=KEY, base_url=base) as client,
    ):

        def httpx_items() -> list[object]:
            first = bare.get("/probes", params={"page": 1}).json()
            rest = (bare.get("/probes", params={"page": n}).json() for n in range(2, first["pages"] + 1))
            return [item for answer in (first, *rest) for item in answer["probes"]]

        actions: dict[str, Callable[[], list[object]]] = {
            "httpx": httpx_items,
            "in turn": lambda: list(client.probes.iter()),
            "ahead": lambda: list(client.probes.iter(prefetch=AHEAD)),
        }
        for name, action in actions.items():
            if (found := len(action())) != wanted:
                raise RuntimeError(f"{name}: {found} items instead of {wanted}")
        tasks = {name: timed(action) for name, action in actions.items()}
        return interleave(tasks, sizes.listings, rng)
