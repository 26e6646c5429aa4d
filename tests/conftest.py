"""What holds for every test: no secret is shown, and what the start made is no garbage."""

from __future__ import annotations

import gc

pytest_plugins = ["tests.canaries"]


def pytest_collection_finish() -> None:
    """Leave what importing and collecting made out of every later garbage collection.

    It lives until the end, and is so much that each full collection took half a second.
    """
    gc.collect()
    gc.freeze()
