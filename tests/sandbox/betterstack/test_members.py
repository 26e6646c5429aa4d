"""People and roles."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.betterstack._members import Member, Members, Role
from uptimekit.sandbox.betterstack._store import Store


@pytest.fixture
def store() -> Store:
    """Two teams."""
    return Store(0, ["a", "b"])


@pytest.fixture
def members(store: Store, clock: ManualClock) -> Members:
    """The same address in both teams."""
    role = Role("7", "member", "Member")
    people = [
        Member(id=store.next_id(), team=team, email="x@y.example", role=role, since=clock.now())
        for team in store.teams.values()
    ]
    return Members((role,), people)


def test_find(store: Store, members: Members) -> None:
    """An address is looked for in one team or in all, in any case."""
    first, second = members.people
    assert members.find(store.teams["b"], "X@Y.example") is second
    assert members.find(None, "x@y.example") is first
    assert members.find(None, "z@y.example") is None
    assert members.of([store.teams["b"]]) == [second]


@pytest.mark.parametrize(("word", "found"), [("7", True), ("member", True), ("Member", False), ("8", False)])
def test_role(members: Members, word: str, found: bool) -> None:
    """A role is known by its id and its word."""
    assert (members.role(word) is not None) is found


def test_an_invitation_looks_different(members: Members) -> None:
    """Who is only invited has no name and no apps, but the day of the invitation."""
    person = members.people[0]
    assert person.resource()["type"] == "team_member"
    person.invited = True
    assert person.resource()["type"] == "team_member_invitation"
