"""Keeping records."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.betterstack._monitors import MONITOR, MONITOR_GROUP
from uptimekit.sandbox.betterstack._store import Store


@pytest.fixture
def store() -> Store:
    """One team, nothing else."""
    return Store(0, ["main"])


def test_ids_are_digits_and_never_come_twice(store: Store, clock: ManualClock) -> None:
    """Kinds share one sequence of ids, which goes on after a removal."""
    one = store.add(MONITOR, store.first_team, {}, clock.now())
    store.remove(one)
    two = store.add(MONITOR_GROUP, store.first_team, {}, clock.now())
    assert one.id.isdigit()
    assert int(two.id) > int(one.id)
    assert store.get("monitor", two.id) is None


def test_same_seed_same_ids(clock: ManualClock) -> None:
    """A seed fixes ids and tokens, another seed gives others."""

    def drawn(seed: int) -> tuple[str, str, str]:
        store = Store(seed, ["main"])
        return store.add(MONITOR, None, {}, clock.now()).id, store.first_team.token, store.tokens.everything

    assert drawn(1) == drawn(1) != drawn(2)


def test_records_begin_with_the_defaults(store: Store, clock: ManualClock) -> None:
    """What is not given is as the table says, with team and dates added."""
    record = store.add(MONITOR, store.first_team, {"url": "u"}, clock.now())
    assert record.attributes["url"] == "u"
    assert record.attributes["check_frequency"] == 180
    assert record.attributes["team_name"] == "main"
    assert record.attributes["created_at"] == record.attributes["updated_at"] == "2026-01-12T09:00:00.000Z"


def test_removal_is_forgotten_by_others(store: Store, clock: ManualClock) -> None:
    """Whoever mentions a removed record mentions none afterwards; others are left alone."""
    group, other = (store.add(MONITOR_GROUP, store.first_team, {}, clock.now()) for _ in range(2))
    inside, elsewhere = (
        store.add(MONITOR, store.first_team, {"monitor_group_id": one.number}, clock.now())
        for one in (group, other)
    )
    store.remove(group)
    assert inside.attributes["monitor_group_id"] is None
    assert elsewhere.attributes["monitor_group_id"] == other.number


def test_shared_defaults_stay_as_they_are(store: Store, clock: ManualClock) -> None:
    """Changing one record changes neither the next one nor the table."""
    store.add(MONITOR, None, {}, clock.now()).change(clock.now(), regions=["eu"], maintenance_days=["mon"])
    assert store.add(MONITOR, None, {}, clock.now()).attributes["maintenance_days"] == []
