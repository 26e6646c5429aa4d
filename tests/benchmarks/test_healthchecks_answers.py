"""Made-up checks."""

from __future__ import annotations

from random import Random

from benchmarks.healthchecks_answers import check

from uptimekit_clients.healthchecks.models import Check


def test_a_check_has_the_documented_fields_only() -> None:
    """The model knows every field, and no documented one is missing but those of the other kind of check or key."""
    rng = Random(0)
    simple, scheduled = Check.from_dict(check(1, rng)), Check.from_dict(check(2, rng))
    assert not simple.extra
    assert not scheduled.extra
    both = check(1, rng).keys() | check(2, rng).keys()
    assert set(Check.__fields__.values()) - both == {"unique_key"}


def test_ids_differ() -> None:
    """No two checks share an id."""
    rng = Random(0)
    assert len({check(number, rng)["uuid"] for number in range(50)}) == 50
