"""How far a bulk action has come is a plain value."""

from __future__ import annotations

import pickle

import pytest

from uptimekit.statuspage import Progress


def test_progress_is_a_value() -> None:
    """Two equal ones are equal, travel, and cannot be changed."""
    made = Progress(1, 2, 3.0)
    assert pickle.loads(pickle.dumps(made)) == made == Progress(done=1, total=2, seconds_left=3.0)
    with pytest.raises(AttributeError):
        made.done = 5  # type: ignore[misc]
