"""Made-up monitors."""

from __future__ import annotations

from random import Random

from benchmarks.betterstack_answers import monitor

from uptimekit_clients.betterstack.models import Monitor, MonitorAttributes


def test_a_monitor_has_every_documented_attribute_and_no_other() -> None:
    """Absent ones would make the listing look fast, unknown ones would go another way than real ones."""
    made = Monitor.from_dict(monitor(1, Random(0)))
    assert not made.extra
    assert not made.attributes.extra
    assert monitor(1, Random(0))["attributes"].keys() == set(MonitorAttributes.__fields__.values())


def test_ids_differ() -> None:
    """No two monitors share an id."""
    rng = Random(0)
    assert len({monitor(number, rng)["id"] for number in range(50)}) == 50
