"""What the measurements of the tests share: one environment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.imports import FAST, environment


@pytest.fixture(scope="session")
def python() -> Iterator[Path]:
    """The interpreter of an environment with our packages, what they require, and the extra ``fast``."""
    with environment(*FAST) as found:
        yield found
