"""Tests of the fields that `repr` shows."""

from __future__ import annotations

from uptimekit._runtime.short_repr import in_short


def test_what_tells_an_object_from_others() -> None:
    """Id, name and the like come first, five at most; an ellipsis tells that there is more."""
    fields = {"created_at": "2026", "id": 7, "name": "Shop", "status": "up", "type": "http", "slug": None}
    assert in_short(fields) == "id=7, name='Shop', type='http', status='up', …"
    assert in_short({"total": 3, "limit": 20}) == "total=3, limit=20"
    assert in_short({f"f{number}": number for number in range(9)}) == "f0=0, f1=1, f2=2, f3=3, f4=4, …"
    assert in_short({}) == ""


def test_a_value_is_short_and_no_secret() -> None:
    """A long value is cut, a line break shows as such, and a secret is masked unless there is none."""
    shown = in_short({"id": "canary", "name": "x" * 500, "uuid": None}, {"id", "uuid"})
    assert shown == f"id='***', name='{'x' * 58}…, …"
    assert in_short({"id": None, "name": "a\nb"}, {"id"}) == r"name='a\nb', …"
