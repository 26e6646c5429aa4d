"""Ids and keys."""

from __future__ import annotations

import re
from uuid import UUID

from uptimekit.sandbox.statuspage._ids import Ids


def test_form_of_ids() -> None:
    """Ids are twelve small letters and digits, and differ."""
    ids = Ids(0)
    made = [ids.next() for _ in range(1000)]
    assert all(re.fullmatch("[a-z0-9]{12}", one) for one in made)
    assert len(set(made)) == len(made)


def test_keys_are_uuids() -> None:
    """A key has the form of a UUID."""
    assert UUID(Ids(0).key()).version == 4


def test_the_seed_decides() -> None:
    """The same seed gives the same sequence, another one another."""
    assert [Ids(1).next(), Ids(1).key()] == [Ids(1).next(), Ids(1).key()]
    assert Ids(1).next() != Ids(2).next()
