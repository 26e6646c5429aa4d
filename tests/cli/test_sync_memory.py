"""The memory of a sync: kept, aged, locked, and harmless when it is damaged."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from uptimekit import ConfigurationError
from uptimekit.cli.sync_memory import MEMORY, SyncMemory, memory_path
from uptimekit.fleet import Component, State
from uptimekit.fleet.constants import MOST_READINGS
from uptimekit.fleet.sync import ComponentMapping, Decision

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def decision(reading: State | None) -> Decision:
    component = Component(provider="p", account="page", id="c1", name="Web", state=State.UP)
    mapping = ComponentMapping(account="page", component="Web", sources=())
    return Decision(mapping=mapping, component=component, reading=reading)


def test_readings_last_from_one_run_to_the_next(tmp_path: Path) -> None:
    """Each run adds its reading; a component of which nothing could be told adds none, and one without an id neither."""
    path = tmp_path / "memory.json"
    for number, reading in enumerate((State.UP, None, State.DOWN)):
        with SyncMemory.locked(path) as memory:
            memory.add(
                [decision(reading), Decision(mapping=decision(None).mapping, reading=State.DOWN)],
                NOON + number * MINUTE,
            )
    assert SyncMemory.read(path).readings(NOON + 3 * MINUTE) == {"page/c1": [State.UP, State.DOWN]}
    assert path.stat().st_mode & 0o777 == 0o600


def test_old_readings_do_not_count(tmp_path: Path) -> None:
    """Readings from before a long pause are forgotten, and those from a clock that ran ahead."""
    path = tmp_path / "memory.json"
    SyncMemory.read(path).add([decision(State.DOWN)], NOON)
    kept = SyncMemory.read(path)
    assert kept.readings(NOON + MEMORY) == {"page/c1": [State.DOWN]}
    assert kept.readings(NOON + MEMORY + MINUTE) == {"page/c1": []}
    assert kept.readings(NOON - MINUTE) == {"page/c1": []}
    kept.add([], NOON + MEMORY + MINUTE)
    assert json.loads(path.read_text()) == {"components": {}}


def test_a_memory_does_not_grow(tmp_path: Path) -> None:
    """No more readings are kept than a mapping can ask for."""
    memory = SyncMemory.read(tmp_path / "memory.json")
    for _ in range(MOST_READINGS + 5):
        memory.add([decision(State.UP)], NOON)
    assert len(memory.readings(NOON)["page/c1"]) == MOST_READINGS


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"components": []}', '{"components": {"a": [["now", "up"]]}}', '{"components": {"a": [1]}}',
     '{"components": {"a": [["2026-11-28T12:00:00+00:00", "sideways"]]}}', "\x00",
     '{"components": {"a": [["2026-11-28T12:00:00+00:00", "paused"]]}}', "[" * 100_000],
)  # fmt: skip
def test_a_damaged_memory_is_an_empty_one(content: str, tmp_path: Path) -> None:
    """A file that makes no sense costs some readings, and breaks nothing."""
    path = tmp_path / "memory.json"
    path.write_text(content)
    memory = SyncMemory.read(path)
    assert memory.readings(NOON) == {}
    memory.add([decision(State.UP)], NOON)
    assert SyncMemory.read(path).readings(NOON) == {"page/c1": [State.UP]}


def test_two_at_once(tmp_path: Path) -> None:
    """Who comes second is told which file is taken, and may come again when the first one is done."""
    path = tmp_path / "below" / "memory.json"
    with (
        SyncMemory.locked(path),
        pytest.raises(
            ConfigurationError, match=r"another sync with this mapping is running; it has .*memory\.json"
        ),
        SyncMemory.locked(path),
    ):
        pass
    with SyncMemory.locked(path):
        pass


def test_memories_side_by_side(tmp_path: Path) -> None:
    """Files that differ in their ending only are not the same, and none is its own lock."""
    names = ["page.eu", "page.us", "memory.lock"]
    for reading in (State.DOWN, State.UP):
        with ExitStack() as stack:
            for name in names:
                memory = stack.enter_context(SyncMemory.locked(tmp_path / name))
                memory.add([decision(reading)], NOON)
    for name in names:
        assert SyncMemory.read(tmp_path / name).readings(NOON) == {"page/c1": [State.DOWN, State.UP]}


def test_a_place_that_forgets_is_refused(tmp_path: Path) -> None:
    """In /dev/null no readings add up, so that nothing would ever change, or all at once."""
    with (
        pytest.raises(
            ConfigurationError, match="/dev/null is no file; a sync has to remember its last readings"
        ),
        SyncMemory.locked(Path("/dev/null")),
    ):
        pass


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A place that is none is one line, before anything is written to a page."""
    (tmp_path / "file").touch()
    with (
        pytest.raises(ConfigurationError, match="cannot be written"),
        SyncMemory.locked(tmp_path / "file" / "m.json"),
    ):
        pass


def test_each_mapping_has_a_place_of_its_own(tmp_path: Path) -> None:
    """Two mappings of the same name in two folders do not share readings; a link and its target do."""
    environment = {"XDG_STATE_HOME": str(tmp_path)}
    first, second = tmp_path / "a" / "page.toml", tmp_path / "b" / "page.toml"
    for path in (first, second):
        path.parent.mkdir()
        path.touch()
    link = tmp_path / "page.toml"
    link.symlink_to(first)
    assert memory_path(first, environment) != memory_path(second, environment)
    assert memory_path(link, environment) == memory_path(first, environment)
    assert memory_path(first, environment).parent == tmp_path / "uptimekit"
    assert memory_path(first, {}).parent == Path.home() / ".local/state/uptimekit"


def test_a_mapping_without_a_lasting_name_needs_a_place(tmp_path: Path) -> None:
    """A pipe such as ``<(envsubst < map.toml)`` has another name in each run, so that no readings would ever add up."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(
        ConfigurationError, match="pipe has no lasting name for the last readings; give --memory"
    ):
        memory_path(tmp_path / "pipe", {"XDG_STATE_HOME": str(tmp_path)})
