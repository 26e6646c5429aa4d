"""Groups of things that need a request each."""

from __future__ import annotations

import pytest

from uptimekit.warehouse import groups


def test_each_thing_is_in_one_group_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups are full but for the last one, and labels count from 1."""
    monkeypatch.setattr(groups, "GROUP", 2)
    assert list(groups.groups_of("checks", "abcde")) == [
        ("checks 1 to 2 of 5", "ab"),
        ("checks 3 to 4 of 5", "cd"),
        ("checks 5 to 5 of 5", "e"),
    ]
    assert list(groups.groups_of("checks", "")) == []
