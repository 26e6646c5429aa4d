"""The states of a pipeline in its destination."""

from __future__ import annotations

from pathlib import Path

import pytest

from uptimekit.warehouse import old_states, slice_loader

from ._jobs import JOBS, Parts, load_reading, pipeline, reading, rows


def test_only_the_newest_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are removed, and the next load goes on as if they were there."""
    monkeypatch.setattr(old_states, "STATES_KEPT", 2)
    monkeypatch.setattr(slice_loader, "MOST_SECONDS", 0)  # each slice is committed alone
    feed = Parts([(label, [(JOBS, {"slug": label})]) for label in "abcd"])
    made = pipeline(tmp_path)
    old_states.drop_old_states(made)  # there is nothing yet
    load_reading(made, reading(feed))
    states = "SELECT version FROM _dlt_pipeline_state ORDER BY version"
    before = rows(tmp_path, states)
    old_states.drop_old_states(made)
    assert len(before) == 4
    assert rows(tmp_path, states) == before[-2:]

    load_reading(pipeline(tmp_path), reading(feed))
    assert feed.states[-1] == {"done": ["a", "b", "c", "d"]}
