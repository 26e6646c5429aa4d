"""The records a server keeps."""

from __future__ import annotations

from uuid import UUID

import pytest

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.healthchecks._model import Check, Flip, State
from uptimekit.sandbox.healthchecks._seeds import DEFAULT_PROJECTS
from uptimekit.sandbox.healthchecks._store import Store


@pytest.fixture
def check() -> Check:
    """A new check."""
    store = Store(0, DEFAULT_PROJECTS)
    return store.draft(store.projects["main"])


def test_unique_key_is_the_recorded_one(check: Check) -> None:
    """The unique key of a recorded UUID is the recorded unique key."""
    check.uuid = UUID("da913c45-b4e2-4d3d-9c3e-04b1927f69f9")
    assert check.unique_key == "5799c69c307a69c531736b475b09e1dd9c1d53bd"


def test_flip_only_on_change(check: Check, clock: ManualClock) -> None:
    """A new status is stored with a trace of it, the same status again leaves none."""
    check.flip(State.UP, clock.now())
    check.flip(State.UP, clock.advance(1))
    assert check.stored is State.UP
    assert check.flips == [Flip(ManualClock().now(), State.UP)]


def test_tag_list_splits_at_white_space(check: Check) -> None:
    """Tags are what stands between spaces; commas are part of a tag."""
    check.tags = "  a  b,c "
    assert check.tag_list == ["a", "b,c"]
