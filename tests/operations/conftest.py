"""Assertions of the modules that the tests share say as much as those of the tests."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite(
    *(
        f"tests.operations.{name}"
        for name in (
            "_scenario",
            "_betterstack",
            "_betterstack_public",
            "_healthchecks",
            "_statuspage",
            "_statuspage_incidents",
            "_uptimehunt",
        )
    )
)
