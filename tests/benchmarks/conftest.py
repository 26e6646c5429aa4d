"""What the measurements of the tests share: one environment, and a heap that is quickly collected."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.imports import FAST, environment


@pytest.fixture(scope="module", autouse=True)
def _small_heap() -> None:
    """Leave what other tests have made out of the collection of garbage that each sample begins with."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def python() -> Iterator[Path]:
    """The interpreter of an environment with our packages, what they require, and the extra ``fast``."""
    with environment(*FAST) as found:
        yield found
