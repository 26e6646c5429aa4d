"""The cache of names."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from types import SimpleNamespace

from uptimekit.cli.name_cache import Name, NameCache
from uptimekit.fleet import Account, Heartbeat, Kind, Monitor, State

ITEM = Heartbeat(
    provider="healthchecks",
    account="main",
    id="7",
    name="Nightly backup",
    state=State.UP,
    url="https://hc.example/7",
    tags=("x",),
    native=SimpleNamespace(slug="nightly"),
)
KINDS = [Kind.HEARTBEATS]


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_names_are_good_for_minutes(tmp_path: Path) -> None:
    """Names are there until they are too old, also for a clock that was set back; then there are none."""
    clock = Clock()
    cache = NameCache(tmp_path / "cache" / "names.json", clock)
    assert cache.read(KINDS) is None
    cache.write([ITEM], KINDS)
    assert cache.read(KINDS) == (Name("heartbeat", "Nightly backup", "7", "healthchecks", ("x",), "nightly"),)
    clock.now += 301
    assert cache.read(KINDS) is None
    assert cache.read(KINDS, max_age=400) is not None
    clock.now -= 600
    assert cache.read(KINDS) is None


def test_each_kind_has_its_age(tmp_path: Path) -> None:
    """One kind is kept and renewed without the others, and what was kept of it before is gone."""
    clock = Clock()
    cache = NameCache(tmp_path / "names.json", clock)
    cache.write([ITEM], KINDS)
    clock.now += 200
    shop = Monitor(provider="uptimehunt", account="main", id="1", name="Shop", state=State.UP)
    cache.write([shop], [Kind.MONITORS])
    assert cache.read([Kind.INCIDENTS]) is None
    assert [each.name for each in cache.read([Kind.MONITORS, Kind.HEARTBEATS]) or ()] == [
        "Nightly backup",
        "Shop",
    ]
    clock.now += 200
    assert cache.read(KINDS) is None
    assert [each.name for each in cache.read([Kind.MONITORS]) or ()] == ["Shop"]
    cache.write([], [Kind.MONITORS])
    assert cache.read([Kind.MONITORS]) == ()


def test_names_and_ids_and_nothing_else(tmp_path: Path) -> None:
    """The file has kinds, names, ids, providers and tags, and only its owner may read it."""
    cache = NameCache(tmp_path / "names.json", Clock())
    cache.write([ITEM], KINDS)
    assert json.loads(cache.path.read_text()) == {
        "written": {"heartbeat": 1000.0},
        "names": [["heartbeat", "Nightly backup", "7", "healthchecks", ["x"], "nightly"]],
    }
    assert stat.S_IMODE(cache.path.stat().st_mode) == 0o600


def test_a_damaged_file_is_no_file(tmp_path: Path) -> None:
    """What is no cache of ours is read as nothing, and replaced."""
    path = tmp_path / "names.json"
    for content in (
        "",
        "[]",
        "{}",
        '{"written": "x", "names": []}',
        '{"written": 1, "names": [1]}',
        '{"written": {"heartbeat": 1}, "names": [1]}',
        "\xff",
    ):
        path.write_text(content, encoding="latin-1")
        assert NameCache(path).read(KINDS) is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """Without a place for the cache nothing happens."""
    (tmp_path / "file").touch()
    NameCache(tmp_path / "file" / "names.json").write([ITEM], KINDS)


def test_other_accounts_have_another_cache(tmp_path: Path) -> None:
    """Each choice of accounts has its own names, below the folder for caches; the order does not count."""
    one, two = Account(name="a", provider="healthchecks"), Account(name="b", provider="healthchecks")
    environment = {"XDG_CACHE_HOME": str(tmp_path)}
    paths = [NameCache.of(accounts, environment).path for accounts in ([one], [two], [one, two], [two, one])]
    assert len(set(paths)) == 3
    assert paths[2] == paths[3]
    assert {path.parent for path in paths} == {tmp_path / "uptimekit"}
