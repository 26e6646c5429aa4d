"""Tests of the fields that `repr` shows."""

from __future__ import annotations

from typing import Any

from attrs import define, field

from uptimekit._runtime import Model
from uptimekit._runtime.short_repr import in_short


@define(repr=False)
class Folder(Model):
    """An object that may have others of its kind."""

    inside: Any = None
    hidden: Any = field(default=None, repr=False)


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
    assert in_short({"url": "https://bob:canary@x.example"}) == "url='https://***@x.example'"
    assert in_short({"id": None, "name": "a\nb"}, {"id"}) == r"name='a\nb', …"


def test_a_field_without_repr_is_not_shown() -> None:
    """What a model leaves out of its `repr` is not there."""
    assert repr(Folder("x", "canary")) == "Folder(inside='x')"


def test_an_object_within_itself_and_a_very_deep_one() -> None:
    """Neither ends in a RecursionError."""
    folder = Folder()
    folder.inside = [folder]
    assert repr(folder).startswith("Folder(inside=[Folder(inside=[")
    for _ in range(2000):
        folder = Folder([folder])
    assert len(repr(folder)) < 80


def test_only_the_beginning_of_a_list_is_looked_at() -> None:
    """The `repr` of an object with many others costs no more than that of one with a few."""
    looked: list[int] = []

    class Item:
        def __repr__(self) -> str:
            looked.append(1)
            return "item"

    assert repr(Folder([Item() for _ in range(1000)])).startswith("Folder(inside=[item, item")
    assert len(looked) < 10
