"""Types say of what a value may be, whatever its constants."""

from __future__ import annotations

from apimodel import NULL, Type

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


def test_a_constant_is_no_type_of_its_own() -> None:
    """Another constant is no other type: it must not break a client."""
    assert Type("plain", "str", constant="flash") == TEXT
