"""Types say of what a value may be, whatever its constants."""

from __future__ import annotations

from apimodel import NULL, Type
from apimodel.types import ANY, union_of

TEXT = Type("plain", "str")
NUMBER = Type("plain", "int")


def test_a_type_without_null() -> None:
    """What is left of a union is a union, or the only alternative."""
    assert Type("union", parts=(TEXT, NULL)).solid == TEXT
    assert Type("union", parts=(TEXT, NULL, NUMBER)).solid == Type("union", parts=(TEXT, NUMBER))
    assert TEXT.solid == TEXT


def test_null_is_an_alternative() -> None:
    """A value may be null if null is an alternative, or all that there is."""
    assert Type("union", parts=(TEXT, NULL)).nullable
    assert NULL.nullable
    assert not Type("list", parts=(Type("union", parts=(TEXT, NULL)),)).nullable


def test_a_map_of_anything() -> None:
    """A list or map that says nothing of what it holds may hold anything."""
    assert Type("map").part == Type("plain", "Any")


def test_a_union_is_as_simple_as_it_can_be() -> None:
    """Alternatives of alternatives are alternatives; lists become one list, maps one map; anything takes the rest."""
    numbers, texts = Type("list", parts=(NUMBER,)), Type("list", parts=(TEXT,))
    nested = Type("union", parts=(TEXT, NULL))

    assert union_of([nested, NUMBER, TEXT]) == Type("union", parts=(TEXT, NULL, NUMBER))
    assert union_of([numbers, texts]) == Type("list", parts=(Type("union", parts=(NUMBER, TEXT)),))
    assert union_of([Type("map", parts=(NUMBER,)), Type("map")]) == Type("map")
    assert union_of([TEXT, TEXT]) == TEXT
    assert union_of([TEXT, ANY, NUMBER]) == ANY
