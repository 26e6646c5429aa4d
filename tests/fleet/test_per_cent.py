"""Shares as per cent."""

from __future__ import annotations

import pytest

from uptimekit.fleet.per_cent import per_cent


@pytest.mark.parametrize(
    ("share", "digits", "shown"),
    [(1.0, 2, 100.0), (0.999999, 2, 99.99), (0.29, 2, 29.0), (0.99995, 3, 99.995), (0.0, 3, 0.0)],
)
def test_what_ever_failed_has_less_than_all(share: float, digits: int, shown: float) -> None:
    """A share is rounded down, but for the last digits that floating point makes up."""
    assert per_cent(share, digits) == shown
